import Messages

extension V1.Transaction {
    var money: Money { Money(currency, multiplier: precision) }

    /// `@world -> @alice`
    var route: String {
        "\(ends(source, sources)) -> \(ends(destination, destinations))"
    }

    /// Ends that a route names; a hundred would make a line of many screens.
    private static let endsMax = 3

    private func ends(_ single: String, _ legs: [V1.Leg]) -> String {
        guard single.isEmpty else { return single }
        let named = legs.prefix(Self.endsMax).map(\.identifier).joined(separator: " + ")
        return legs.count > Self.endsMax ? "\(named) + \(legs.count - Self.endsMax) more" : named
    }

    /// All there is to say of it: the headline, the properties, the parts.
    var layouts: [any Layout] {
        [
            headline, card, Table(columns: Table<V1.Leg>.Column.of(self), rows: parts),
            Table(columns: Table<V1.LineageAllocation>.Column.of(self), rows: allocations),
        ]
    }

    /// The legs, where there are more of them than the headline shows.
    private var parts: [V1.Leg] {
        sources.count > 1 || destinations.count > 1 ? sources + destinations : []
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
        card.add("kind", kind == .transfer ? nil : kind.word)
        card.add("parent", parentTransaction)
        card.add("overdraft", overdraftText)
        card.add("created", createdAt?.text)
        card.add("effective", effectiveAt == createdAt ? nil : effectiveAt?.text)
        card.add("scheduled for", scheduledFor?.text)
        addFigures(to: &card)
        card.add("rejected", rejectionText)
        card.add("meta data", metaData == "{}" ? nil : metaData)
        return card
    }

    /// What became of it so far.
    var figures: Card {
        var card = Card()
        card.add("transaction", transactionID)
        addFigures(to: &card)
        return card
    }

    private func addFigures(to card: inout Card) {
        card.add("committed", money.text(preciseCommittedAmount))
        card.add("released", money.text(preciseVoidedAmount))
        card.add("remaining", money.text(preciseRemainingAmount))
        card.add("refunded", preciseRefundedAmount == "0" ? nil : money.text(preciseRefundedAmount))
        // Once it is over, what would have ended it says nothing.
        guard status == .inflight || status == .scheduled else { return }
        card.add("hold expires", inflightExpiresAt?.text)
        card.add("commits itself", inflightCommitAt?.text)
    }

    /// `INSUFFICIENT_FUNDS: bln_… has 0 available, 100 is needed`
    var rejectionText: String? {
        rejectionReason.isEmpty ? nil : "\(rejectionReason): \(rejectionMessage)"
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
            .init("KIND", \.kind.word),
            .init("STATUS", \.status.word),
            .init("AMOUNT", isNumber: true) { $0.money.number($0.preciseAmount) },
            .init("CURRENCY", \.currency),
            .init("ROUTE", \.route),
            .init("REFERENCE", \.reference),
            .init("TRANSACTION", \.transactionID),
        ]
    }
}

extension Table<V1.Leg>.Column {
    /// A line for each leg of a transaction with several.
    fileprivate static func of(_ transaction: V1.Transaction) -> [Table<V1.Leg>.Column] {
        let money = transaction.money
        let isHold = transaction.kind == .hold
        let isRefunded = transaction.preciseRefundedAmount.contains { $0 != "0" }
        let sources = transaction.sources
        return [
            .init("SIDE") { sources.contains($0) ? "FROM" : "TO" },
            .init("NAME", \.identifier),
            .init("AMOUNT", isNumber: true) { money.number($0.preciseAmount) },
        ]
            + (isHold
                ? [
                    .init("COMMITTED", isNumber: true) {
                        money.number($0.preciseCommittedAmount)
                    }
                ] : [])
            + (isRefunded
                ? [
                    .init("REFUNDED", isNumber: true) { money.number($0.preciseRefundedAmount) }
                ] : [])
            + [.init("BALANCE", \.balanceID)]
    }
}

extension Table<V1.LineageAllocation>.Column {
    /// A line for each deposit that the money was taken from.
    fileprivate static func of(
        _ transaction: V1.Transaction
    ) -> [Table<V1.LineageAllocation>.Column] {
        let money = transaction.money
        return [
            .init("PROVIDER", \.provider),
            .init("AMOUNT", isNumber: true) { money.number($0.preciseAmount) },
            .init("DEPOSIT", \.depositTransactionID),
            .init("BALANCE", \.balanceID),
        ]
    }
}
