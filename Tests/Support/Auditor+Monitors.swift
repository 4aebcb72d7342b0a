import Ledger

extension Auditor {
    /// What is watched knows exactly the kinds of its enabled monitors.
    func auditMonitors() {
        var masks: [MonitorOwner: MonitorMask] = [:]
        var counts: [MonitorOwner: UInt64] = [:]
        var ordinals: Set<UInt64> = []
        for monitor in book.monitors.values {
            expect(ordinals.insert(monitor.ordinal).inserted, "\(monitor.id) shares its ordinal")
            expect(
                (1...book.monitorsMade).contains(monitor.ordinal),
                "\(monitor.id) has the ordinal \(monitor.ordinal)")
            expect(
                monitor.standing.firings.count == monitor.question.voices,
                "\(monitor.id) remembers another question")
            let owner = monitor.scope.owner
            counts[owner, default: 0] += 1
            for row in monitor.watchRows { masks[owner, default: .none].insert(row.kind) }
            guard case .balance(let id) = monitor.scope else { continue }
            expect(book.balances[id] != nil, "\(monitor.id) watches no balance")
            for condition in monitor.question.parts where condition.hasDecimals {
                expect(
                    book.balances[id]?.multiplier == condition.precision ?? 1,
                    "\(monitor.id) has another precision than its balance")
            }
        }
        for balance in book.balances.values {
            expect(
                balance.watched == masks[.balance(balance.id)] ?? .none,
                "\(balance.id) is not watched as its mask says")
        }
        auditRollUps(masks, counts)
        auditRules(masks, counts)
    }

    /// Sums over balances are those of their members, and members know that they belong.
    private func auditRollUps(
        _ masks: [MonitorOwner: MonitorMask], _ counts: [MonitorOwner: UInt64]
    ) {
        var places: Set<String> = []
        for rollUp in book.rollUps.values {
            let owner = MonitorOwner.rollUp(rollUp.id)
            expect(
                places.insert("\(rollUp.slot) \(rollUp.selection.currency)").inserted,
                "\(rollUp.id) shares its slot")
            expect(
                rollUp.watched == masks[owner] ?? .none && rollUp.monitorCount == counts[owner],
                "\(rollUp.id) has other monitors than it knows")
            var sums = Sums.zero
            for (id, balance) in book.balances
            where balance.currency == rollUp.selection.currency {
                guard let view = book.view(id) else { continue }
                let isMember = rollUp.selection.matches(view)
                expect(
                    balance.rollUps[rollUp.slot] == isMember, "\(id): is it in \(rollUp.id)?")
                guard isMember else { continue }
                guard let next = sums.adding(balance.sums) else {
                    expect(false, "\(rollUp.id) is too large")
                    continue
                }
                sums = next
            }
            expect(sums == rollUp.sums, "\(rollUp.id) is \(rollUp.sums), not \(sums)")
        }
        for case .rollUp(let id) in counts.keys {
            expect(book.rollUps[id] != nil, "\(id) is watched and not there")
        }
    }

    private func auditRules(
        _ masks: [MonitorOwner: MonitorMask], _ counts: [MonitorOwner: UInt64]
    ) {
        for watch in book.ledgerWatches.values {
            let owner = MonitorOwner.ledger(watch.ledgerID)
            expect(
                watch.watched == masks[owner] ?? .none && watch.ruleCount == counts[owner],
                "\(watch.ledgerID) has other rules than it knows")
        }
        for case .ledger(let id) in counts.keys {
            expect(book.ledgerWatches[id] != nil, "\(id) does not know of its rules")
        }
        for watcher in book.standings.keys {
            expect(
                book.monitors[watcher.monitor]?.scope.isLedgerRule ?? false
                    && book.balances[watcher.balance] != nil,
                "\(watcher.monitor) is remembered without being a rule")
        }
    }

    /// A notification shows what it watches as the transaction left it, and a condition that holds
    /// now, or no longer does.
    func audit(_ told: MonitorNotification, isCleared: Bool, at sequence: UInt64) {
        if let transactionID = told.transactionID, told.monitor.scope.owner.isBalance {
            let entry = book.transactions[transactionID].flatMap { transaction in
                transaction.movement.map { movement in
                    (0..<UInt64(movement.entryCount))
                        .compactMap { self.entry(movement.firstEntry + $0) }
                }?
                .last { $0.balanceID == told.balanceID }
            }
            expect(
                entry?.sequence == sequence && entry?.after == told.sums
                    && entry?.version == told.balanceVersion,
                "a notification of \(sequence) does not show its balance")
        }
        let question = told.monitor.question
        let voice = told.step ?? 0
        expect(
            question.isMet(told.met, voice: voice) == !isCleared,
            "a notification of \(sequence) tells the contrary")
        for seen in told.observations {
            expect(
                told.sums[seen.field] == seen.after,
                "a notification of \(sequence) has seen what is not there")
        }
    }
}

extension MonitorOwner {
    /// Whether an entry shows what it watches.
    fileprivate var isBalance: Bool {
        if case .rollUp = self { false } else { true }
    }
}
