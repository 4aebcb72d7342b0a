/// One value as it stands on the wire.
enum WireValue {
    /// A varint or a fixed number, as its bits.
    case number(UInt64)
    /// Text, bytes or a sub-message: where they are.
    case range(Range<Int>)

    var isZero: Bool {
        switch self {
        case .number(let bits): bits == 0
        case .range(let range): range.isEmpty
        }
    }
}

/// The values of a message's fields, each list in the order of the wire. The bytes have been
/// walked before.
struct MessageContent {
    /// By the field's index in the schema.
    private(set) var values: [[WireValue]]

    init(
        _ schema: Schema, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
    ) throws(DecodingError) {
        values = Array(repeating: [], count: schema.fields.count)
        var cursor = WireCursor(range)
        while !cursor.isAtEnd {
            let tag = try cursor.tag(bytes)
            guard let index = schema.index(of: tag.number) else {
                try cursor.skip(tag.type, bytes)
                continue
            }
            let ownType = schema.fields[index].kind.wireType
            if tag.type == .lengthDelimited && ownType != .lengthDelimited {
                var packed = WireCursor(try cursor.delimited(bytes))
                while !packed.isAtEnd {
                    values[index].append(try packed.value(ownType, bytes))
                }
            } else {
                values[index].append(try cursor.value(tag.type, bytes))
            }
        }
    }
}

extension MessageContent {
    /// `seconds = 1` and `nanos = 2`, as Timestamp and Duration have them.
    var secondsAndNanos: (Int64, Int32) {
        var numbers: [UInt64] = [0, 0]
        for index in 0..<2 {
            if case .number(let bits) = values[index].last { numbers[index] = bits }
        }
        return (Int64(bitPattern: numbers[0]), Int32(truncatingIfNeeded: numbers[1]))
    }

    func texts(_ index: Int, _ bytes: borrowing Span<UInt8>) -> [String] {
        byteArrays(index, bytes).map { String(decoding: $0, as: UTF8.self) }
    }

    func byteArrays(_ index: Int, _ bytes: borrowing Span<UInt8>) -> [[UInt8]] {
        var arrays: [[UInt8]] = []
        for case .range(let range) in values[index] { arrays.append(bytes.array(range)) }
        return arrays
    }
}

extension WireCursor {
    mutating func value(
        _ type: WireType, _ bytes: borrowing Span<UInt8>
    ) throws(DecodingError) -> WireValue {
        switch type {
        case .varint: .number(try varint(bytes))
        case .fixed32: .number(UInt64(try fixed32(bytes)))
        case .fixed64: .number(try fixed64(bytes))
        case .lengthDelimited: .range(try delimited(bytes))
        }
    }
}

extension Schema.Field {
    /// Whether "not given" and "zero" are two things.
    var hasPresence: Bool {
        if case .message = kind { return true }
        return oneof != nil
    }
}

extension Schema.Kind {
    /// The default, as it would stand on the wire.
    var zero: WireValue {
        wireType == .lengthDelimited ? .range(0..<0) : .number(0)
    }
}

extension UInt64 {
    /// The signed number that `sint32` and `sint64` write without a long row of ones.
    var zigZagDecoded: Int64 { Int64(bitPattern: self >> 1) ^ -Int64(bitPattern: self & 1) }
}

extension Int64 {
    var zigZagEncoded: UInt64 { UInt64(bitPattern: self << 1 ^ self >> 63) }
}

extension Span<UInt8> {
    func array(_ range: Range<Int>) -> [UInt8] {
        range.map { self[$0] }
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: array(range), as: UTF8.self)
    }
}
