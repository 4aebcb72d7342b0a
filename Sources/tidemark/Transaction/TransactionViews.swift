import Messages

extension V1.Transaction {
    var money: Money { Money(currency, multiplier: precision) }

    /// `@world -> @alice`
    var route: String {
        "\(ends(source, sources)) -> \(ends(destination, destinations))"
    }

    private func ends(_ single: String, _ legs: [V1.Leg]) -> String {
        single.isEmpty ? legs.map(\.identifier).joined(separator: " + ") : single
    }

    /// `APPLIED  100.50 USD  @world -> @alice`
    var headline: Sentence {
        Sentence(text: "\(status.word)  \(money.text(preciseAmount))  \(route)", look: .heading)
    }

    /// Everything about it that the headline doesn't say.
    var card: Card {
        var card = Card()
        card.add("transaction", transactionID)
        card.add("reference", reference)
        card.add("sequence", String(sequence))
        card.add("description", description)
        card.add("parent", parentTransaction)
        card.add("overdraft", overdraftText)
        card.add("created", createdAt?.text)
        card.add("effective", effectiveAt == createdAt ? nil : effectiveAt?.text)
        card.add("scheduled for", scheduledFor?.text)
        card.add("committed", money.text(preciseCommittedAmount))
        card.add("released", money.text(preciseVoidedAmount))
        card.add("remaining", money.text(preciseRemainingAmount))
        card.add("hold expires", inflightExpiresAt?.text)
        card.add("refunded", preciseRefundedAmount == "0" ? nil : money.text(preciseRefundedAmount))
        card.add("rejected", rejectionReason.isEmpty ? nil : rejectionMessage)
        card.add("meta data", metaData == "{}" ? nil : metaData)
        return card
    }

    private var overdraftText: String? {
        guard allowOverdraft else { return nil }
        return overdraftLimit.isEmpty ? "allowed" : "down to \(money.text(overdraftLimit))"
    }
}

extension Table<V1.Transaction>.Column {
    /// A line for each transaction.
    static var ofTransactions: [Table<V1.Transaction>.Column] {
        [
            .init("TIME") { $0.createdAt?.text ?? "" },
            .init("SEQUENCE", isNumber: true) { String($0.sequence) },
            .init("STATUS", \.status.word),
            .init("AMOUNT", isNumber: true) { $0.money.number($0.preciseAmount) },
            .init("CURRENCY", \.currency),
            .init("ROUTE", \.route),
            .init("REFERENCE", \.reference),
            .init("TRANSACTION", \.transactionID),
        ]
    }
}
