package import Ledger

extension DictionaryBook {
    /// A ledger rule on one balance.
    package struct Watcher: Hashable, Sendable {
        package let monitor: MonitorID
        package let balance: BalanceID

        package init(_ monitor: MonitorID, _ balance: BalanceID) {
            self.monitor = monitor
            self.balance = balance
        }
    }

    package func monitor(_ id: MonitorID) -> Monitor? { monitors[id] }

    package func readableMonitor(_ id: MonitorID) -> Monitor? {
        damagedMonitors.contains(id) ? nil : monitors[id]
    }

    package func nextMonitorOrdinal() -> UInt64 { monitorsMade + 1 }

    package mutating func save(_ monitor: Monitor) {
        precondition(monitor.ordinal <= monitorsMade + 1, "ordinals have no gaps")
        monitorsMade = max(monitorsMade, monitor.ordinal)
        monitors[monitor.id] = monitor
    }

    package mutating func delete(_ monitor: Monitor) {
        precondition(monitors[monitor.id] != nil, "\(monitor.id) does not exist")
        monitors[monitor.id] = nil
    }

    package func monitorIDs(
        of owner: MonitorOwner, _ kind: WatchKind, in thresholds: ClosedRange<Amount>, limit: Int
    ) -> [MonitorID] {
        let found = monitors.values.filter { monitor in
            monitor.scope.owner == owner
                && monitor.watchRows.contains {
                    $0.kind == kind && thresholds.contains($0.threshold)
                }
        }
        // "In no order that matters" is put to the test by the order of a dictionary.
        return found.prefix(limit).map(\.id)
    }

    package func monitorIDs(
        of owner: MonitorOwner, overriding key: String, limit: Int
    ) -> [MonitorID] {
        let found = monitors.values.filter {
            $0.scope.owner == owner && $0.isEnabled && $0.overrideKey == key
        }
        return found.prefix(limit).map(\.id)
    }

    package func isDamaged(_ id: MonitorID) -> Bool { damagedMonitors.contains(id) }

    package mutating func deleteDamagedMonitor(_ id: MonitorID) -> [MonitorOwner] {
        damagedMonitors.remove(id)
        return monitors.removeValue(forKey: id).map { [$0.scope.owner] } ?? []
    }
}

// MARK: - Sums over balances

extension DictionaryBook {
    package func rollUp(_ currency: Currency, _ slot: UInt8) -> RollUp? {
        rollUps.values.first { $0.selection.currency == currency && $0.slot == slot }
    }

    package func rollUp(_ id: RollUpID) -> RollUp? { rollUps[id] }

    package func rollUps(of currency: Currency) -> [RollUp] {
        rollUps.values.filter { $0.selection.currency == currency }.sorted { $0.slot < $1.slot }
    }

    package mutating func save(_ rollUp: RollUp) { rollUps[rollUp.id] = rollUp }

    package mutating func delete(_ rollUp: RollUp) {
        precondition(rollUps[rollUp.id] != nil, "\(rollUp.id) does not exist")
        rollUps[rollUp.id] = nil
    }

    package func balanceCount() -> UInt64 { UInt64(balances.count) }

    package func balanceIDs(after id: BalanceID?, limit: Int) -> [BalanceID] {
        let rest = balances.keys.filter { other in id.map { $0 < other } ?? true }
        return Array(rest.sorted().prefix(limit))
    }
}

// MARK: - Ledger rules

extension DictionaryBook {
    package func hasLedgerRules() -> Bool { !ledgerWatches.isEmpty }

    package func ledgerWatch(_ id: LedgerID) -> LedgerWatch? { ledgerWatches[id] }

    package mutating func save(_ watch: LedgerWatch) { ledgerWatches[watch.ledgerID] = watch }

    package mutating func delete(_ watch: LedgerWatch) {
        precondition(ledgerWatches[watch.ledgerID] != nil, "\(watch.ledgerID) has no rules")
        ledgerWatches[watch.ledgerID] = nil
    }

    package func standing(of monitor: MonitorID, on balance: BalanceID) -> MonitorStanding? {
        standings[Watcher(monitor, balance)]
    }

    package mutating func save(
        _ standing: MonitorStanding, of monitor: MonitorID, on balance: BalanceID
    ) {
        standings[Watcher(monitor, balance)] = standing
    }

    package mutating func deleteStandings(of monitor: MonitorID) {
        standings = standings.filter { $0.key.monitor != monitor }
    }
}
