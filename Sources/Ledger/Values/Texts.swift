/// A currency or asset code: 1 to 16 ASCII characters of `A–Z a–z 0–9 . _ -`, compared byte for byte.
package struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Long enough for codes like `USDC.polygon`; short enough to be a word in memory.
    package static let lengthMax = 16

    package let description: String

    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...Currency.lengthMax).contains(bytes.count),
            bytes.allSatisfy(Currency.isAllowed)
        else { return nil }
        description = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    package static func < (left: Currency, right: Currency) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}

/// The name people know a balance by: any text of 1 to 256 bytes of UTF-8 without NUL (a phone
/// number, an e-mail, `@name`), compared byte for byte and unique per currency over the whole store.
/// It may not look like a balance id.
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
