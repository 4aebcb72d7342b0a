extension Book where Self: ~Copyable {
    /// Fires the monitors of a balance that one transaction makes fire, in the order of their
    /// creation, within the write that moved the money. Only monitors whose threshold the figure
    /// crossed are read; a balance without monitors pays nothing.
    mutating func fireMonitors(
        of ends: TransactionEnds, _ transaction: Transaction, _ commit: inout Commit
    ) throws(Failure) {
        for end in ends.all where end.isTouched && !end.balance.watched.isEmpty {
            try fireMonitors(of: end, transaction, &commit)
        }
    }

    private mutating func fireMonitors(
        of end: TransactionEnd, _ transaction: Transaction, _ commit: inout Commit
    ) throws(Failure) {
        let balance = end.balance
        let before = end.former.sums
        var firing: [Monitor] = []
        for id in try firingMonitors(of: balance, before: before) {
            // One damaged record never silences the others.
            guard let monitor = try readableMonitor(id) else { continue }
            firing.append(monitor)
        }
        firing.sort { $0.ordinal < $1.ordinal }
        for var monitor in firing {
            monitor.firedCount += 1
            monitor.lastFiredAt = commit.time
            let field = monitor.condition.field
            try save(monitor)
            try emit(
                .monitorFired(
                    MonitorNotification(
                        monitor: monitor, transactionID: transaction.id,
                        observedBefore: before[field], observedAfter: balance.sums[field],
                        currency: balance.currency, sums: balance.sums,
                        balanceVersion: balance.version)), &commit)
        }
    }

    private func firingMonitors(
        of balance: Balance, before: Sums
    ) throws(Failure) -> [MonitorID] {
        var ids: [MonitorID] = []
        for field in Condition.Field.allCases where balance.watched.watches(field) {
            let change = FigureChange(from: before[field], to: balance.sums[field])
            guard let change else { continue }
            for comparison in Condition.Comparison.allCases {
                for trigger in Trigger.allCases {
                    let kind = MonitorMask.Kind(
                        field: field, comparison: comparison, trigger: trigger)
                    guard balance.watched.contains(kind) else { continue }
                    for range in change.firing(comparison, trigger) {
                        ids += try monitorIDs(of: balance.id, kind, in: range, limit: .max)
                    }
                }
            }
        }
        return ids
    }
}

/// A figure that changed, and which thresholds that makes fire.
struct FigureChange {
    let before: Amount
    let after: Amount

    /// Nil where nothing changed.
    init?(from before: Amount, to after: Amount) {
        guard before != after else { return nil }
        self.before = before
        self.after = after
    }

    /// The ranges of thresholds whose monitors fire.
    func firing(
        _ comparison: Condition.Comparison, _ trigger: Trigger
    ) -> [ClosedRange<Amount>] {
        switch trigger {
        case .crossing: crossed(comparison).map { [$0] } ?? []
        case .everyMatch: met(comparison)
        }
    }

    /// The thresholds for which the condition was false before and is true after.
    private func crossed(_ comparison: Condition.Comparison) -> ClosedRange<Amount>? {
        switch comparison {
        case .greaterThan where after > before: before...after.below
        case .greaterThanOrEqual where after > before: before.above...after
        case .lessThan where after < before: after.above...before
        case .lessThanOrEqual where after < before: after...before.below
        case .equal: after...after
        case .notEqual: before...before
        default: nil
        }
    }

    /// The thresholds for which the condition is true after.
    private func met(_ comparison: Condition.Comparison) -> [ClosedRange<Amount>] {
        switch comparison {
        case .greaterThan: after > .min ? [.min...after.below] : []
        case .greaterThanOrEqual: [.min...after]
        case .lessThan: after < .max ? [after.above ... .max] : []
        case .lessThanOrEqual: [after ... .max]
        case .equal: [after...after]
        case .notEqual:
            (after > .min ? [.min...after.below] : [])
                + (after < .max ? [after.above ... .max] : [])
        }
    }
}

extension Amount {
    /// The next smaller and the next larger number; only asked for where there is one.
    fileprivate var below: Amount { Amount(minorUnits - 1) }
    fileprivate var above: Amount { Amount(minorUnits + 1) }
}
