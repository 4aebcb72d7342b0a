/// A UUID in lower case with its four dashes: `0193aabb-0000-7000-8000-000000000001`.
///
/// Eight digits are made or read at a time, each in a byte of a word: every answer and every event
/// has many of these.
enum UUIDText {
    static let length = 36
    private static let dash = UInt8(ascii: "-")

    /// Writes one UUID into a text, from a place on.
    static func write<let count: Int>(
        _ bits: UInt128, to text: inout InlineArray<count, UInt8>, at start: Int
    ) {
        let words = (
            digits(UInt32(truncatingIfNeeded: bits >> 96)),
            digits(UInt32(truncatingIfNeeded: bits >> 64)),
            digits(UInt32(truncatingIfNeeded: bits >> 32)),
            digits(UInt32(truncatingIfNeeded: bits))
        )
        for place in 0..<8 {
            let shift = UInt64(56 - 8 * place)
            // The middle words have a dash before them and one within.
            let gap = place < 4 ? 0 : 1
            text[start + place] = UInt8(truncatingIfNeeded: words.0 >> shift)
            text[start + 9 + place + gap] = UInt8(truncatingIfNeeded: words.1 >> shift)
            text[start + 19 + place + gap] = UInt8(truncatingIfNeeded: words.2 >> shift)
            text[start + 28 + place] = UInt8(truncatingIfNeeded: words.3 >> shift)
        }
        text[start + 8] = dash
        text[start + 13] = dash
        text[start + 18] = dash
        text[start + 23] = dash
    }

    /// What stands in a text from a place on, to its end; nil for anything else.
    static func bits(_ text: Span<UInt8>, from start: Int) -> UInt128? {
        guard text.count == start + length, text[start + 8] == dash, text[start + 13] == dash,
            text[start + 18] == dash, text[start + 23] == dash
        else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for place in 0..<8 {
            let gap = place < 4 ? 0 : 1
            words.0 = words.0 << 8 | UInt64(text[start + place])
            words.1 = words.1 << 8 | UInt64(text[start + 9 + place + gap])
            words.2 = words.2 << 8 | UInt64(text[start + 19 + place + gap])
            words.3 = words.3 << 8 | UInt64(text[start + 28 + place])
        }
        guard let first = value(words.0), let second = value(words.1), let third = value(words.2),
            let fourth = value(words.3)
        else { return nil }
        let high = UInt64(first) << 32 | UInt64(second)
        return UInt128(high) << 64 | UInt128(UInt64(third) << 32 | UInt64(fourth))
    }

    /// The eight digits of a number, the first in the highest byte.
    private static func digits(_ value: UInt32) -> UInt64 {
        var spread = UInt64(value)
        spread = (spread << 16 | spread) & 0x0000_FFFF_0000_FFFF
        spread = (spread << 8 | spread) & 0x00FF_00FF_00FF_00FF
        spread = (spread << 4 | spread) & 0x0F0F_0F0F_0F0F_0F0F
        let isLetter = (spread + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        let letters = UInt64(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
        return spread + 0x3030_3030_3030_3030 + isLetter * letters
    }

    /// The number that eight digits make; nil where one of the bytes isn't a digit.
    private static func value(_ digits: UInt64) -> UInt32? {
        let tops: UInt64 = 0x8080_8080_8080_8080
        guard digits & tops == 0 else { return nil }
        // The highest bit of a byte says whether it has come as far as a digit's or letter's first,
        // and not yet behind its last.
        let isNumeral =
            (digits + each(0x80 - UInt8(ascii: "0")))
            & ~(digits + each(0x7F - UInt8(ascii: "9"))) & tops
        let isLetter =
            (digits + each(0x80 - UInt8(ascii: "a")))
            & ~(digits + each(0x7F - UInt8(ascii: "f"))) & tops
        guard isNumeral | isLetter == tops else { return nil }
        var value = (digits & each(0x0F)) + (isLetter >> 7) * 9
        value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
        value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: value | value >> 16)
    }

    /// A word with the same in each byte.
    private static func each(_ byte: UInt8) -> UInt64 { UInt64(byte) * 0x0101_0101_0101_0101 }
}
