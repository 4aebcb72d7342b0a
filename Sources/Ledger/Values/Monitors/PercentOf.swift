/// A threshold that moves: a percentage of another figure or of a limit, compared without rounding.
package struct PercentOf: Hashable, Sendable {
    package let base: Base
    /// As it was given: a canonical decimal, below zero too.
    package let text: String
    /// In parts of a percent.
    private let parts: Int128

    /// Parts of one percent: as many as 18 digits behind the point can tell.
    private static let unit: Int64 = 1_000_000_000_000_000_000

    /// Reads decimal text without a percent sign; fails as reading an amount does.
    package init(_ text: String, of base: Base) throws(AmountText.Failure) {
        self.base = base
        self.text = text
        parts = try AmountText.scaled(text, precision: Self.unit).minorUnits
    }

    package enum Base: Hashable, Sendable {
        case field(Condition.Field)
        /// The standing overdraft limit; zero where there is none.
        case overdraftLimit
        /// The credit limit. Nothing holds where there is none.
        case creditLimit

        /// Whether it is a limit, which roll-ups don't have.
        package var isLimit: Bool {
            if case .field = self { false } else { true }
        }
    }

    /// Whether a figure compares so with the share of these figures.
    func holds(
        _ figure: Amount, _ comparison: Condition.Comparison, of figures: Figures
    ) -> Bool {
        let base: Amount
        switch self.base {
        case .field(let field): base = figures.sums[field]
        case .overdraftLimit: base = figures.overdraftLimit
        case .creditLimit:
            guard let limit = figures.creditLimit else { return false }
            base = limit
        }
        // Both sides times a hundred percent: whole numbers of 256 bits.
        return comparison.holds(
            WideProduct(figure.minorUnits, 100 * Int128(Self.unit)),
            WideProduct(base.minorUnits, parts))
    }
}

/// The product of two numbers of 128 bits, whole.
private struct WideProduct: Comparable {
    private let high: Int128
    private let low: UInt128

    init(_ left: Int128, _ right: Int128) {
        (high, low) = left.multipliedFullWidth(by: right)
    }

    static func < (left: WideProduct, right: WideProduct) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

/// What conditions look at: the sums, and the limits that a share may be of.
package struct Figures: Hashable, Sendable {
    package let sums: Sums
    package let overdraftLimit: Amount
    package let creditLimit: Amount?

    package init(_ sums: Sums, overdraftLimit: Amount = .zero, creditLimit: Amount? = nil) {
        self.sums = sums
        self.overdraftLimit = overdraftLimit
        self.creditLimit = creditLimit
    }

    package init(_ balance: Balance) {
        self.init(
            balance.sums, overdraftLimit: balance.overdraftLimit ?? .zero,
            creditLimit: balance.creditLimit)
    }
}
