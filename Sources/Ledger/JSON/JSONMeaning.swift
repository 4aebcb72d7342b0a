extension JSONValue {
    /// The value with every number in one form, so that those which are equal look equal: 5, 5.0
    /// and 0.5e1 alike. For comparing; a balance's own facts keep their text.
    package var withPlainNumbers: JSONValue {
        switch self {
        case .null, .bool, .string: self
        case .number(let text): .number(PlainNumber(text)?.text ?? text)
        case .array(let items): .array(items.map(\.withPlainNumbers))
        case .object(let members):
            .object(members.map { JSONMember($0.key, $0.value.withPlainNumbers) })
        }
    }
}

/// A JSON number as digits without zeros at either end, and a power of ten.
private struct PlainNumber {
    /// Zeros that are written out on either side of the point; beyond them stands the power of ten,
    /// or a short text could become an endless one.
    private static let zerosMax: UInt = 40

    private var isNegative = false
    private var digits: [UInt8] = []
    private var exponent = 0

    /// Nil where the power of ten is beyond all counting; such a number equals only its own text.
    init?(_ number: String) {
        var rest = number.utf8[...]
        if rest.first == UInt8(ascii: "-") {
            isNegative = true
            rest.removeFirst()
        }
        if let mark = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard let power = Int(Substring(rest[rest.index(after: mark)...])) else { return nil }
            exponent = power
            rest = rest[..<mark]
        }
        let whole = rest.prefix { $0 != UInt8(ascii: ".") }
        let fraction = rest.dropFirst(whole.count + 1)
        digits = Array(whole) + Array(fraction)
        guard trim(fractionCount: fraction.count) else { return nil }
    }

    /// As people write it, unless that had more zeros than anyone counts.
    var text: String {
        guard !digits.isEmpty else { return "0" }
        let sign = isNegative ? "-" : ""
        let digits = String(decoding: digits, as: UTF8.self)
        guard exponent.magnitude <= Self.zerosMax else { return "\(sign)\(digits)e\(exponent)" }
        guard exponent < 0 else { return sign + digits + String(repeating: "0", count: exponent) }
        let decimals = -exponent
        let padding = String(repeating: "0", count: max(0, decimals + 1 - digits.count))
        let padded = padding + digits
        return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    private mutating func trim(fractionCount: Int) -> Bool {
        let zero = UInt8(ascii: "0")
        digits.removeFirst(digits.prefix { $0 == zero }.count)
        let trailing = digits.reversed().prefix { $0 == zero }.count
        digits.removeLast(trailing)
        let (sum, overflow) = exponent.addingReportingOverflow(trailing - fractionCount)
        exponent = sum
        return !overflow
    }
}
