/// A whole number of any length, digit by digit as at school.
struct LongNumber: Comparable {
    private let isNegative: Bool
    /// The last digit first, no zeros in front.
    private let digits: [Int]

    init(_ text: String) {
        let digits = text.utf8.reversed().filter { $0 != UInt8(ascii: "-") }
            .map { Int($0) - Int(UInt8(ascii: "0")) }
        self.init(text.hasPrefix("-"), digits)
    }

    private init(_ isNegative: Bool, _ digits: [Int]) {
        var digits = digits
        while digits.last == 0 { digits.removeLast() }
        self.digits = digits
        self.isNegative = isNegative && !digits.isEmpty
    }

    static func * (left: LongNumber, right: LongNumber) -> LongNumber {
        var digits = Array(repeating: 0, count: left.digits.count + right.digits.count + 1)
        for (place, one) in left.digits.enumerated() {
            for (offset, other) in right.digits.enumerated() {
                digits[place + offset] += one * other
            }
        }
        for place in digits.indices.dropLast() {
            digits[place + 1] += digits[place] / 10
            digits[place] %= 10
        }
        return LongNumber(left.isNegative != right.isNegative, digits)
    }

    static func < (left: LongNumber, right: LongNumber) -> Bool {
        guard left.isNegative == right.isNegative else { return left.isNegative }
        let isSmaller =
            left.digits.count == right.digits.count
            ? left.digits.reversed().lexicographicallyPrecedes(right.digits.reversed())
            : left.digits.count < right.digits.count
        return left.isNegative ? left != right && !isSmaller : isSmaller
    }
}
