import Ledger

/// Amounts of one currency as people read them: exact always, in major units where it is known how
/// many minor units make one.
struct Money {
    /// Minor units per major unit; 0: not known.
    let multiplier: Int64
    let currency: String

    init(_ currency: String, multiplier: Int64) {
        self.currency = currency
        self.multiplier = multiplier
    }

    /// `100.50 USD`; `10050 minor units of USD` where the multiplier is unknown or has no decimals.
    func text(_ minorUnits: String) -> String {
        guard !minorUnits.isEmpty else { return "" }
        return major(minorUnits).map { "\($0) \(currency)" }
            ?? "\(minorUnits) minor units of \(currency)"
    }

    /// The same for a column whose currency stands beside it: `100.50`, or `10050 minor`.
    func number(_ minorUnits: String) -> String {
        guard !minorUnits.isEmpty else { return "" }
        return major(minorUnits) ?? "\(minorUnits) minor"
    }

    private func major(_ minorUnits: String) -> String? {
        guard multiplier >= 1, let amount = try? AmountText.whole(minorUnits) else { return nil }
        return AmountText.major(amount, precision: multiplier)
    }
}
