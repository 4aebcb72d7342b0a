/// Walks the protobuf fields of one message, strictly, without copying.
///
/// Only what the two envelopes need: varints and length-delimited fields. Everything else can be
/// skipped, so that envelopes may grow, except groups, which proto3 never had.
package struct WireReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }
}

extension WireReader {
    package enum WireType: UInt8 {
        case varint = 0
        case fixed64 = 1
        case lengthDelimited = 2
        case fixed32 = 5
    }

    /// What stands in front of every field.
    package struct Tag {
        package var field: UInt32
        package var type: WireType
    }

    /// The next field's tag, or nil at the end of the message.
    package mutating func nextTag() throws(EnvelopeError) -> Tag? {
        guard position < bytes.endIndex else { return nil }
        let key = try varint()
        guard let field = UInt32(exactly: key >> 3), field != 0, field < 1 << 29 else {
            throw .malformed("a field number is out of range")
        }
        guard let type = WireType(rawValue: UInt8(key & 7)) else {
            throw .malformed("field \(field) has a wire type that proto3 doesn't know")
        }
        return Tag(field: field, type: type)
    }

    package mutating func varint(of tag: Tag) throws(EnvelopeError) -> UInt64 {
        guard tag.type == .varint else {
            throw .malformed("field \(tag.field) isn't a varint")
        }
        return try varint()
    }

    package mutating func delimited(_ tag: Tag) throws(EnvelopeError) -> ArraySlice<UInt8> {
        guard tag.type == .lengthDelimited else {
            throw .malformed("field \(tag.field) isn't length-delimited")
        }
        return try take(varint())
    }

    /// A field whose bytes are text, checked.
    mutating func text(_ tag: Tag) throws(EnvelopeError) -> ArraySlice<UInt8> {
        let slice = try delimited(tag)
        guard slice.isUTF8 else {
            throw .malformed("field \(tag.field) isn't UTF-8")
        }
        return slice
    }

    package mutating func skip(_ tag: Tag) throws(EnvelopeError) {
        switch tag.type {
        case .varint: _ = try varint()
        case .fixed64: _ = try take(8)
        case .lengthDelimited: _ = try take(varint())
        case .fixed32: _ = try take(4)
        }
    }
}

extension WireReader {
    private mutating func varint() throws(EnvelopeError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            // The tenth byte has room for one bit; more would be silently lost.
            if shift == 63, byte > 1 { throw .malformed("a varint is longer than 64 bits") }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .malformed("a varint is cut off")
    }

    private mutating func take(_ count: UInt64) throws(EnvelopeError) -> ArraySlice<UInt8> {
        guard count <= UInt64(bytes.endIndex - position) else {
            throw .malformed("a field is longer than its message")
        }
        let start = position
        position += Int(count)
        return bytes[start..<position]
    }
}

extension ArraySlice<UInt8> {
    /// Whether the bytes are well-formed UTF-8, found out without making a string of them.
    var isUTF8: Bool {
        if allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: self, as: UTF8.self) != nil
    }
}
