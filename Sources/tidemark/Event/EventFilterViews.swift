import Messages

extension V1.EventFilter {
    /// A row for each thing that it asks for.
    func add(to card: inout Card) {
        card.add("types", types.map(\.word).joined(separator: ", "))
        card.add("monitors", monitorIDs.joined(separator: ", "))
        card.add("balances", balanceIDs.joined(separator: ", "))
        card.add("ledger", ledgerID)
        card.add("indicators", indicatorPrefix.isEmpty ? nil : "\(indicatorPrefix)*")
    }
}
