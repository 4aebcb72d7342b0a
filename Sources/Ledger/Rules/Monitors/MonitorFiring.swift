/// A change of something that is watched: of a balance, or of a sum over balances.
struct WatchedChange {
    let owner: MonitorOwner
    /// The kinds of monitors that the owner has.
    let watched: MonitorMask
    let before: Figures
    let after: Figures
    let sight: MonitorSight
    /// The balance, where the owner is its ledger: only rules that cover it matter.
    var covered: BalanceView?
    /// Whether it changes what holds and nothing is said of it.
    var isSilent = false
}

extension Book where Self: ~Copyable {
    /// Lets the monitors speak that one transaction gives something to say: by the balances
    /// touched, then by the creation of the monitors, then by step, within the write that moved the
    /// money.
    mutating func fireMonitors(
        of ends: TransactionEnds, _ transaction: Transaction, _ commit: inout Commit
    ) throws(Failure) {
        // Most transactions touch nothing that anything watches.
        let hasRules = try hasLedgerRules()
        guard hasRules || ends.isWatched else { return }
        let touched = ends.all.filter(\.isTouched)
        let sums = try moveRollUps(touched, transaction.id)
        for (position, end) in touched.enumerated() {
            var changes = try self.changes(
                from: end.formerFigures, to: end.balance, end.missing, transaction.id)
            changes += sums.filter { $0.position == position }.map(\.change)
            try tell(changes, &commit)
        }
    }

    /// The change of a balance, and of it as one of its ledger's.
    func changes(
        from before: Figures, to balance: Balance, _ known: BalanceProfile? = nil,
        _ transactionID: TransactionID?
    ) throws(Failure) -> [WatchedChange] {
        let after = Figures(balance)
        let sight = MonitorSight(balance, transactionID)
        var changes: [WatchedChange] = []
        if !balance.watched.isEmpty {
            changes.append(
                WatchedChange(
                    owner: .balance(balance.id), watched: balance.watched, before: before,
                    after: after, sight: sight))
        }
        guard try hasLedgerRules() else { return changes }
        var profile = known
        if profile == nil { profile = try self.profile(balance.id) }
        guard let profile, let watch = try ledgerWatch(profile.ledgerID),
            !watch.watched.isEmpty
        else { return changes }
        changes.append(
            WatchedChange(
                owner: .ledger(profile.ledgerID), watched: watch.watched, before: before,
                after: after, sight: sight,
                covered: BalanceView(balance: balance, profile: profile)))
        return changes
    }

    /// Tells the monitors that changes concern, all of them in the order of their creation. Only
    /// those are read whose thresholds a figure came across.
    mutating func tell(_ changes: [WatchedChange], _ commit: inout Commit) throws(Failure) {
        var told: [(monitor: Monitor, change: WatchedChange)] = []
        for change in changes {
            for id in try concerned(by: change) {
                // One damaged record never silences the others.
                guard let monitor = try readableMonitor(id) else { continue }
                told.append((monitor, change))
            }
        }
        told.sort { $0.monitor.ordinal < $1.monitor.ordinal }
        for (monitor, change) in told {
            if let covered = change.covered {
                try tell(rule: monitor, change, covered, &commit)
            } else {
                try tell(monitor, change, &commit)
            }
        }
    }

    private func concerned(by change: WatchedChange) throws(Failure) -> [MonitorID] {
        var ids: Set<MonitorID> = []
        if change.watched.contains(.always) {
            ids.formUnion(
                try monitorIDs(of: change.owner, .always, in: .zero ... .zero, limit: .max))
        }
        for field in Condition.Field.allCases where change.watched.watches(field) {
            let figure = FigureChange(from: change.before.sums[field], to: change.after.sums[field])
            guard let figure else { continue }
            for kind in change.watched.kinds {
                guard case .threshold(field, let relation, let interest) = kind else { continue }
                for range in figure.ranges(relation, interest) {
                    ids.formUnion(
                        try monitorIDs(of: change.owner, kind, in: range, limit: .max))
                }
            }
        }
        return ids.sorted()
    }

    /// Tells a monitor of a balance or of a sum.
    private mutating func tell(
        _ former: Monitor, _ change: WatchedChange, _ commit: inout Commit
    ) throws(Failure) {
        var monitor = former
        let response = monitor.response(
            from: change.before, to: change.after, monitor.standing, at: commit.time)
        monitor.standing.latched = response.latched
        if change.isSilent {
            monitor.standing.take(unsaid: response)
        } else {
            try say(response, of: &monitor, change, &commit)
        }
        if monitor != former { try save(monitor) }
    }

    /// Has a monitor speak of what holds already.
    mutating func speak(
        _ monitor: inout Monitor, _ figures: Figures, at place: MonitorPlace,
        _ commit: inout Commit
    ) throws(Failure) {
        let sight: MonitorSight
        switch place.target {
        case .balance(let balance): sight = MonitorSight(balance, nil)
        case .rollUp(let rollUp, _): sight = MonitorSight(rollUp, nil, nil)
        case .ledgerRule: return
        }
        let change = WatchedChange(
            owner: monitor.scope.owner, watched: .none, before: figures, after: figures,
            sight: sight)
        try say(monitor.response(to: figures, at: commit.time), of: &monitor, change, &commit)
        try save(monitor)
    }

    /// Counts what a monitor says, and appends what is to be heard of it.
    mutating func say(
        _ response: MonitorResponse, of monitor: inout Monitor, _ change: WatchedChange,
        _ commit: inout Commit
    ) throws(Failure) {
        let heard = monitor.say(
            response, from: change.before, to: change.after, change.sight, at: commit.time)
        for content in heard { try emit(content, &commit) }
    }
}

extension TransactionEnds {
    /// Whether a balance, or a sum that one belongs to, has monitors.
    fileprivate var isWatched: Bool {
        all.contains { !$0.balance.watched.isEmpty || !$0.balance.rollUps.isEmpty }
    }
}

extension TransactionEnd {
    /// What monitors saw of it before. Limits don't change by a transaction.
    fileprivate var formerFigures: Figures {
        Figures(
            former, overdraftLimit: balance.overdraftLimit ?? .zero,
            creditLimit: balance.creditLimit)
    }
}
