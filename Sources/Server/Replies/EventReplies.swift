import Ledger
import Messages
import Store

extension V1.Event {
    init(_ material: EventMaterial) {
        let event = material.event
        self.init(
            eventID: event.id.description, sequence: Int64(event.sequence),
            index: Int32(event.index), type: V1.EventType(material.facets.type),
            createdAt: .init(event.time))
        switch event.content {
        case .ledgerCreated(let ledger), .ledgerUpdated(let ledger):
            payload = .ledger(V1.Ledger(ledger))
        case .balanceCreated(let balance), .balanceUpdated(let balance):
            payload = .balance(V1.Balance(balance))
        case .transaction(let told):
            transactionID = told.transactionID.description
            if let moved = material.moved { fill(moved) }
        case .monitorCreated(let monitor), .monitorUpdated(let monitor),
            .monitorDeleted(let monitor):
            payload = .monitor(V1.Monitor(MonitorView(monitor: monitor)))
        case .damagedMonitorDeleted(let id):
            payload = .monitor(V1.Monitor(monitorID: id.description))
        case .monitorFired(let told), .monitorCleared(let told):
            payload = .monitorNotification(
                V1.MonitorNotification(
                    told, indicator: material.facets.balances.first?.indicator))
            transactionID = told.transactionID?.description ?? ""
        }
    }

    /// Puts in a transaction with the entries it made then.
    private mutating func fill(_ moved: EventMaterial.Moved) {
        var transaction = V1.Transaction(
            moved.transaction, moved.progress, multiplier: moved.multiplier)
        transaction.setAllocations(moved.allocations)
        payload = .transaction(transaction)
        entries = moved.entries.map { V1.Entry($0.entry, $0.transaction) }
    }
}
