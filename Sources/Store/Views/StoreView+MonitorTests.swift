package import Ledger

extension StoreView {
    /// What a ledger rule says of one balance now; nil where it doesn't cover it.
    package func view(
        _ monitor: Monitor, _ rule: LedgerRule, on view: BalanceView
    ) throws(StoreError) -> MonitorView? {
        guard rule.covers(view) else { return nil }
        let figures = Figures(view.balance)
        let remembered: MonitorStanding? = try txn.record(
            tables.memories, Key.standing(monitor.id, view.balance.id))
        let latched = monitor.isEnabled ? remembered?.latched : nil
        return MonitorView(
            monitor: monitor,
            met: monitor.question.met(by: figures, since: latched ?? PartSet()), figures: figures)
    }
}
