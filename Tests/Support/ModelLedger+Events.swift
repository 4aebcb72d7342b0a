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
            case .monitorDeleted: "monitor deleted"
            case .monitorFired(let told):
                "fired \(told.monitor.id) \(told.observedBefore) \(told.observedAfter)"
                    + " #\(told.monitor.firedCount)"
            }
        }
    }

    /// What the last commit should say.
    package var expectedToHear: [String] { heard }
}
