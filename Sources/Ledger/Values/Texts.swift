/// A currency or asset code: 1 to 32 bytes of UTF-8 without control characters or blanks, compared
/// byte for byte ("USD" and "usd" are two).
///
/// Every balance and every transaction carries one, so it is two words instead of a text: its bytes
/// from the top, and zeros, which no code has in it, behind them. The order of the words is that of
/// the bytes.
package struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Long enough for codes like `USDC.polygon`; it stands in every record of its balances.
    package static let lengthMax = 32

    private let high: UInt128
    private let low: UInt128

    package init?(_ text: String) { self.init(utf8: text.utf8.span) }

    /// Takes bytes that may be anything.
    package init?(utf8 bytes: Span<UInt8>) {
        guard (1...Currency.lengthMax).contains(bytes.count) else { return nil }
        var (high, low): (UInt128, UInt128) = (0, 0)
        var isASCII = true
        for position in bytes.indices {
            let byte = bytes[position]
            guard byte > 0x20, byte != 0x7F else { return nil }
            if byte > 0x7F { isASCII = false }
            let bits = UInt128(byte) << UInt128(120 - 8 * (position % 16))
            if position < 16 { high |= bits } else { low |= bits }
        }
        guard isASCII || (try? UTF8Span(validating: bytes)) != nil else { return nil }
        (self.high, self.low) = (high, low)
    }

    /// Its bytes.
    package var count: Int {
        Currency.lengthMax
            - (low == 0
                ? 16 + high.trailingZeroBitCount / 8
                : low.trailingZeroBitCount / 8)
    }

    package subscript(position: Int) -> UInt8 {
        let word = position < 16 ? high : low
        return UInt8(truncatingIfNeeded: word >> UInt128(120 - 8 * (position % 16)))
    }

    package var description: String {
        String(decoding: (0..<count).map { self[$0] }, as: UTF8.self)
    }

    package static func < (left: Currency, right: Currency) -> Bool {
        (left.high, left.low) < (right.high, right.low)
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
