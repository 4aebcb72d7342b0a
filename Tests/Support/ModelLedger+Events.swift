import Ledger

extension ModelLedger {
    /// What the events of the last commit say, in the model's words.
    package static func heard(in book: DictionaryBook) -> [String] {
        book.events.reversed().prefix { $0.sequence == book.sequence }.reversed().map { event in
            switch event.content {
            case .ledgerCreated: "ledger created"
            case .ledgerUpdated: "ledger updated"
            case .balanceCreated: "balance created"
            case .balanceUpdated: "balance updated"
            case .transaction(let told): "\(told.happening) \(told.transactionID)"
            case .monitorCreated: "monitor created"
            case .monitorUpdated: "monitor updated"
            case .monitorDeleted, .damagedMonitorDeleted: "monitor deleted"
            case .monitorFired(let told):
                "fired \(told.words) #\(told.monitor.firings.firedCount)"
                    + (told.suppressedCount > 0 ? " after \(told.suppressedCount)" : "")
                    + told.place
            case .monitorCleared(let told): "cleared \(told.words)\(told.place)"
            }
        }
    }

    /// What the last commit should say.
    package var expectedToHear: [String] { heard }
}

extension MonitorNotification {
    fileprivate var words: String {
        let seen = observations.first
        return "\(monitor.id) \(seen?.before ?? .zero) \(seen?.after ?? .zero)"
    }

    fileprivate var place: String { step.map { " step \($0)" } ?? "" }
}
