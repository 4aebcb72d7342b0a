/// That a monitor fired or cleared, with all that was seen: stored in the write transaction that
/// moved the money, so it is exactly as durable and as ordered as the movement.
package struct MonitorNotification: Hashable, Sendable {
    /// The monitor as it was, this firing counted.
    package let monitor: Monitor
    /// Which of its parts held then; of a ledger rule, for this balance.
    package let met: PartSet
    /// What made it happen; nil where no transaction did.
    package let transactionID: TransactionID?
    /// The balance that made it happen, of a sum the one that was touched; nil where none was.
    package let balanceID: BalanceID?
    /// The watched figures, one for each condition; of a ladder the one of all steps.
    package let observations: [Observation]
    /// The step that was crossed, from 0; nil where there is no ladder.
    package let step: Int?
    /// Firings that the cooldown swallowed before this one.
    package let suppressedCount: UInt64
    /// What was watched, after it; the version is zero for a sum.
    package let currency: Currency
    package let sums: Sums
    package let balanceVersion: UInt64

    package init(
        monitor: Monitor, met: PartSet, transactionID: TransactionID?,
        balanceID: BalanceID?, observations: [Observation], step: Int?, suppressedCount: UInt64,
        currency: Currency, sums: Sums, balanceVersion: UInt64
    ) {
        self.monitor = monitor
        self.met = met
        self.transactionID = transactionID
        self.balanceID = balanceID
        self.observations = observations
        self.step = step
        self.suppressedCount = suppressedCount
        self.currency = currency
        self.sums = sums
        self.balanceVersion = balanceVersion
    }

    /// A figure before and after what happened.
    package struct Observation: Hashable, Sendable {
        package let field: Condition.Field
        package let before: Amount
        package let after: Amount

        package init(field: Condition.Field, before: Amount, after: Amount) {
            self.field = field
            self.before = before
            self.after = after
        }
    }
}
