extension Book where Self: ~Copyable {
    /// Moves money, holds it, or schedules either.
    mutating func create(
        _ command: CreateTransaction, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        let order = command.order
        if let id = try transactionID(command.reference), let first = try transaction(id) {
            return try repeated(first, by: command)
        }
        if let id = command.id, try transaction(id) != nil {
            return .rejected(.duplicateID(field: "transaction_id", id))
        }
        guard try ledger(order.ledgerID) != nil else {
            return .rejected(.ledgerNotFound(order.ledgerID))
        }
        let id: TransactionID = command.id ?? commit.identifiers.make()
        if order.scheduledFor != nil {
            if let refusal = order.timeRefusal(at: commit.time) { return .rejected(refusal) }
            if let refusal = try versionRefusal(command.expectedVersions) {
                return .rejected(refusal)
            }
            return try schedule(id, command, &commit)
        }
        var ends: TransactionEnds
        switch try workOut(order, expecting: command.expectedVersions, &commit) {
        case .success(let found): ends = found
        case .failure(let refusal): return .rejected(refusal)
        }

        // From here on it must succeed.
        let made = Transaction(
            id: id, sequence: commit.stamp.sequence, reference: command.reference,
            kind: order.hold == nil ? .transfer : .hold, order: order, createdAt: commit.time,
            movement: ends.movement(of: order, commit, firstEntry: try nextEntryNumber()))
        try insert(made)
        try insertMissing(ends, &commit)
        // A plain transfer stands as it was made until something of it is given back.
        let progress = made.kind == .hold ? made.initialProgress : nil
        return .applied(.transaction(try carryOut(made, progress, &ends, &commit)))
    }

    /// Writes what a transaction moves: its entries, its event, what fires, and when it ends by
    /// itself. The transaction is in the book already.
    /// - Parameter progress: where it stands, if that is kept.
    mutating func carryOut(
        _ made: Transaction, _ progress: TransactionProgress?, _ ends: inout TransactionEnds,
        _ commit: inout Commit
    ) throws(Failure) -> TransactionResult {
        let happening: TransactionEvent.Happening = made.kind == .hold ? .inflight : .applied
        try post(made, &ends, commit)
        try emit(.transaction(TransactionEvent(made, happening)), &commit)
        try trackLineage(of: ends, made)
        if let progress {
            try save(progress)
            if made.kind == .hold { try setTerms(of: made, progress.terms) }
        }
        try fireMonitors(of: ends, made, &commit)
        try save(ends)
        return try result(made, progress, ends, commit)
    }

    /// Refuses where a balance has moved on from a version that was expected of it.
    func versionRefusal(
        _ expectations: [CreateTransaction.ExpectedVersion]
    ) throws(Failure) -> Rejection? {
        for (position, expected) in expectations.enumerated() {
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

    /// A transaction with the balances it touched, whole, as far as that is wanted.
    /// - Parameter progress: where it stands, if that is kept.
    func result(
        _ transaction: Transaction, _ progress: TransactionProgress?, _ ends: TransactionEnds,
        _ commit: Commit, parent: TransactionResult.Parent? = nil
    ) throws(Failure) -> TransactionResult {
        if commit.extent == .brief {
            return TransactionResult(
                transaction: transaction, progress: progress, balances: [], parent: parent)
        }
        var views: [BalanceView] = []
        views.reserveCapacity(ends.all.count)
        for index in ends.all.indices where ends.all[index].isTouched {
            guard let profile = try profile(ends.all[index].balance.id) else { continue }
            views.append(BalanceView(balance: ends.all[index].balance, profile: profile))
        }
        return try result(transaction, progress, views, parent: parent)
    }

    func result(
        _ transaction: Transaction, _ progress: TransactionProgress?, _ touched: [BalanceView],
        parent: TransactionResult.Parent? = nil
    ) throws(Failure) -> TransactionResult {
        let isTracked = touched.contains { $0.balance.allocation != nil }
        var result = TransactionResult(
            transaction: transaction, progress: progress, balances: touched,
            allocations: isTracked ? try allocations(of: transaction.id) : AllocationList(),
            parent: parent)
        if let id = parent?.transaction.id {
            result.parent?.allocations = try allocations(of: id)
        }
        return result
    }
}

extension TransactionOrder {
    /// Times that are to come have to be ahead. Of a transaction whose own time has come, a commit
    /// that is due by now is done next; only a hold that is over before it begins is refused.
    func timeRefusal(at now: Timestamp, isDue: Bool = false) -> Rejection? {
        guard scheduledFor != nil || hold != nil else { return nil }
        let times = [
            ("scheduled_for", isDue ? nil : scheduledFor),
            ("inflight_expires_at", hold?.expiresAt),
            ("inflight_commit_at", isDue ? nil : hold?.commitAt),
        ]
        for (field, time) in times {
            if let time, time <= now { return .timePassed(field: field) }
        }
        return nil
    }
}

extension TransactionEvent {
    /// That a transaction was made and moved what it moves.
    init(_ transaction: Transaction, _ happening: Happening) {
        self.init(
            transactionID: transaction.id, happening: happening,
            firstEntry: transaction.movement?.firstEntry ?? 0,
            entryCount: transaction.movement?.entryCount ?? 0)
    }
}
