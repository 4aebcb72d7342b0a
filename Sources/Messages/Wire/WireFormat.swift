/// Protobuf's wire types. Groups (3 and 4) are not spoken.
enum WireType: UInt8 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
}

/// A field's tag: its number and the shape of its bytes.
struct Tag {
    let number: UInt32
    let type: WireType
}

/// Reads the parts of protobuf's wire format out of bytes, never beyond `end`.
///
/// A cursor is a position and nothing else; the bytes are handed to each call, so that it can be
/// kept across calls where a `Span` can't.
struct WireCursor {
    private(set) var position: Int
    let end: Int

    init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position >= end }

    /// A number of up to ten bytes; what doesn't fit 64 bits is refused.
    @inline(__always)
    mutating func varint(
        _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) -> UInt64 {
        guard position < end else { throw DecodingError(.truncated) }
        let first = bytes[position]
        if first < 0x80 {
            position += 1
            return UInt64(first)
        }
        return try longVarint(bytes)
    }

    private mutating func longVarint(
        _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<10 {
            guard position < end else { throw DecodingError(.truncated) }
            let byte = bytes[position]
            position += 1
            // The tenth byte holds the 64th bit alone.
            if index == 9 && byte > 1 { throw DecodingError(.overlongVarint) }
            value |= UInt64(byte & 0x7F) << (7 * UInt64(index))
            if byte < 0x80 { return value }
        }
        throw DecodingError(.overlongVarint)
    }

    /// A tag of up to five bytes, which is as far as protobuf-c reads one.
    @inline(__always)
    mutating func tag(_ bytes: borrowing Span<UInt8>) throws(DecodingError) -> Tag {
        let start = position
        let value = try varint(bytes)
        guard position - start <= 5, value <= UInt64(UInt32.max), value >= 8 else {
            throw DecodingError(.invalidTag)
        }
        let code = UInt8(value & 7)
        guard let type = WireType(rawValue: code) else {
            throw DecodingError(.unsupportedWireType(code))
        }
        return Tag(number: UInt32(value >> 3), type: type)
    }

    /// The bytes of a length-delimited field, length excluded.
    @inline(__always)
    mutating func delimited(
        _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) -> Range<Int> {
        let start = position
        let length = try varint(bytes)
        // protobuf-c reads lengths of up to five bytes.
        guard position - start <= 5, length <= UInt64(end - position) else {
            throw DecodingError(.lengthOutOfBounds)
        }
        let body = position..<position + Int(length)
        position = body.upperBound
        return body
    }

    /// Four bytes, little-endian.
    mutating func fixed32(_ bytes: borrowing Span<UInt8>) throws(DecodingError) -> UInt32 {
        UInt32(truncatingIfNeeded: try littleEndian(bytes, count: 4))
    }

    /// Eight bytes, little-endian.
    mutating func fixed64(_ bytes: borrowing Span<UInt8>) throws(DecodingError) -> UInt64 {
        try littleEndian(bytes, count: 8)
    }

    private mutating func littleEndian(
        _ bytes: borrowing Span<UInt8>, count: Int
    ) throws(DecodingError) -> UInt64 {
        guard end - position >= count else { throw DecodingError(.truncated) }
        var value: UInt64 = 0
        for index in 0..<count {
            value |= UInt64(bytes[position + index]) << UInt64(8 * index)
        }
        position += count
        return value
    }

    /// Goes past one value of the type.
    mutating func skip(
        _ type: WireType, _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) {
        switch type {
        case .varint: _ = try varint(bytes)
        case .fixed64: _ = try fixed64(bytes)
        case .lengthDelimited: _ = try delimited(bytes)
        case .fixed32: _ = try fixed32(bytes)
        }
    }
}
