import LMDB
import Ledger

extension StoreView {
    /// The log has no gap: every commit whose events are retained has rows for as many as it made,
    /// but for the first one where it tells of that itself. And what they tell of is there, as they
    /// tell it.
    func verifyEvents(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(
            .events,
            total: try rowCount(tables.events) + rowCount(tables.ledgers)
                + rowCount(tables.balances) + rowCount(tables.profiles)
                + rowCount(tables.monitors) + deliveryRowCount() + rowCount(tables.subscriptions)
                + rowCount(tables.subscriptionNames) + rowCount(tables.cursors))
        var log = Log(from: oldestSequence)
        try each(Event.self, of: tables.events, &verifier) {
            (key, event, verifier) throws(StoreError) in
            guard event.sequence >= oldestSequence, event.sequence <= sequence else {
                verifier.find(
                    .events, key, sequence: event.sequence,
                    event.sequence > sequence
                        ? "there is no such commit" : "it should have been let go")
                return
            }
            if event.sequence != log.sequence {
                try expectNone(of: log, before: event.sequence, &verifier)
                let commit: CommitRecord? = try intact(tables.commits, .number(event.sequence))
                log.begin(at: event, of: commit)
            }
            if event.index < log.firstRow {
                verifier.find(
                    .events, key, sequence: event.sequence, "its commit tells of it without a row")
            } else if let count = log.count, UInt64(event.index) >= count {
                verifier.find(
                    .events, key, sequence: event.sequence, "its commit made only \(count)")
            } else if event.index > log.next.index {
                verifier.miss(
                    .events, .event(event.sequence, log.next.index), sequence: event.sequence)
            }
            log.take(event)
        }
        guard !verifier.isOver else { return }
        try expectNone(of: log, before: sequence + 1, &verifier)
        try compareLedgers(log, &verifier)
        try compareBalances(log, &verifier)
        try compareMonitors(log, &verifier)
        try verifySubscriptions(&verifier)
    }

    /// Finds the first event that is missing of each commit up to another.
    private func expectNone(
        of log: Log, before end: UInt64, _ verifier: inout Verifier
    ) throws(StoreError) {
        var next = log.next
        while next.sequence < end, !verifier.isOver {
            let key = Key.number(next.sequence)
            let commit: CommitRecord? = try intact(tables.commits, key)
            if let commit {
                let index = max(next.index, commit.firstEventRow)
                if UInt64(index) < commit.eventCount {
                    verifier.miss(.events, .event(next.sequence, index), sequence: next.sequence)
                }
            } else {
                verifier.miss(.commits, key, sequence: next.sequence)
            }
            next = (next.sequence + 1, 0)
        }
    }
}

// MARK: - What it tells of

extension StoreView {
    private func compareLedgers(_ log: Log, _ verifier: inout Verifier) throws(StoreError) {
        var unseen = log.ledgers
        // Nobody made it, so that no event tells of it before its first change.
        if log.isWhole, unseen[.general] == nil { unseen[.general] = .general }
        try each(LedgerRecord.self, of: tables.ledgers, &verifier) { key, ledger, verifier in
            let told = unseen.removeValue(forKey: ledger.id)
            if let told, told != ledger {
                verifier.find(.ledgers, key, "it is not what the last event about it says")
            } else if told == nil, log.isWhole {
                verifier.find(.ledgers, key, "no event tells of its making")
            }
        }
        for id in unseen.keys.sorted() { verifier.miss(.ledgers, .id(id)) }
    }

    /// Sums and versions are those of the entries; the rest changes only with an event.
    private func compareBalances(_ log: Log, _ verifier: inout Verifier) throws(StoreError) {
        try eachBalance(&verifier) { (balance, verifier) throws(StoreError) in
            guard let told = try view(told: balance.id, in: log) else {
                guard log.isWhole, log.balances[balance.id] == nil else { return }
                verifier.find(.balances, .id(balance.id), "no event tells of its making")
                return
            }
            if told.balance.terms != balance.terms {
                verifier.find(
                    .balances, .id(balance.id), "it is not what the last event about it says")
            }
        }
        try each(BalanceProfile.self, of: tables.profiles, &verifier) {
            (key, profile, verifier) throws(StoreError) in
            guard let told = try view(told: profile.id, in: log) else {
                guard log.isWhole, log.balances[profile.id] == nil else { return }
                verifier.find(.profiles, key, "no event tells of its making")
                return
            }
            if told.profile != profile {
                verifier.find(.profiles, key, "it is not what the last event about it says")
            }
        }
        for id in log.balances.keys.sorted() where !verifier.isOver {
            let key = Key.id(id)
            if try !contains(tables.balances, key) {
                verifier.miss(.balances, key)
            }
            if try !contains(tables.profiles, key) {
                verifier.miss(.profiles, key)
            }
        }
    }

    private func view(told id: BalanceID, in log: Log) throws(StoreError) -> BalanceView? {
        guard let place = log.balances[id] else { return nil }
        let event: Event? = try intact(tables.events, .event(place.sequence, place.index))
        switch event?.content {
        case .balanceCreated(let view), .balanceUpdated(let view): return view
        default: return nil
        }
    }

    private func compareMonitors(_ log: Log, _ verifier: inout Verifier) throws(StoreError) {
        var unseen = log.monitors
        try each(Monitor.self, of: tables.monitors, &verifier) { key, monitor, verifier in
            let told = unseen.removeValue(forKey: monitor.id)
            if told == nil, log.isWhole {
                verifier.find(.monitors, key, "no event tells of its making")
            } else if let told, told != monitor.ordinal {
                verifier.find(.monitors, key, "it was the \(told). one made")
            }
        }
        for id in unseen.keys.sorted() { verifier.miss(.monitors, .id(id)) }
    }
}

extension Balance {
    /// What of it changes only by a request about it.
    fileprivate var terms: Balance {
        var terms = Balance(
            id: id, currency: currency, isWorld: isWorld, overdraftLimit: overdraftLimit,
            creditLimit: creditLimit, allocation: allocation)
        terms.status = status
        return terms
    }
}

/// What the log has told so far.
private struct Log {
    /// The event that is expected next, unless its commit has no more.
    private(set) var next: (sequence: UInt64, index: UInt32)
    /// The commit it is at, and how many events that has; nil where it is not known.
    private(set) var sequence: UInt64?
    private(set) var count: UInt64?
    /// The first event of the commit that has a row.
    private(set) var firstRow: UInt32 = 0
    /// Whether it goes back to the first commit.
    let isWhole: Bool
    private(set) var ledgers: [LedgerID: LedgerRecord] = [:]
    /// Where each balance was last told of.
    private(set) var balances: [BalanceID: (sequence: UInt64, index: UInt32)] = [:]
    /// Those that were not deleted again, with their ordinals.
    private(set) var monitors: [MonitorID: UInt64] = [:]

    init(from oldest: UInt64) {
        next = (oldest, 0)
        isWhole = oldest == 1
    }

    /// - Parameter commit: nil where it can't be read: then its first row may be any.
    mutating func begin(at event: Event, of commit: CommitRecord?) {
        sequence = event.sequence
        count = commit?.eventCount
        firstRow = commit?.firstEventRow ?? 0
        next = (event.sequence, commit?.firstEventRow ?? event.index)
    }

    mutating func take(_ event: Event) {
        next = (event.sequence, event.index &+ 1)
        switch event.content {
        case .ledgerCreated(let ledger), .ledgerUpdated(let ledger): ledgers[ledger.id] = ledger
        case .balanceCreated(let view), .balanceUpdated(let view):
            balances[view.balance.id] = (event.sequence, event.index)
        case .monitorCreated(let monitor), .monitorUpdated(let monitor):
            monitors[monitor.id] = monitor.ordinal
        case .monitorFired(let notification), .monitorCleared(let notification):
            monitors[notification.monitor.id] = notification.monitor.ordinal
        case .monitorDeleted(let monitor): monitors[monitor.id] = nil
        case .damagedMonitorDeleted(let id): monitors[id] = nil
        case .transaction: break
        }
    }
}
