extension Book where Self: ~Copyable {
    /// Has what a monitor watches know of it. The monitor itself is in the index already.
    mutating func attach(_ monitor: Monitor, to place: MonitorPlace) throws(Failure) {
        let kinds = Set(monitor.watchRows.map(\.kind))
        switch place.target {
        case .balance(let found):
            // Taking over the precision keeps later transactions from giving the threshold another
            // meaning.
            var balance = try balance(found.id) ?? found
            balance.multiplier = balance.multiplier ?? monitor.fixedPrecision
            balance.watched.insert(kinds)
            try save(balance)
        case .rollUp(let found, let isNew):
            var rollUp = found
            if isNew {
                try enrol(rollUp)
            } else if let present = try self.rollUp(found.selection.currency, found.slot) {
                rollUp = present
            }
            rollUp.monitorCount += 1
            rollUp.watched.insert(kinds)
            try save(rollUp)
        case .ledgerRule(let rule, let found):
            var watch = try ledgerWatch(rule.ledgerID) ?? found
            watch.ruleCount += 1
            watch.watched.insert(kinds)
            try save(watch)
        }
    }

    /// Has what a monitor watched forget the kinds that nothing else of it has. The monitor has
    /// left the index, or stands in it as it is now, and is counted a second time where it stays.
    mutating func detach(_ former: Monitor) throws(Failure) {
        let owner = former.scope.owner
        let gone = Set(former.watchRows.map(\.kind))
        switch former.scope {
        case .balance(let id):
            guard var balance = try balance(id) else { return }
            try forget(gone, of: owner, &balance.watched)
            try save(balance)
        case .rollUp(let selection, let place):
            guard var rollUp = try rollUp(selection.currency, place.slot) else { return }
            try forget(gone, of: owner, &rollUp.watched)
            rollUp.monitorCount -= 1
            if rollUp.monitorCount == 0 { try delete(rollUp) } else { try save(rollUp) }
        case .ledgerRule(let rule):
            guard var watch = try ledgerWatch(rule.ledgerID) else { return }
            try forget(gone, of: owner, &watch.watched)
            watch.ruleCount -= 1
            if watch.ruleCount == 0 { try delete(watch) } else { try save(watch) }
        }
    }

    /// Corrects what an owner knows of its monitors, where one is gone that nobody can tell of.
    mutating func refresh(_ owner: MonitorOwner) throws(Failure) {
        switch owner {
        case .balance(let id):
            guard var balance = try balance(id) else { return }
            try forget(Set(balance.watched.kinds), of: owner, &balance.watched)
            try save(balance)
        case .rollUp(let id):
            guard var rollUp = try rollUp(id) else { return }
            try forget(Set(rollUp.watched.kinds), of: owner, &rollUp.watched)
            rollUp.monitorCount -= 1
            if rollUp.monitorCount == 0 { try delete(rollUp) } else { try save(rollUp) }
        case .ledger(let id):
            guard var watch = try ledgerWatch(id) else { return }
            try forget(Set(watch.watched.kinds), of: owner, &watch.watched)
            watch.ruleCount -= 1
            if watch.ruleCount == 0 { try delete(watch) } else { try save(watch) }
        }
    }

    private func forget(
        _ kinds: Set<WatchKind>, of owner: MonitorOwner, _ mask: inout MonitorMask
    ) throws(Failure) {
        for kind in kinds {
            let others = try monitorIDs(of: owner, kind, in: .min ... .max, limit: 1)
            if others.isEmpty { mask.remove(kind) }
        }
    }
}

extension MonitorMask {
    fileprivate mutating func insert(_ kinds: Set<WatchKind>) {
        for kind in kinds { insert(kind) }
    }
}
