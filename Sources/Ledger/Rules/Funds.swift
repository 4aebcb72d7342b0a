/// Whether a balance may give or take an amount: the one rule for every path by which money moves.
package enum Funds {
    /// How far below zero the source may stand after giving; nil where there is no bound.
    static func floor(of source: Balance, _ overdraft: Overdraft) -> Amount? {
        if source.isWorld { return nil }
        let standing = source.overdraftLimit ?? .zero
        let limit: Amount
        switch overdraft {
        case .unlimited: return nil
        case .ofBalance: limit = standing
        case .upTo(let asked): limit = max(asked, standing)
        }
        return Amount(-limit.minorUnits)
    }

    /// What a transaction would be told about an amount that leaves a balance, and how much could
    /// leave it; nil where there is no bound.
    package static func answer(
        giving amount: Amount, from source: Balance, _ overdraft: Overdraft
    ) -> (refusal: Rejection?, headroom: Amount?) {
        if let refusal = Rejection.notOpen(field: "balance_id", source) {
            return (refusal, .zero)
        }
        let refusal =
            source.sums.applying(.settle, amount, on: .debit) == nil
            ? .amountOverflow
            : refusal(giving: amount, from: source, at: source.sums, overdraft)
        guard let floor = floor(of: source, overdraft) else { return (refusal, nil) }
        let headroom = source.sums.available.subtracting(floor) ?? .max
        // All that ever left it has to fit into its sums as well.
        let sums = source.sums
        let room = Amount.max.minorUnits - sums.debit.minorUnits - sums.inflightDebit.minorUnits
        return (refusal, max(min(headroom, Amount(room)), .zero))
    }

    /// Refuses what would take the source's available balance below its floor.
    /// - Parameter sums: those it has before.
    static func refusal(
        giving amount: Amount, from source: Balance, at sums: Sums, _ overdraft: Overdraft,
        field: @autoclosure () -> String = "source"
    ) -> Rejection? {
        guard let floor = floor(of: source, overdraft) else { return nil }
        let available = sums.available
        // Below the smallest number is below every floor.
        if let left = available.subtracting(amount), left >= floor { return nil }
        let facts = [
            Rejection.Fact("balance_id", source.id), Rejection.Fact("available", available),
            Rejection.Fact("requested", amount),
            Rejection.Fact("overdraft_limit", -floor.minorUnits),
        ]
        return floor == .zero
            ? Rejection(
                .insufficientFunds, field: field(),
                "\(source.id) has \(available) available, \(amount) is needed", facts: facts)
            : Rejection(
                .overdraftLimitExceeded, field: field(),
                "\(source.id) has \(available) available and may go \(-floor.minorUnits) below"
                    + " zero, \(amount) is needed",
                facts: facts)
    }

    /// Refuses what would take the destination's credits, settled and in flight, over its ceiling.
    /// - Parameter sums: those it has before.
    static func refusal(
        giving amount: Amount, to destination: Balance, at sums: Sums,
        field: @autoclosure () -> String = "destination"
    ) -> Rejection? {
        guard let ceiling = destination.creditLimit else { return nil }
        let standing = sums.balance.adding(sums.inflightCredit)
        if let total = standing?.adding(amount), total <= ceiling { return nil }
        return Rejection(
            .creditLimitExceeded, field: field(),
            "\(destination.id) may hold \(ceiling) at most, with what is on its way to it",
            facts: [
                Rejection.Fact("balance_id", destination.id),
                Rejection.Fact("credit_limit", ceiling), Rejection.Fact("requested", amount),
            ])
    }
}
