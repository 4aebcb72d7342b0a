/// A share in percent, exactly: above 0, at most 100, with up to 18 digits behind the point.
package struct Percent: Hashable, Sendable, CustomStringConvertible {
    /// Digits behind the point at most.
    package static let placesMax = 18
    /// Parts of one percent: 10^18. A hundred percent is a hundred times as many.
    private static let unit: Int64 = 1_000_000_000_000_000_000
    static let whole = UInt128(UInt64(unit)) * 100

    /// In parts of a percent.
    let parts: UInt128
    /// As it was given.
    package let description: String

    /// Reads canonical decimal text without a percent sign; nil for anything else.
    package init?(_ text: String) {
        guard let amount = try? AmountText.scaled(text, precision: Percent.unit),
            amount.isPositive, amount.minorUnits <= Int128(Percent.whole)
        else { return nil }
        parts = UInt128(amount.minorUnits)
        description = text
    }
}
