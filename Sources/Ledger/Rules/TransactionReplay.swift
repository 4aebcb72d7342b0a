extension Book where Self: ~Copyable {
    /// Answers a reference that was seen before: the first result again, or a refusal that names
    /// what differs.
    func repeated(
        _ first: Transaction, by command: CreateTransaction
    ) throws(Failure) -> Outcome {
        var differing = first.order.differences(from: command.order)
        if let id = command.id, id != first.id { differing.insert("transaction_id", at: 0) }
        // A balance may be named by its id or by its indicator: the same balance is the same content.
        if try isParty(command.order.source, first.sources, command.order.currency) {
            differing.removeAll { $0 == "source" }
        }
        if try isParty(command.order.destination, first.destinations, command.order.currency) {
            differing.removeAll { $0 == "destination" }
        }
        guard differing.isEmpty else {
            return .rejected(.duplicateReference(command.reference, first, differing))
        }
        return .replayed(.transaction(try firstResult(of: first)), sequence: first.sequence)
    }

    private func isParty(
        _ party: Party, _ legs: [Transaction.Leg], _ currency: Currency
    ) throws(Failure) -> Bool {
        let id: BalanceID? =
            switch party {
            case .id(let id): id
            case .indicator(let indicator): try balanceID(indicator, currency)
            }
        return legs.count == 1 && legs[0].balanceID == id
    }

    /// The transaction with its balances as they stood after it, read off its entries.
    private func firstResult(of first: Transaction) throws(Failure) -> TransactionResult {
        var touched: [Balance] = []
        for offset in 0..<UInt64(first.sources.count + first.destinations.count) {
            guard let entry = try entry(first.firstEntry + offset),
                var balance = try balance(entry.balanceID)
            else { continue }
            balance.sums = entry.after
            balance.version = entry.version
            balance.movedAt = entry.recordedAt
            touched.append(balance)
        }
        return try result(first, touched)
    }
}

extension TransactionOrder {
    /// The names of the fields in which another order differs, in the order of the request.
    fileprivate func differences(from other: TransactionOrder) -> [String] {
        var names: [String] = []
        if currency != other.currency { names.append("currency") }
        if amount != other.amount { names.append("amount") }
        if precision != other.precision { names.append("precision") }
        if source != other.source { names.append("source") }
        if destination != other.destination { names.append("destination") }
        if !description.utf8.elementsEqual(other.description.utf8) { names.append("description") }
        if overdraft.isAllowed != other.overdraft.isAllowed { names.append("allow_overdraft") }
        if overdraft.limit != other.overdraft.limit { names.append("overdraft_limit") }
        if effectiveAt != other.effectiveAt { names.append("effective_at") }
        if metaData != other.metaData { names.append("meta_data") }
        return names
    }
}

extension Overdraft {
    fileprivate var isAllowed: Bool { self != .ofBalance }

    fileprivate var limit: Amount? {
        if case .upTo(let limit) = self { limit } else { nil }
    }
}
