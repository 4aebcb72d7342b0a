/// Something that happened, as it stands in the log: the one source of subscriptions and webhooks.
///
/// What a transaction event says can be read off the transaction and its entries, which never
/// change, so the row only names them; what may change later is kept as it was.
package struct Event: Hashable, Sendable {
    package let sequence: UInt64
    /// Its place within its commit, from 0.
    package let index: UInt32
    package let time: Timestamp
    package let content: Content

    package init(sequence: UInt64, index: UInt32, time: Timestamp, content: Content) {
        self.sequence = sequence
        self.index = index
        self.time = time
        self.content = content
    }

    package var id: EventID { EventID(sequence: sequence, index: index, time: time) }

    package enum Content: Hashable, Sendable {
        case ledgerCreated(LedgerRecord)
        case ledgerUpdated(LedgerRecord)
        case balanceCreated(BalanceView)
        case balanceUpdated(BalanceView)
        case transaction(TransactionEvent)
        case monitorCreated(Monitor)
        case monitorUpdated(Monitor)
        case monitorDeleted(Monitor)
        case monitorFired(MonitorNotification)
    }
}

/// That a transaction reached a status: its entries are `entryCount` rows from `firstEntry` on.
package struct TransactionEvent: Hashable, Sendable {
    package let transactionID: TransactionID
    package let status: TransactionStatus
    package let firstEntry: UInt64
    package let entryCount: UInt32

    package init(
        transactionID: TransactionID, status: TransactionStatus, firstEntry: UInt64,
        entryCount: UInt32
    ) {
        self.transactionID = transactionID
        self.status = status
        self.firstEntry = firstEntry
        self.entryCount = entryCount
    }
}

/// That a monitor's condition was met, with all that was seen: stored in the write transaction that
/// moved the money, so it is exactly as durable and as ordered as the movement.
package struct MonitorNotification: Hashable, Sendable {
    /// The monitor as it was, this firing counted.
    package let monitor: Monitor
    package let transactionID: TransactionID
    /// The watched figure before and after the transaction.
    package let observedBefore: Amount
    package let observedAfter: Amount
    /// The balance after the transaction.
    package let currency: Currency
    package let sums: Sums
    package let balanceVersion: UInt64

    package init(
        monitor: Monitor, transactionID: TransactionID, observedBefore: Amount,
        observedAfter: Amount, currency: Currency, sums: Sums, balanceVersion: UInt64
    ) {
        self.monitor = monitor
        self.transactionID = transactionID
        self.observedBefore = observedBefore
        self.observedAfter = observedAfter
        self.currency = currency
        self.sums = sums
        self.balanceVersion = balanceVersion
    }
}
