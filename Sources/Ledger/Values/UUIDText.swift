/// A UUID in lower case with its four dashes: `0193aabb-0000-7000-8000-000000000001`.
enum UUIDText {
    static let length = 36
    private static let dash = UInt8(ascii: "-")

    /// The text of one UUID.
    static func append(_ bits: UInt128, to text: inout [UInt8]) {
        var high = UInt64(truncatingIfNeeded: bits >> 64)
        var low = UInt64(truncatingIfNeeded: bits)
        for place in 0..<length {
            guard !isDash(place) else {
                text.append(dash)
                continue
            }
            let digit = UInt8(truncatingIfNeeded: high >> 60)
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
            high = high << 4 | low >> 60
            low <<= 4
        }
    }

    /// What stands in a text from a place on, to its end; nil for anything else.
    static func bits(_ text: Span<UInt8>, from start: Int) -> UInt128? {
        guard text.count == start + length else { return nil }
        var (high, low): (UInt64, UInt64) = (0, 0)
        for place in 0..<length {
            let byte = text[start + place]
            if isDash(place) {
                guard byte == dash else { return nil }
                continue
            }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            high = high << 4 | low >> 60
            low = low << 4 | UInt64(digit)
        }
        return UInt128(high) << 64 | UInt128(low)
    }

    private static func isDash(_ place: Int) -> Bool {
        place == 8 || place == 13 || place == 18 || place == 23
    }
}
