package import Ledger

// Everything that is wrong with a transaction, whether or not something else is.
extension ModelLedger {
    func newcomerFaults(_ command: CreateTransaction, _ now: Timestamp) -> [Fault] {
        var faults: [Fault] = []
        if deeds.contains(where: { $0.id == command.id }) {
            faults.append(Fault(.duplicateID, "transaction_id"))
        }
        if !ledgers.contains(where: { $0.id == command.order.ledgerID }) {
            faults.append(Fault(.ledgerNotFound, "ledger_id"))
        }
        let hold = command.order.hold
        for (time, field) in [
            (command.order.scheduledFor, "scheduled_for"),
            (hold?.expiresAt, "inflight_expires_at"), (hold?.commitAt, "inflight_commit_at"),
        ] {
            if let time, time <= now { faults.append(Fault(.timePassed, field)) }
        }
        return faults
    }

    func versionFaults(_ expectations: [CreateTransaction.ExpectedVersion]) -> [Fault] {
        var faults: [Fault] = []
        for (position, expected) in expectations.enumerated() {
            let field = "expected_versions[\(position)]"
            let version = version(of: expected.balanceID)
            if account(expected.balanceID) == nil {
                faults.append(Fault(.balanceNotFound, "\(field).balance_id"))
            } else if version != expected.version {
                faults.append(Fault(.versionMismatch, "\(field).version", "\(version)"))
            }
        }
        return faults
    }

    func faults(of order: TransactionOrder, _ ends: Ends) -> [Fault] {
        let missing = ends.all.filter { $0.account == nil }
        guard missing.isEmpty else { return missing.map { Fault(.balanceNotFound, $0.field) } }
        var faults = repetitions(ends)
        for end in ends.all where end.account?.currency != order.currency {
            faults.append(Fault(.currencyMismatch, end.field))
        }
        faults += standingFaults(ends.all, order.precision)
        let given = Self.divide(order.amount.minorUnits, over: order.sources.map(\.portion))
        let taken = Self.divide(order.amount.minorUnits, over: order.destinations.map(\.portion))
        if given == nil { faults.append(Fault(.distributionMismatch, "sources")) }
        if taken == nil { faults.append(Fault(.distributionMismatch, "destinations")) }
        guard let given, let taken else { return faults }
        return faults
            + moneyFaults(
                zip(ends.from, given).map { $0 }, zip(ends.to, taken).map { $0 }, order.overdraft)
    }

    private func repetitions(_ ends: Ends) -> [Fault] {
        func areOne(_ one: End, _ other: End) -> Bool {
            guard let one = one.account, let other = other.account else { return false }
            return one.id == other.id
                || (one.currency == other.currency && one.indicator == other.indicator
                    && one.indicator != nil)
        }
        var faults: [Fault] = []
        for end in ends.to where ends.from.contains(where: { areOne($0, end) }) {
            faults.append(Fault(.sameBalance, end.field))
        }
        for side in [ends.from, ends.to] {
            for (position, end) in side.enumerated()
            where side[..<position].contains(where: { areOne($0, end) }) {
                faults.append(Fault(.duplicateLeg, end.field))
            }
        }
        return faults
    }

    /// What is wrong with accounts whatever the amount.
    func standingFaults(
        _ ends: [End], _ precision: Int64?, isRelease: Bool = false
    ) -> [Fault] {
        var faults: [Fault] = []
        for end in ends {
            guard let account = end.account else { continue }
            if let precision, let own = account.precision, precision != own {
                faults.append(Fault(.precisionMismatch, "precision"))
            }
            if isRelease { continue }
            if account.status == .frozen { faults.append(Fault(.balanceFrozen, end.field)) }
            if account.status == .closed { faults.append(Fault(.balanceClosed, end.field)) }
        }
        return faults
    }

    /// What is wrong with taking so much that wasn't held from some, and giving it to others.
    func moneyFaults(
        _ from: [(End, Int128)], _ to: [(End, Int128)], _ overdraft: Overdraft
    ) -> [Fault] {
        sumFaults(from, to) + balanceFaults(from, to, overdraft)
    }

    /// Those of the balances themselves, whatever sums they are part of.
    private func balanceFaults(
        _ from: [(End, Int128)], _ to: [(End, Int128)], _ overdraft: Overdraft
    ) -> [Fault] {
        let standings = standings()
        var faults: [Fault] = []
        for (end, amount) in from where amount > 0 {
            guard let account = end.account else { continue }
            let standing = standings[account.id] ?? Standing()
            if standing.debit + standing.inflightDebit > Int128.max - amount {
                faults.append(Fault(.amountOverflow, "amount"))
            }
            // Shifted so that neither side can leave 128 bits.
            if let floor = floor(of: account, overdraft),
                standing[.availableBalance] < floor + amount
            {
                faults.append(
                    Fault(floor == 0 ? .insufficientFunds : .overdraftLimitExceeded, end.share))
            }
        }
        for (end, amount) in to where amount > 0 {
            guard let account = end.account else { continue }
            let standing = standings[account.id] ?? Standing()
            if standing.credit + standing.inflightCredit > Int128.max - amount {
                faults.append(Fault(.amountOverflow, "amount"))
            }
            if let ceiling = account.ceiling,
                standing[.balance] + standing.inflightCredit > ceiling - amount
            {
                faults.append(Fault(.creditLimitExceeded, end.share))
            }
        }
        return faults
    }

    /// Whether an amount may leave an account now, and how much may; nil where there is no bound.
    package func funds(
        _ id: BalanceID, _ amount: Amount, _ overdraft: Overdraft
    ) -> (reason: Rejection.Reason?, headroom: Int128?) {
        guard let account = account(id) else { return (.balanceNotFound, 0) }
        let end = End(account: account, field: "")
        if let closed = standingFaults([end], nil).first { return (closed.reason, 0) }
        let faults = balanceFaults([(end, amount.minorUnits)], [], overdraft)
        let reason = Fault.first(of: faults)?.reason
        guard let floor = floor(of: account, overdraft) else { return (reason, nil) }
        let standing = standing(of: id)
        let room = Int128.max - standing.debit - standing.inflightDebit
        // With the floor below zero the difference alone may not fit.
        let (headroom, isTooLarge) =
            standing[.availableBalance].subtractingReportingOverflow(floor)
        return (reason, max(0, isTooLarge ? room : min(room, headroom)))
    }

    /// −∞ for the world and for an overdraft without a limit; else the largest of the limits given,
    /// below zero.
    private func floor(of account: Account, _ overdraft: Overdraft) -> Int128? {
        if account.indicator?.description == "@world" { return nil }
        return switch overdraft {
        case .unlimited: nil
        case .ofBalance: -max(account.overdraft ?? 0, 0)
        case .upTo(let asked): -max(asked.minorUnits, account.overdraft ?? 0, 0)
        }
    }
}
