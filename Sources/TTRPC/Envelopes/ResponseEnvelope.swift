/// What a Response frame carries: the reply's message, or the status of a call that failed.
///
///     message Response { google.rpc.Status status = 1; bytes payload = 2; }
///     message Status   { int32 code = 1; string message = 2; repeated Any details = 3; }
///     message Any      { string type_url = 1; bytes value = 2; }
///
/// On success the status is left out.
package enum ResponseEnvelope: Equatable, Sendable {
    case success(ArraySlice<UInt8>)
    case failure(RPCError)
}

extension ResponseEnvelope {
    package init(decoding bytes: ArraySlice<UInt8>) throws(EnvelopeError) {
        var reader = WireReader(bytes)
        var status = Status()
        var payload: ArraySlice<UInt8> = []
        while let tag = try reader.nextTag() {
            switch tag.field {
            case 1: try status.merge(reader.delimited(tag))
            case 2: payload = try reader.delimited(tag)
            default: try reader.skip(tag)
            }
        }
        self = status.code == 0 ? .success(payload) : .failure(status.error)
    }

    package var encodedByteCount: Int {
        switch self {
        case .success(let payload):
            payload.isEmpty ? 0 : WireWriter.size(ofField: payload.count)
        case .failure(let error):
            WireWriter.size(ofField: error.encodedByteCount)
        }
    }

    package func append(to bytes: inout [UInt8]) {
        switch self {
        case .success(let payload):
            if !payload.isEmpty { WireWriter.append(payload, field: 2, to: &bytes) }
        case .failure(let error):
            WireWriter.append(length: error.encodedByteCount, field: 1, to: &bytes)
            error.append(to: &bytes)
        }
    }
}

/// A `google.rpc.Status` as it is read, before its code is known to be one of ours.
private struct Status {
    var code: Int32 = 0
    var message = ""
    var details: [RPCError.Detail] = []

    mutating func merge(_ bytes: ArraySlice<UInt8>) throws(EnvelopeError) {
        var reader = WireReader(bytes)
        while let tag = try reader.nextTag() {
            switch tag.field {
            case 1: code = Int32(truncatingIfNeeded: try reader.varint(of: tag))
            case 2: message = String(decoding: try reader.text(tag), as: UTF8.self)
            case 3: try add(reader.delimited(tag))
            default: try reader.skip(tag)
            }
        }
    }

    private mutating func add(_ any: ArraySlice<UInt8>) throws(EnvelopeError) {
        guard details.count < RPCError.detailCountMax else {
            throw .overLimit("a status has more than \(RPCError.detailCountMax) details")
        }
        details.append(try RPCError.Detail(decoding: any))
    }

    var error: RPCError {
        guard let known = StatusCode(rawValue: code) else {
            return RPCError(.unknown, "status \(code): \(message)", details: details)
        }
        return RPCError(known, message, details: details)
    }
}

extension RPCError {
    fileprivate var encodedByteCount: Int {
        var count = 1 + WireWriter.size(ofVarint: UInt64(code.rawValue))
        if !message.isEmpty { count += WireWriter.size(ofField: message.utf8.count) }
        for detail in details { count += WireWriter.size(ofField: detail.encodedByteCount) }
        return count
    }

    fileprivate func append(to bytes: inout [UInt8]) {
        WireWriter.append(varint: UInt64(code.rawValue), field: 1, to: &bytes)
        if !message.isEmpty { WireWriter.append(message.utf8, field: 2, to: &bytes) }
        for detail in details {
            WireWriter.append(length: detail.encodedByteCount, field: 3, to: &bytes)
            WireWriter.append(detail.typeURL.utf8, field: 1, to: &bytes)
            WireWriter.append(detail.value, field: 2, to: &bytes)
        }
    }
}

extension RPCError.Detail {
    fileprivate init(decoding bytes: ArraySlice<UInt8>) throws(EnvelopeError) {
        self.init(typeURL: "", value: [])
        var reader = WireReader(bytes)
        while let tag = try reader.nextTag() {
            switch tag.field {
            case 1: typeURL = String(decoding: try reader.text(tag), as: UTF8.self)
            case 2: value = Array(try reader.delimited(tag))
            default: try reader.skip(tag)
            }
        }
    }

    fileprivate var encodedByteCount: Int {
        WireWriter.size(ofField: typeURL.utf8.count) + WireWriter.size(ofField: value.count)
    }
}
