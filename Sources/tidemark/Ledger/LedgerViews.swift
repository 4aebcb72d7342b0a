import Messages

extension V1.Ledger {
    /// Everything about it.
    var card: Card {
        var card = Card()
        card.add("ledger", ledgerID)
        card.add("name", name)
        card.add("version", String(version))
        card.add("created", createdAt?.text)
        card.add("updated", updatedAt?.text)
        card.add("meta data", metaData == "{}" ? nil : metaData)
        return card
    }
}

extension Table<V1.Ledger>.Column {
    /// A line for each ledger.
    static var ofLedgers: [Table<V1.Ledger>.Column] {
        [
            .init("LEDGER", \.ledgerID),
            .init("NAME", \.name),
            .init("CREATED") { $0.createdAt?.text ?? "" },
            .init("VERSION", isNumber: true) { String($0.version) },
        ]
    }
}
