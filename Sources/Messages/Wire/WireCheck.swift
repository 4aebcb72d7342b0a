/// Checks of single values on the wire.
enum WireCheck {
    /// Goes past one value and refuses what its type can't hold.
    @inline(__always)
    static func value(
        _ kind: borrowing Schema.Kind, _ bytes: borrowing Span<UInt8>, _ cursor: inout WireCursor
    ) throws(DecodingError) {
        switch kind {
        case .int64, .sint64, .uint64, .bool:
            _ = try cursor.varint(bytes)
        case .int32:
            let value = Int64(bitPattern: try cursor.varint(bytes))
            guard Int32(exactly: value) != nil else { throw DecodingError(.numberOutOfRange) }
        case .uint32, .sint32:
            let value = try cursor.varint(bytes)
            guard value <= UInt32.max else { throw DecodingError(.numberOutOfRange) }
        case .enumeration(let schema):
            let value = Int64(bitPattern: try cursor.varint(bytes))
            guard schema.value(of: value) != nil else {
                throw DecodingError(.unknownEnumValue(value))
            }
        case .fixed32, .sfixed32:
            _ = try cursor.fixed32(bytes)
        case .fixed64, .sfixed64:
            _ = try cursor.fixed64(bytes)
        case .string:
            try text(bytes, try cursor.delimited(bytes))
        case .bytes, .message:
            _ = try cursor.delimited(bytes)
        }
    }

    /// UTF-8 without a NUL, which would end a C string.
    private static func text(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
    ) throws(DecodingError) {
        var isASCII = true
        for index in range {
            let byte = bytes[index]
            if byte == 0 { throw DecodingError(.containsNUL) }
            if byte >= 0x80 { isASCII = false }
        }
        if isASCII { return }
        let text = bytes.extracting(range)
        guard (try? UTF8Span(validating: text)) != nil else { throw DecodingError(.invalidUTF8) }
    }
}

/// The key of one entry of a map. Two texts are the same key if Swift takes them for the same, as
/// a dictionary does.
struct MapKey: Hashable, CustomStringConvertible {
    private let field: Int
    private var text = ""
    private var number: UInt64 = 0

    /// Reads the key of an entry that has been walked; without one it is the default.
    init(
        field: Int, entry: Schema, _ bytes: borrowing Span<UInt8>, _ body: Range<Int>
    ) throws(DecodingError) {
        self.field = field
        var cursor = WireCursor(body)
        while !cursor.isAtEnd {
            let tag = try cursor.tag(bytes)
            guard tag.number == 1 else {
                try cursor.skip(tag.type, bytes)
                continue
            }
            switch tag.type {
            case .varint: number = try cursor.varint(bytes)
            case .fixed32: number = UInt64(try cursor.fixed32(bytes))
            case .fixed64: number = try cursor.fixed64(bytes)
            case .lengthDelimited:
                let range = try cursor.delimited(bytes)
                text = String(decoding: range.map { bytes[$0] }, as: UTF8.self)
            }
        }
    }

    var description: String { text.isEmpty ? String(number) : text }
}
