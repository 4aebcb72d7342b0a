/// The words that people read and write for the values of an enum.
///
/// The proto's names carry the enum's name (`TRANSACTION_STATUS_APPLIED`); people say `APPLIED`.
/// Where the field's vocabulary has its own notation, that is used.
enum EnumWords {
    /// How an enum's values are spelled.
    private enum Style {
        /// `APPLIED`
        case short
        /// `debit_balance`
        case lowerCase
        /// `balance.monitor.cleared`
        case dotted
        /// `>=`, by the short name.
        case symbols([String: String])
    }

    private static let styles: [String: Style] = [
        "tidemark.v1.EventType": .dotted,
        "tidemark.v1.MonitorField": .lowerCase,
        "tidemark.v1.Operator": .symbols([
            "GREATER_THAN": ">", "LESS_THAN": "<", "EQUAL": "=", "NOT_EQUAL": "!=",
            "GREATER_THAN_OR_EQUAL": ">=", "LESS_THAN_OR_EQUAL": "<=",
        ]),
    ]

    /// The word for one value.
    static func word(for value: EnumSchema.Value, of schema: EnumSchema) -> String {
        switch styles[schema.fullName] ?? .short {
        case .short: value.shortName
        case .lowerCase: value.shortName.lowercased()
        case .dotted: String(value.shortName.lowercased().map { $0 == "_" ? "." : $0 })
        case .symbols(let symbols): symbols[value.shortName] ?? value.shortName
        }
    }

    /// The value that a word stands for: its word, its short or its full name, in any case.
    static func value(for word: String, of schema: EnumSchema) -> EnumSchema.Value? {
        let wanted = word.uppercased()
        return schema.values.first { value in
            value.name == wanted || value.shortName == wanted
                || self.word(for: value, of: schema).uppercased() == wanted
        }
    }

    /// The words of all values but the one for "not given".
    static func words(of schema: EnumSchema) -> [String] {
        schema.values.filter { $0.shortName != "UNSPECIFIED" }.map { word(for: $0, of: schema) }
    }
}

extension MessageEnumeration {
    /// The word that people read for this value: `APPLIED`, `>`, `balance.monitor`.
    package var word: String {
        let schema = Schema.table.enumeration(of: Self.fullName)
        guard let value = schema?.value(of: Int64(rawValue)) else { return String(rawValue) }
        return schema.map { EnumWords.word(for: value, of: $0) } ?? value.name
    }

    /// The value that a word stands for: its word, its short or its full name, in any case.
    package init?(word: String) {
        guard let schema = Schema.table.enumeration(of: Self.fullName),
            let value = EnumWords.value(for: word, of: schema)
        else { return nil }
        self.init(rawValue: value.number)
    }

    /// The words of all values but the one for "not given".
    package static var words: [String] {
        Schema.table.enumeration(of: fullName).map(EnumWords.words) ?? []
    }
}
