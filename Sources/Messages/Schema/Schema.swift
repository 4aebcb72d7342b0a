/// What a message is made of: protobuf-c's description of it, read once into Swift values.
///
/// The pre-walk and the JSON codec work by it, so that neither has code per message nor touches
/// C memory.
package final class Schema: Sendable {
    /// `tidemark.v1.Balance`
    package let fullName: String
    /// In ascending order of number.
    package let fields: [Field]
    /// Whether this is the entry of a map: a message of one `key` and one `value`.
    package let isMapEntry: Bool
    /// Whether a field that is not known refuses the message: a filter that passed over what it
    /// doesn't know would find more than was asked for.
    let refusesUnknownFields: Bool

    /// How many fields from the first on have the numbers 1, 2, 3 …; those are found by index.
    private let denseCount: Int

    init(fullName: String, fields: [Field], isMapEntry: Bool) {
        self.fullName = fullName
        self.fields = fields
        self.isMapEntry = isMapEntry
        refusesUnknownFields = fullName.hasSuffix("Filter")
        denseCount = fields.enumerated().prefix { $0.element.number == $0.offset + 1 }.count
    }

    /// The index of the field of that number, or nil if the message has none.
    @inline(__always)
    func index(of number: UInt32) -> Int? {
        let number = Int(number)
        if number <= denseCount { return number - 1 }
        return sparseIndex(of: number)
    }

    private func sparseIndex(of number: Int) -> Int? {
        var low = denseCount
        var high = fields.count
        while low < high {
            let middle = (low + high) / 2
            if fields[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < fields.count && fields[low].number == number ? low : nil
    }

    /// The field of that name, as the proto writes it.
    package func field(named name: String) -> Field? {
        fields.first { $0.name == name }
    }
}

extension Schema {
    /// One field of a message.
    package struct Field: Sendable {
        /// As the proto writes it, `balance_id`.
        package let name: String
        package let number: Int
        package let kind: Kind
        package let isRepeated: Bool
        /// Which oneof it belongs to, as a number that is the same for all members; nil for none.
        package let oneof: Int?
        /// Which bit stands for "was given" in the pre-walk, for what may be given only once.
        let onceBit: UInt64

        /// The description of a map's entry, if the field is a map.
        package var mapEntry: Schema? {
            if case .message(let schema) = kind, schema.isMapEntry { schema } else { nil }
        }
    }

    /// The type of a field's value.
    package enum Kind: Sendable {
        case int32, sint32, sfixed32
        case int64, sint64, sfixed64
        case uint32, fixed32
        case uint64, fixed64
        case bool
        case string
        case bytes
        case enumeration(EnumSchema)
        case message(Schema)
    }
}

extension Schema.Kind {
    /// How a single value stands on the wire.
    var wireType: WireType {
        switch self {
        case .int32, .sint32, .int64, .sint64, .uint32, .uint64, .bool, .enumeration: .varint
        case .sfixed32, .fixed32: .fixed32
        case .sfixed64, .fixed64: .fixed64
        case .string, .bytes, .message: .lengthDelimited
        }
    }
}

/// The names and numbers of an enum.
package final class EnumSchema: Sendable {
    /// `tidemark.v1.Operator`
    package let fullName: String
    /// In ascending order of number.
    package let values: [Value]

    package struct Value: Sendable {
        /// As the proto writes it, `OPERATOR_EQUAL`.
        package let name: String
        /// Without the enum's own name before it, `EQUAL`.
        package let shortName: String
        package let number: Int32
    }

    init(fullName: String, values: [(name: String, number: Int32)]) {
        let prefix = Self.upperSnake(fullName.split(separator: ".").last ?? "") + "_"
        let isPrefixed = values.allSatisfy { $0.name.hasPrefix(prefix) }
        self.fullName = fullName
        self.values = values.map { name, number in
            let short = isPrefixed ? String(name.dropFirst(prefix.count)) : name
            return Value(name: name, shortName: short, number: number)
        }
    }

    /// `MONITOR_FIELD` for `MonitorField`, `RPC_CODE` for `RPCCode`, as buf's linter has it.
    private static func upperSnake(_ camel: Substring) -> String {
        let letters = Array(camel)
        var snake = ""
        for (index, letter) in letters.enumerated() {
            let follows = index > 0 && letter.isUppercase
            let endsAcronym = index + 1 < letters.count && letters[index + 1].isLowercase
            if follows && (letters[index - 1].isLowercase || endsAcronym) { snake += "_" }
            snake += letter.uppercased()
        }
        return snake
    }

    /// The value of that number, or nil if the enum does not name it.
    package func value(of number: Int64) -> Value? {
        // Most enums count from zero without a gap.
        if number >= 0, number < values.count, values[Int(number)].number == number {
            return values[Int(number)]
        }
        return values.first { Int64($0.number) == number }
    }
}
