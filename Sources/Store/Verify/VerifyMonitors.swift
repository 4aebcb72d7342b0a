import LMDB
import Ledger

extension StoreView {
    /// Each monitor is where a change of what it watches looks for it, and nowhere else; sums over
    /// balances are those of their members.
    func verifyMonitors(_ verifier: inout Verifier) throws(StoreError) {
        var total = 0
        for table in [
            tables.monitors, tables.balances, tables.balances, tables.watchlists,
            tables.thresholds, tables.overrides, tables.memories,
        ] { total += try rowCount(table) }
        verifier.begin(.monitors, total: total)
        var owners: [MonitorOwner: OwnedMonitors] = [:]
        try each(Monitor.self, of: tables.monitors, &verifier) {
            (_, monitor, verifier) throws(StoreError) in
            owners[monitor.scope.owner, default: OwnedMonitors()].add(monitor)
            try verifyPlaces(of: monitor, &verifier)
        }
        try verifyWatchlists(&verifier)
        try verifyIndex(.thresholds, tables.thresholds, &verifier, Key.thresholds)
        try verifyIndex(.overrides, tables.overrides, &verifier) { monitor in
            [Key.override(of: monitor)].compactMap { $0 }
        }
        try eachBalance(&verifier) { balance, verifier in
            if balance.watched != owners[.balance(balance.id)]?.mask ?? .none {
                verifier.find(
                    .balances, .id(balance.id),
                    "it knows of other kinds of monitors than it has")
            }
        }
        try verifyRules(owners, &verifier)
        try verifyRollUps(owners, &verifier)
    }

    private func verifyPlaces(
        of monitor: Monitor, _ verifier: inout Verifier
    ) throws(StoreError) {
        let watch = Key.watch(of: monitor)
        if try !contains(tables.watchlists, watch) {
            verifier.miss(.watchlists, watch, "it leads to \(monitor.id)")
        }
        for key in Key.thresholds(of: monitor) where try !contains(tables.thresholds, key) {
            verifier.miss(.thresholds, key, "it leads to \(monitor.id)")
        }
        if let key = Key.override(of: monitor), try !contains(tables.overrides, key) {
            verifier.miss(.overrides, key, "it leads to \(monitor.id)")
        }
    }

    private func verifyWatchlists(_ verifier: inout Verifier) throws(StoreError) {
        try eachID(of: .watchlists, tables.watchlists, &verifier) {
            (key, id: MonitorID, verifier) throws(StoreError) in
            let monitor: Monitor? = try intact(tables.monitors, .id(id))
            if monitor.map({ Key.watch(of: $0) }) != key {
                verifier.find(.watchlists, key, "it leads to \(id), which is not there")
            }
        }
    }

    /// The rows of an index whose keys end with a monitor.
    private func verifyIndex(
        _ table: Table, _ index: Database, _ verifier: inout Verifier,
        _ keys: (Monitor) -> [Key]
    ) throws(StoreError) {
        try eachKey(of: table, index, &verifier) { (key, verifier) throws(StoreError) in
            var monitor: Monitor?
            if key.bytes.count > 16 {
                let id = MonitorID(bits: key.bytes.span.number(at: key.bytes.count - 16))
                monitor = try intact(tables.monitors, .id(id))
            }
            if !(monitor.map(keys)?.contains(key) ?? false) {
                verifier.find(table, key, "no enabled monitor watches for it")
            }
        }
    }

    private func verifyRules(
        _ owners: [MonitorOwner: OwnedMonitors], _ verifier: inout Verifier
    ) throws(StoreError) {
        var unseen = Set(owners.keys)
        try each(LedgerWatch.self, of: tables.ledgerWatches, &verifier) { key, watch, verifier in
            unseen.remove(.ledger(watch.ledgerID))
            let owned = owners[.ledger(watch.ledgerID)] ?? OwnedMonitors()
            if watch.watched != owned.mask || watch.ruleCount != owned.count {
                verifier.find(.ledgerWatches, key, "it knows of other rules than there are")
            }
        }
        for case .ledger(let id) in unseen {
            verifier.miss(.ledgerWatches, .id(id), "the ledger has rules")
        }
        try each(MonitorStanding.self, of: tables.memories, &verifier) {
            (key, standing, verifier) throws(StoreError) in
            var monitor: Monitor?
            if key.bytes.count == 32 {
                let id = MonitorID(bits: key.bytes.span.number(at: 0))
                monitor = try intact(tables.monitors, .id(id))
            }
            guard let monitor, monitor.scope.isLedgerRule,
                monitor.question.voices == standing.firings.count,
                try contains(tables.balances, Key(bytes: Array(key.bytes.suffix(16))))
            else {
                verifier.find(.memories, key, "no rule remembers it of a balance")
                return
            }
        }
    }
}

/// The monitors of an owner, as they are found one by one.
struct OwnedMonitors {
    private(set) var mask = MonitorMask.none
    private(set) var count: UInt64 = 0
    /// Where they say that it is; they all say the same.
    private(set) var scope: MonitorScope?

    mutating func add(_ monitor: Monitor) {
        count += 1
        scope = monitor.scope
        for row in monitor.watchRows { mask.insert(row.kind) }
    }
}
