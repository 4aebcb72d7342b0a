extension Book where Self: ~Copyable {
    /// Tells a ledger rule of the change of one balance, if it covers it. Whether something more
    /// specific takes its place is looked up only where it has something to say; what it remembers
    /// goes on meanwhile.
    mutating func tell(
        rule former: Monitor, _ change: WatchedChange, _ covered: BalanceView,
        _ commit: inout Commit
    ) throws(Failure) {
        guard case .ledgerRule(let rule) = former.scope, rule.covers(covered) else { return }
        var monitor = former
        let id = covered.balance.id
        let remembered = try self.standing(of: monitor.id, on: id)
        var standing = remembered ?? monitor.standing(unaskedBefore: change.before)
        var response = monitor.response(
            from: change.before, to: change.after, standing, at: commit.time)
        standing.latched = response.latched
        if !response.words.isEmpty, try isOverridden(monitor, rule, on: covered) {
            response = response.unsaid
            standing.take(unsaid: response)
        }
        for word in response.words { standing.take(word, at: commit.time) }
        try say(response, of: &monitor, change, &commit)
        if monitor != former { try save(monitor) }
        if standing != remembered ?? monitor.standing(unaskedBefore: change.after) {
            try save(standing, of: monitor.id, on: id)
        }
    }

    /// Whether a monitor with the same key is more specific on a balance: one of its own, or a rule
    /// with a longer prefix.
    private func isOverridden(
        _ monitor: Monitor, _ rule: LedgerRule, on covered: BalanceView
    ) throws(Failure) -> Bool {
        let key = monitor.overrideKey
        guard !key.isEmpty else { return false }
        let own = try monitorIDs(of: .balance(covered.balance.id), overriding: key, limit: 1)
        if !own.isEmpty { return true }
        for id in try monitorIDs(of: monitor.scope.owner, overriding: key, limit: .max)
        where id != monitor.id {
            guard let other = try readableMonitor(id), case .ledgerRule(let wider) = other.scope
            else { continue }
            if wider.covers(covered),
                wider.indicatorPrefix.utf8.count > rule.indicatorPrefix.utf8.count
            {
                return true
            }
        }
        return false
    }
}

extension Monitor {
    /// What a rule remembers of a balance that it was never asked about before it stood like this.
    fileprivate func standing(unaskedBefore figures: Figures) -> MonitorStanding {
        MonitorStanding(of: question).asking(question, of: figures)
    }
}
