import Ledger
import Messages
import Store

/// An event as it is sent, and what filters ask of it.
struct RenderedEvent: Sendable {
    let message: V1.Event
    let type: V1.EventType
    let monitorID: String?
    /// The balances it concerns, with what a filter may know of them.
    let balances: [Concern]
    /// The ledger it concerns itself.
    let ledgerID: String?
    /// Bytes of the message.
    let byteCount: Int

    struct Concern: Sendable {
        let balanceID: String
        let ledgerID: String
        let indicator: String
    }
}

extension RenderedEvent {
    /// Completes a stored event with the records it names. Those never change, but for the
    /// descriptions of balances, which are shown as they are now.
    init(_ event: Event, in view: borrowing StoreView) throws(StoreError) {
        var message = V1.Event(
            eventID: "\(event.id)", sequence: Int64(event.sequence), index: Int32(event.index),
            createdAt: .init(event.time))
        var concerns: [Concern] = []
        var monitorID: MonitorID?
        var ledgerID: LedgerID?
        switch event.content {
        case .ledgerCreated(let ledger), .ledgerUpdated(let ledger):
            message.payload = .ledger(V1.Ledger(ledger))
            ledgerID = ledger.id
        case .balanceCreated(let balance), .balanceUpdated(let balance):
            message.payload = .balance(V1.Balance(balance))
            concerns = [Concern(balance.profile)]
        case .transaction(let moved):
            concerns = try message.fill(moved, in: view)
        case .monitorCreated(let monitor), .monitorUpdated(let monitor),
            .monitorDeleted(let monitor):
            message.payload = .monitor(V1.Monitor(monitor, isMet: nil))
            monitorID = monitor.id
            concerns = try Concern.list(monitor.balanceID, in: view)
        case .monitorFired(let notification):
            let balance = try view.balance(notification.monitor.balanceID)
            message.payload = .monitorNotification(
                V1.MonitorNotification(notification, indicator: balance?.profile.indicator))
            message.transactionID = "\(notification.transactionID)"
            monitorID = notification.monitor.id
            concerns = balance.map { [Concern($0.profile)] } ?? []
        }
        message.type = V1.EventType(event.content)
        self.message = message
        type = message.type
        self.monitorID = monitorID?.description
        balances = concerns
        self.ledgerID = ledgerID?.description
        byteCount = message.serialized().count
    }
}

extension RenderedEvent.Concern {
    fileprivate init(_ profile: BalanceProfile) {
        self.init(
            balanceID: "\(profile.id)", ledgerID: "\(profile.ledgerID)",
            indicator: profile.indicator?.description ?? "")
    }

    fileprivate static func list(
        _ id: BalanceID, in view: borrowing StoreView
    ) throws(StoreError) -> [RenderedEvent.Concern] {
        guard let balance = try view.balance(id) else { return [] }
        return [Self(balance.profile)]
    }
}

extension V1.Event {
    /// Puts in a transaction with the entries it made then; answers with the balances they are on.
    fileprivate mutating func fill(
        _ moved: TransactionEvent, in view: borrowing StoreView
    ) throws(StoreError) -> [RenderedEvent.Concern] {
        transactionID = "\(moved.transactionID)"
        guard let transaction = try view.transaction(moved.transactionID) else { return [] }
        let progress = moved.progress ?? transaction.initialProgress
        payload = .transaction(try V1.Transaction(transaction, progress, in: view))
        var concerns: [RenderedEvent.Concern] = []
        for offset in 0..<UInt64(moved.entryCount) {
            guard let entry = try view.entry(moved.firstEntry + offset) else { continue }
            entries.append(
                V1.Entry(entry, try view.transaction(entry.transactionID) ?? transaction))
            concerns += try RenderedEvent.Concern.list(entry.balanceID, in: view)
        }
        return concerns
    }
}

extension V1.EventType {
    fileprivate init(_ content: Event.Content) {
        self =
            switch content {
            case .ledgerCreated: .ledgerCreated
            case .ledgerUpdated: .ledgerUpdated
            case .balanceCreated: .balanceCreated
            case .balanceUpdated: .balanceUpdated
            case .transaction(let event): V1.EventType(event.happening)
            case .monitorCreated: .monitorCreated
            case .monitorUpdated: .monitorUpdated
            case .monitorDeleted: .monitorDeleted
            case .monitorFired: .balanceMonitor
            }
    }

    private init(_ happening: TransactionEvent.Happening) {
        self =
            switch happening {
            case .applied: .transactionApplied
            case .inflight: .transactionInflight
            case .committed: .transactionCommitted
            case .void: .transactionVoid
            case .expired: .transactionExpired
            case .scheduled: .transactionScheduled
            case .cancelled: .transactionCancelled
            case .rejected: .transactionRejected
            case .refunded: .transactionRefunded
            }
    }
}
