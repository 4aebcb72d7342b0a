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

    // What is large and rare stands apart, because every event is passed around.
    package enum Content: Hashable, Sendable {
        indirect case ledgerCreated(LedgerRecord)
        indirect case ledgerUpdated(LedgerRecord)
        indirect case balanceCreated(BalanceView)
        indirect case balanceUpdated(BalanceView)
        case transaction(TransactionEvent)
        indirect case monitorCreated(Monitor)
        indirect case monitorUpdated(Monitor)
        indirect case monitorDeleted(Monitor)
        /// A monitor whose record couldn't be read any more was deleted.
        case damagedMonitorDeleted(MonitorID)
        indirect case monitorFired(MonitorNotification)
        /// The condition of a monitor that tells both edges is met no more.
        indirect case monitorCleared(MonitorNotification)
    }
}

/// What happened to a transaction, and which entries that made: `entryCount` rows from `firstEntry`
/// on.
package struct TransactionEvent: Hashable, Sendable {
    package let transactionID: TransactionID
    package let happening: Happening
    /// Where the transaction stood then; nil for where it stands right after it is made.
    package let progress: TransactionProgress?
    package let firstEntry: UInt64
    package let entryCount: UInt32

    package init(
        transactionID: TransactionID, happening: Happening, progress: TransactionProgress? = nil,
        firstEntry: UInt64 = 0, entryCount: UInt32 = 0
    ) {
        self.transactionID = transactionID
        self.happening = happening
        self.progress = progress
        self.firstEntry = firstEntry
        self.entryCount = entryCount
    }

    package enum Happening: UInt8, Sendable {
        case applied = 0
        case inflight = 1
        case committed = 2
        case void = 3
        case expired = 4
        case scheduled = 5
        case cancelled = 6
        case rejected = 7
        case refunded = 8
    }
}
