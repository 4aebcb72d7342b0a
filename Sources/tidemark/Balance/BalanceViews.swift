import Messages

extension V1.Balance {
    var money: Money { Money(currency, multiplier: currencyMultiplier) }

    /// The indicator, or the id where it has none.
    var name: String { indicator.isEmpty ? balanceID : indicator }

    /// Everything about it.
    var card: Card {
        var card = Card()
        card.add("balance", balanceID)
        card.add("indicator", indicator)
        card.add("ledger", ledgerID)
        card.add("identity", identityID)
        card.add("currency", currency)
        card.add("precision", currencyMultiplier > 0 ? String(currencyMultiplier) : nil)
        card.add("status", status.word)
        addSums(to: &card)
        card.add("overdraft limit", money.text(overdraftLimit))
        card.add("credit limit", money.text(creditLimit))
        card.add("lineage", trackFundLineage ? allocationStrategy.word : nil)
        card.add("version", String(version))
        card.add("created", createdAt?.text)
        card.add("updated", updatedAt?.text)
        card.add("last transaction", lastTransactionAt?.text)
        card.add("hold expires", inflightExpiresAt?.text)
        card.add("meta data", metaData == "{}" ? nil : metaData)
        return card
    }

    private func addSums(to card: inout Card) {
        card.add("current", money.text(balance))
        card.add("available", money.text(availableBalance))
        card.add("credits", money.text(creditBalance))
        card.add("debits", money.text(debitBalance))
        guard inflightCreditBalance != "0" || inflightDebitBalance != "0" else { return }
        card.add("held coming in", money.text(inflightCreditBalance))
        card.add("held going out", money.text(inflightDebitBalance))
    }
}

extension Table<V1.Balance>.Column {
    /// A line for each balance.
    static var ofBalances: [Table<V1.Balance>.Column] {
        [
            .init("BALANCE", \.balanceID),
            .init("INDICATOR", \.indicator),
            .init("CURRENT", isNumber: true) { $0.money.number($0.balance) },
            .init("AVAILABLE", isNumber: true) { $0.money.number($0.availableBalance) },
            .init("CURRENCY", \.currency),
            .init("STATUS", \.status.word),
            .init("VERSION", isNumber: true) { String($0.version) },
        ]
    }
}
