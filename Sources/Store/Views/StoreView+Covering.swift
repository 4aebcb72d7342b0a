package import Ledger

extension StoreView {
    /// The monitors of a balance, of the sums that it belongs to and of its ledger's rules that
    /// cover it, in the order of their making. A position is the ordinal of the last one.
    package func monitors(
        covering view: BalanceView, _ page: PageRequest
    ) throws(StoreError) -> Page<Monitor> {
        var owners: [MonitorOwner] = [
            .balance(view.balance.id), .ledger(view.profile.ledgerID),
        ]
        for rollUp in try txn.rollUps(tables, of: view.balance.currency)
        where view.balance.rollUps[rollUp.slot] {
            owners.append(.rollUp(rollUp.id))
        }
        // Each list goes on behind the ordinal, as far as the page may want of it.
        var found: [Monitor] = []
        // A list that is cut before the others are says nothing of what comes behind.
        var horizon = UInt64.max
        for owner in owners {
            let after = page.after.map { Position(key: Key.owner(owner).bytes + $0.key) }
            let part = try monitors(
                of: owner, PageRequest(size: page.size, after: after, newestFirst: false))
            found += part.items
            if part.next != nil { horizon = min(horizon, part.items.last?.ordinal ?? 0) }
        }
        found = found.filter { $0.ordinal <= horizon }.sorted { $0.ordinal < $1.ordinal }
        let listed = found.prefix(page.size)
        let isCut = horizon < .max || found.count > page.size
        let next = isCut ? listed.last.map { Position(key: Key.number($0.ordinal).bytes) } : nil
        return Page(
            items: listed.filter { monitor in
                guard case .ledgerRule(let rule) = monitor.scope else { return true }
                return rule.covers(view)
            },
            next: next)
    }
}
