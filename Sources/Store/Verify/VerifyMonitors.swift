import LMDB
import Ledger

extension StoreView {
    /// Each monitor is where a change of its balance looks for it, and nowhere else.
    func verifyMonitors(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(
            .monitors,
            total: try rowCount(tables.monitors) + rowCount(tables.balances)
                + rowCount(tables.watchlists) + rowCount(tables.thresholds))
        var masks: [BalanceID: MonitorMask] = [:]
        try each(Monitor.self, of: tables.monitors, &verifier) {
            (_, monitor, verifier) throws(StoreError) in
            let watch = Key.watch(monitor.balanceID, monitor.ordinal)
            if try !contains(tables.watchlists, watch) {
                verifier.miss(.watchlists, watch, "it leads to \(monitor.id)")
            }
            guard monitor.isEnabled else { return }
            masks[monitor.balanceID, default: .none].insert(monitor.watch)
            let threshold = Key.threshold(of: monitor)
            if try !contains(tables.thresholds, threshold) {
                verifier.miss(.thresholds, threshold, "it leads to \(monitor.id)")
            }
        }
        try verifyWatchlists(&verifier)
        try verifyThresholds(&verifier)
        try eachBalance(&verifier) { balance, verifier in
            if balance.watched != masks[balance.id] ?? .none {
                verifier.find(
                    .balances, .id(balance.id),
                    "it knows of other kinds of monitors than it has")
            }
        }
    }

    private func verifyWatchlists(_ verifier: inout Verifier) throws(StoreError) {
        try eachID(of: .watchlists, tables.watchlists, &verifier) {
            (key, id: MonitorID, verifier) throws(StoreError) in
            let monitor: Monitor? = try intact(tables.monitors, .id(id))
            if monitor.map({ Key.watch($0.balanceID, $0.ordinal).bytes }) != key.bytes {
                verifier.find(.watchlists, key, "it leads to \(id), which is not there")
            }
        }
    }

    private func verifyThresholds(_ verifier: inout Verifier) throws(StoreError) {
        try eachKey(of: .thresholds, tables.thresholds, &verifier) {
            (key, verifier) throws(StoreError) in
            var monitor: Monitor?
            if key.bytes.count > 16 {
                let id = MonitorID(bits: key.bytes.span.number(at: key.bytes.count - 16))
                monitor = try intact(tables.monitors, .id(id))
            }
            let own = monitor.flatMap { $0.isEnabled ? Key.threshold(of: $0) : nil }
            if own?.bytes != key.bytes {
                verifier.find(.thresholds, key, "no enabled monitor watches for it")
            }
        }
    }
}
