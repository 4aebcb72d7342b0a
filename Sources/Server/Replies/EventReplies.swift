import Ledger
import Messages
import Store

/// An event as it is sent, and what filters ask of it.
struct RenderedEvent: Sendable {
    let message: V1.Event
    let facets: EventFacets
    /// Bytes of the message.
    let byteCount: Int

    var sequence: UInt64 { UInt64(message.sequence) }
}

extension RenderedEvent {
    /// Completes a stored event with the records it names. Those never change, but for the
    /// descriptions of balances, which are shown as they are now.
    init(_ event: Event, in view: borrowing StoreView) throws(StoreError) {
        let facets = try view.facets(of: event)
        var message = V1.Event(
            eventID: event.id.description, sequence: Int64(event.sequence),
            index: Int32(event.index),
            type: V1.EventType(facets.type), createdAt: .init(event.time))
        switch event.content {
        case .ledgerCreated(let ledger), .ledgerUpdated(let ledger):
            message.payload = .ledger(V1.Ledger(ledger))
        case .balanceCreated(let balance), .balanceUpdated(let balance):
            message.payload = .balance(V1.Balance(balance))
        case .transaction(let moved):
            try message.fill(moved, in: view)
        case .monitorCreated(let monitor), .monitorUpdated(let monitor),
            .monitorDeleted(let monitor):
            message.payload = .monitor(V1.Monitor(MonitorView(monitor: monitor)))
        case .damagedMonitorDeleted(let id):
            message.payload = .monitor(V1.Monitor(monitorID: id.description))
        case .monitorFired(let told), .monitorCleared(let told):
            message.payload = .monitorNotification(
                V1.MonitorNotification(told, indicator: facets.balances.first?.indicator))
            message.transactionID = told.transactionID?.description ?? ""
        }
        self.message = message
        self.facets = facets
        byteCount = message.serialized().count
    }
}

extension V1.Event {
    /// Puts in a transaction with the entries it made then.
    fileprivate mutating func fill(
        _ moved: TransactionEvent, in view: borrowing StoreView
    ) throws(StoreError) {
        transactionID = moved.transactionID.description
        guard let transaction = try view.transaction(moved.transactionID) else { return }
        let progress = moved.progress ?? transaction.initialProgress
        payload = .transaction(try V1.Transaction(transaction, progress, in: view))
        for offset in 0..<UInt64(moved.entryCount) {
            guard let entry = try view.entry(moved.firstEntry + offset) else { continue }
            entries.append(
                V1.Entry(entry, try view.transaction(entry.transactionID) ?? transaction))
        }
    }
}
