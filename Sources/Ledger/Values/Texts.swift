/// A currency or asset code: 1 to 32 bytes of UTF-8 without control characters or blanks, compared
/// byte for byte ("USD" and "usd" are two).
package struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Long enough for codes like `USDC.polygon`; it stands in every record of its balances.
    package static let lengthMax = 32

    package let description: String

    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...Currency.lengthMax).contains(bytes.count),
            bytes.allSatisfy(Currency.isAllowed)
        else { return nil }
        description = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7F }

    package static func == (left: Currency, right: Currency) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in description.utf8 { hasher.combine(byte) }
    }

    package static func < (left: Currency, right: Currency) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}

/// The name people know a balance by: any text of 1 to 256 bytes of UTF-8 without NUL (a phone
/// number, an e-mail, `@name`), compared byte for byte and unique per currency over the whole
/// store. It may not look like a balance id.
package struct Indicator: Hashable, Sendable, CustomStringConvertible {
    /// With the currency behind it, such a name still fits a key of the store.
    package static let lengthMax = 256

    package let description: String

    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...Indicator.lengthMax).contains(bytes.count), !bytes.contains(0),
            !text.utf8.starts(with: BalanceKind.prefix.utf8)
        else { return nil }
        description = text
    }

    private init(trusted text: String) { description = text }

    /// The outside of the ledger.
    package static let world = Indicator(trusted: "@world")

    // Swift compares text by canonical equivalence; a name is its bytes.
    package static func == (left: Indicator, right: Indicator) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in description.utf8 { hasher.combine(byte) }
    }
}

/// The key that makes a transaction happen once: 1 to 256 bytes of UTF-8 without NUL, compared byte
/// for byte, unique for ever over the whole store.
package struct Reference: Hashable, Sendable, CustomStringConvertible {
    package static let lengthMax = 256

    package let description: String

    package init?(_ text: String) {
        guard (1...Reference.lengthMax).contains(text.utf8.count), !text.utf8.contains(0) else {
            return nil
        }
        description = text
    }

    package static func == (left: Reference, right: Reference) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in description.utf8 { hasher.combine(byte) }
    }
}
