/// How a total is divided over shares so that every minor unit is accounted for.
package enum Distribution {
    /// What one share is to get.
    package enum Portion: Hashable, Sendable {
        /// All of it: the one share of a side that has no other.
        case whole
        /// This much, never altered.
        case fixed(Amount)
        /// This part of the total.
        case percent(Percent)
        /// Whatever the others leave.
        case left
    }

    /// Divides a total over the shares of one side; nil where they don't make it up.
    ///
    /// With a `left` share every percentage is rounded down and `left` takes the rest. Without one
    /// the shares have to make up the total exactly, and percentages are rounded by the largest
    /// remainder, ties to the earlier share.
    package static func divide(_ total: Amount, over portions: [Portion]) -> [Amount]? {
        precondition(total.isPositive, "a total is above zero")
        if portions == [.whole] { return [total] }
        var fixedSum = Amount.zero
        var percentSum: UInt128 = 0
        for portion in portions {
            switch portion {
            case .whole: return nil
            case .fixed(let amount):
                guard let sum = fixedSum.adding(amount) else { return nil }
                fixedSum = sum
            case .percent(let percent): percentSum += percent.parts
            case .left: break
            }
        }
        guard fixedSum <= total, percentSum <= Percent.whole else { return nil }
        let isOpen = portions.contains(.left)
        if !isOpen {
            let rest = UInt128((total.minorUnits - fixedSum.minorUnits).magnitude)
            let needed = rest.multipliedFullWidth(by: Percent.whole)
            let given = total.minorUnits.magnitude.multipliedFullWidth(by: percentSum)
            guard needed == given else { return nil }
        }
        var shares = portions.map { Share($0, of: total) }
        // Taken away one by one, so that nothing overflows.
        let rest = shares.reduce(total.minorUnits) { $0 - $1.amount }
        guard rest >= 0 else { return nil }
        if let left = portions.firstIndex(of: .left) {
            shares[left].amount = rest
        } else {
            shares.addByLargestRemainder(Int(rest))
        }
        return shares.map { Amount($0.amount) }
    }

    /// Divides a part in proportion to what each share still has, by the largest remainder, ties to
    /// the earlier share. No share gets more than it has.
    package static func divide(_ part: Amount, inProportionTo weights: [Amount]) -> [Amount] {
        let sum = weights.reduce(Int128(0)) { $0 + $1.minorUnits }
        precondition(part.minorUnits <= sum && !part.isNegative, "a part is within the whole")
        guard sum > 0 else { return weights }
        var shares = weights.map { weight in
            Share(
                part.minorUnits.magnitude, times: weight.minorUnits.magnitude,
                over: sum.magnitude)
        }
        let rest = part.minorUnits - shares.reduce(Int128(0)) { $0 + $1.amount }
        shares.addByLargestRemainder(Int(rest))
        return shares.map { Amount($0.amount) }
    }
}

/// A share rounded down, and what the rounding took from it.
private struct Share {
    var amount: Int128
    let remainder: UInt128

    init(_ portion: Distribution.Portion, of total: Amount) {
        switch portion {
        case .fixed(let fixed): self.init(amount: fixed.minorUnits, remainder: 0)
        case .whole, .left: self.init(amount: 0, remainder: 0)
        case .percent(let percent):
            self.init(total.minorUnits.magnitude, times: percent.parts, over: Percent.whole)
        }
    }

    /// The factor is at most the divisor, so that the quotient fits.
    init(_ value: UInt128, times factor: UInt128, over divisor: UInt128) {
        let (quotient, remainder) = divisor.dividingFullWidth(
            value.multipliedFullWidth(by: factor))
        self.init(amount: Int128(quotient), remainder: remainder)
    }

    private init(amount: Int128, remainder: UInt128) {
        self.amount = amount
        self.remainder = remainder
    }
}

extension [Share] {
    /// Gives one unit each to the shares with the largest remainders; there are fewer units than
    /// such shares.
    fileprivate mutating func addByLargestRemainder(_ units: Int) {
        let order = indices.sorted {
            self[$0].remainder != self[$1].remainder
                ? self[$0].remainder > self[$1].remainder : $0 < $1
        }
        for index in order.prefix(units) { self[index].amount += 1 }
    }
}

private func == (
    left: (high: UInt128, low: UInt128), right: (high: UInt128, low: UInt128)
) -> Bool {
    left.high == right.high && left.low == right.low
}
