/// The four running sums of a balance. The settled ones only ever grow; the ones in flight are the
/// sums of what open holds have not yet settled or released. Every other figure is derived.
package struct Sums: Hashable, Sendable {
    package var credit: Amount
    package var debit: Amount
    package var inflightCredit: Amount
    package var inflightDebit: Amount

    package init(
        credit: Amount = .zero, debit: Amount = .zero,
        inflightCredit: Amount = .zero, inflightDebit: Amount = .zero
    ) {
        self.credit = credit
        self.debit = debit
        self.inflightCredit = inflightCredit
        self.inflightDebit = inflightDebit
    }

    package static let zero = Sums()

    /// What the owner has: credit − debit.
    package var balance: Amount { Sums.difference(credit, debit) }

    /// What is on its way: inflight credit − inflight debit.
    package var inflightBalance: Amount { Sums.difference(inflightCredit, inflightDebit) }

    /// What can be spent: balance − inflight debit. Incoming holds never count.
    package var available: Amount { Sums.difference(balance, inflightDebit) }

    /// Whether anything of an open hold is in it.
    package var hasInflight: Bool { inflightCredit != .zero || inflightDebit != .zero }

    // Each side, settled and in flight together, lies between zero and the largest `Amount`, so
    // that no difference of them can overflow.
    private static func difference(_ left: Amount, _ right: Amount) -> Amount {
        Amount(left.minorUnits - right.minorUnits)
    }
}

// MARK: - Moving money

extension Sums {
    /// Which side of a balance an entry stands on.
    package enum Side: UInt8, Sendable {
        case debit = 0
        case credit = 1
    }

    /// What an entry does with its amount.
    package enum Movement: UInt8, Sendable {
        /// Adds to the settled sum.
        case settle = 0
        /// Adds to the sum in flight.
        case hold = 1
        /// Takes from the sum in flight and adds to the settled one.
        case commit = 2
        /// Takes from the sum in flight.
        case release = 3
    }

    /// The sums after a movement, or nil where its side would leave 128 bits, settled and in flight
    /// together (so that an open hold can always be committed), or more were released than is held.
    package func applying(_ movement: Movement, _ amount: Amount, on side: Side) -> Sums? {
        let settled: Amount? =
            movement == .settle || movement == .commit
            ? self[settled: side].adding(amount) : self[settled: side]
        let inflight: Amount? =
            switch movement {
            case .settle: self[inflight: side]
            case .hold: self[inflight: side].adding(amount)
            case .commit, .release: self[inflight: side].subtracting(amount)
            }
        guard let settled, let inflight,
            inflight >= .zero, settled.adding(inflight) != nil
        else { return nil }
        var after = self
        after[settled: side] = settled
        after[inflight: side] = inflight
        return after
    }

    private subscript(settled side: Side) -> Amount {
        get { side == .debit ? debit : credit }
        set { if side == .debit { debit = newValue } else { credit = newValue } }
    }

    private subscript(inflight side: Side) -> Amount {
        get { side == .debit ? inflightDebit : inflightCredit }
        set { if side == .debit { inflightDebit = newValue } else { inflightCredit = newValue } }
    }
}
