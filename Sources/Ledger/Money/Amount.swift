/// A quantity of money: a whole number of minor units in 128 bits, signed.
///
/// Everything that adds or subtracts goes through the checked operations here, so that a sum which
/// would leave 128 bits becomes a refusal and never a wrong number.
package struct Amount: Hashable, Comparable, Sendable {
    package var minorUnits: Int128

    package init(_ minorUnits: Int128) {
        self.minorUnits = minorUnits
    }

    package static let zero = Amount(0)
    package static let min = Amount(.min)
    package static let max = Amount(.max)

    package var isPositive: Bool { minorUnits > 0 }
    package var isNegative: Bool { minorUnits < 0 }

    package static func < (left: Amount, right: Amount) -> Bool {
        left.minorUnits < right.minorUnits
    }
}

// MARK: - Checked arithmetic

extension Amount {
    /// The sum, or nil where it leaves 128 bits.
    package func adding(_ other: Amount) -> Amount? {
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        return overflow ? nil : Amount(sum)
    }

    /// The difference, or nil where it leaves 128 bits.
    package func subtracting(_ other: Amount) -> Amount? {
        let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        return overflow ? nil : Amount(difference)
    }

    /// The same quantity with the other sign, or nil for the one number that has none.
    package var negated: Amount? { Amount.zero.subtracting(self) }
}

extension Amount: CustomStringConvertible {
    /// The canonical decimal integer of the wire: `10050`, `-3`, `0`.
    package var description: String {
        // Of 64 bits the standard library makes a text many times faster.
        Int(exactly: minorUnits).map { String($0) } ?? String(minorUnits)
    }
}
