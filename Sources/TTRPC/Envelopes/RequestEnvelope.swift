/// What a Request frame carries: which method is called, with what, for how long, and beside it.
///
///     message Request {
///       string service = 1;            // full proto name, "pkg.v1.BalanceService"
///       string method = 2;             // bare name, "GetBalance"
///       bytes payload = 3;
///       int64 timeout_nano = 4;
///       repeated KeyValue metadata = 5;
///     }
///
/// Decoded by hand into slices of the frame, because this is done once per request: no allocation
/// where there is no metadata.
package struct RequestEnvelope: Equatable, Sendable {
    /// UTF-8, checked.
    package var service: ArraySlice<UInt8> = []
    /// UTF-8, checked.
    package var method: ArraySlice<UInt8> = []
    /// The encoded message of the method; absent and empty are the same.
    package var payload: ArraySlice<UInt8> = []
    /// Time allowed, counted from arrival; 0 is none, negative is already past.
    package var timeoutNanoseconds: Int64 = 0
    package var metadata = Metadata()

    package init() {}

    package init(
        service: String, method: String, payload: [UInt8] = [], timeoutNanoseconds: Int64 = 0,
        metadata: Metadata = Metadata()
    ) {
        self.service = ArraySlice(service.utf8)
        self.method = ArraySlice(method.utf8)
        self.payload = payload[...]
        self.timeoutNanoseconds = timeoutNanoseconds
        self.metadata = metadata
    }
}

extension RequestEnvelope {
    package init(decoding bytes: ArraySlice<UInt8>) throws(EnvelopeError) {
        var reader = WireReader(bytes)
        var metadataByteCount = 0
        while let tag = try reader.nextTag() {
            switch tag.field {
            case 1: service = try reader.text(tag)
            case 2: method = try reader.text(tag)
            case 3: payload = try reader.delimited(tag)
            case 4: timeoutNanoseconds = Int64(bitPattern: try reader.varint(of: tag))
            case 5: try add(reader.delimited(tag), metadataByteCount: &metadataByteCount)
            default: try reader.skip(tag)
            }
        }
    }

    private mutating func add(
        _ pair: ArraySlice<UInt8>, metadataByteCount: inout Int
    ) throws(EnvelopeError) {
        // Checked before decoding: the bytes of the pair bound the strings made from it.
        metadataByteCount += pair.count
        guard metadataByteCount <= Metadata.byteCountMax else {
            throw .overLimit("metadata is longer than \(Metadata.byteCountMax) bytes")
        }
        guard metadata.entries.count < Metadata.entryCountMax else {
            throw .overLimit("metadata has more than \(Metadata.entryCountMax) entries")
        }
        metadata.entries.append(try Metadata.Entry(decoding: pair))
    }
}

extension RequestEnvelope {
    package var encodedByteCount: Int {
        var count = payload.isEmpty ? 0 : WireWriter.size(ofField: payload.count)
        if !service.isEmpty { count += WireWriter.size(ofField: service.count) }
        if !method.isEmpty { count += WireWriter.size(ofField: method.count) }
        if timeoutNanoseconds != 0 {
            count += 1 + WireWriter.size(ofVarint: UInt64(bitPattern: timeoutNanoseconds))
        }
        for entry in metadata.entries { count += WireWriter.size(ofField: entry.encodedByteCount) }
        return count
    }

    package func append(to bytes: inout [UInt8]) {
        if !service.isEmpty { WireWriter.append(service, field: 1, to: &bytes) }
        if !method.isEmpty { WireWriter.append(method, field: 2, to: &bytes) }
        if !payload.isEmpty { WireWriter.append(payload, field: 3, to: &bytes) }
        if timeoutNanoseconds != 0 {
            let timeout = UInt64(bitPattern: timeoutNanoseconds)
            WireWriter.append(varint: timeout, field: 4, to: &bytes)
        }
        for entry in metadata.entries { entry.append(to: &bytes) }
    }
}

extension Metadata.Entry {
    fileprivate init(decoding bytes: ArraySlice<UInt8>) throws(EnvelopeError) {
        self.init(key: "", value: "")
        var reader = WireReader(bytes)
        while let tag = try reader.nextTag() {
            switch tag.field {
            case 1: key = String(decoding: try reader.text(tag), as: UTF8.self)
            case 2: value = String(decoding: try reader.text(tag), as: UTF8.self)
            default: try reader.skip(tag)
            }
        }
    }

    fileprivate var encodedByteCount: Int {
        (key.isEmpty ? 0 : WireWriter.size(ofField: key.utf8.count))
            + (value.isEmpty ? 0 : WireWriter.size(ofField: value.utf8.count))
    }

    fileprivate func append(to bytes: inout [UInt8]) {
        WireWriter.append(length: encodedByteCount, field: 5, to: &bytes)
        if !key.isEmpty { WireWriter.append(key.utf8, field: 1, to: &bytes) }
        if !value.isEmpty { WireWriter.append(value.utf8, field: 2, to: &bytes) }
    }
}
