extension Book where Self: ~Copyable {
    /// Moves money from one balance to another.
    mutating func create(_ command: CreateTransaction, _ stamp: Stamp) throws(Failure) -> Outcome {
        if let id = try transactionID(command.reference), let first = try transaction(id) {
            return try repeated(first, by: command)
        }
        if let id = command.id, try transaction(id) != nil {
            return .rejected(.duplicateID(field: "transaction_id", id))
        }
        guard try ledger(command.ledgerID) != nil else {
            return .rejected(.ledgerNotFound(command.ledgerID))
        }
        var identifiers = IdentifierSource(stamp)
        let id: TransactionID = command.id ?? identifiers.make()
        var source: TransactionSide
        var destination: TransactionSide
        switch try side(.debit, of: command, stamp, &identifiers) {
        case .success(let found): source = found
        case .failure(let refusal): return .rejected(refusal)
        }
        switch try side(.credit, of: command, stamp, &identifiers) {
        case .success(let found): destination = found
        case .failure(let refusal): return .rejected(refusal)
        }
        if source.balance.id == destination.balance.id {
            return .rejected(.sameBalance(source.balance.id))
        }
        if let refusal = try versionRefusal(of: command) { return .rejected(refusal) }
        if let refusal = command.refusal(from: source.balance, to: destination.balance) {
            return .rejected(refusal)
        }
        let amount = command.order.amount
        guard source.move(amount, .settle), destination.move(amount, .settle) else {
            return .rejected(.amountOverflow)
        }
        if let refusal = command.fundsRefusal(from: source, to: destination) {
            return .rejected(refusal)
        }

        // From here on it must succeed.
        let made = Transaction(
            id: id, sequence: stamp.sequence, reference: command.reference, order: command.order,
            sources: [source.leg(amount)], destinations: [destination.leg(amount)],
            status: .applied, createdAt: stamp.time,
            effectiveAt: command.order.effectiveAt ?? stamp.time,
            firstEntry: try nextEntryNumber())
        var events = EventNumbering(stamp)
        try insert(made)
        try insertIfMissing(source, &events)
        try insertIfMissing(destination, &events)
        try append(events.number(.transaction(TransactionEvent(of: made, entryCount: 2))))
        try post(.settle, amount, &source, made, stamp)
        try post(.settle, amount, &destination, made, stamp)
        try fireMonitors(of: source, made, &events, stamp)
        try fireMonitors(of: destination, made, &events, stamp)
        try save(source.balance)
        try save(destination.balance)
        return .applied(.transaction(try result(made, [source.balance, destination.balance])))
    }

    /// Refuses where a balance has moved on from a version that was expected of it.
    private func versionRefusal(
        of command: CreateTransaction
    ) throws(Failure) -> Rejection? {
        for (position, expected) in command.expectedVersions.enumerated() {
            let field = "expected_versions[\(position)]"
            guard let balance = try balance(expected.balanceID) else {
                return .balanceNotFound(expected.balanceID, field: "\(field).balance_id")
            }
            if balance.version != expected.version {
                return .versionMismatch(
                    field: "\(field).version", expected: expected.version,
                    actual: balance.version)
            }
        }
        return nil
    }

    /// A transaction with the balances it touched, whole.
    func result(
        _ transaction: Transaction, _ touched: [Balance]
    ) throws(Failure) -> TransactionResult {
        var views: [BalanceView] = []
        for balance in touched {
            guard let profile = try profile(balance.id) else { continue }
            views.append(BalanceView(balance: balance, profile: profile))
        }
        return TransactionResult(transaction: transaction, balances: views)
    }
}

extension CreateTransaction {
    /// What forbids the transaction whatever the amount.
    fileprivate func refusal(from source: Balance, to destination: Balance) -> Rejection? {
        for (balance, field) in [(source, "source"), (destination, "destination")] {
            if balance.currency != order.currency {
                return .currencyMismatch(field: field, balance, order.currency)
            }
        }
        for balance in [source, destination] {
            if let given = order.precision, let multiplier = balance.multiplier,
                given != multiplier
            {
                return .precisionMismatch(
                    field: "precision", balance, given: given, multiplier: multiplier)
            }
        }
        return Rejection.notOpen(field: "source", source)
            ?? Rejection.notOpen(field: "destination", destination)
    }

    /// What the money itself forbids, on the balances as they were before it.
    fileprivate func fundsRefusal(
        from source: TransactionSide, to destination: TransactionSide
    ) -> Rejection? {
        Funds.refusal(giving: order.amount, from: source.former, order.overdraft)
            ?? Funds.refusal(giving: order.amount, to: destination.former)
    }
}

extension TransactionEvent {
    init(of transaction: Transaction, entryCount: UInt32) {
        self.init(
            transactionID: transaction.id, status: transaction.status,
            firstEntry: transaction.firstEntry, entryCount: entryCount)
    }
}
