extension Book where Self: ~Copyable {
    /// Keeps a transaction for its time. Nothing moves, and nothing is checked that may change
    /// until then.
    mutating func schedule(
        _ id: TransactionID, _ command: CreateTransaction, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        guard let time = command.order.scheduledFor else { return .rejected(.notScheduled(id)) }
        let made = Transaction(
            id: id, sequence: commit.stamp.sequence, reference: command.reference,
            kind: command.order.hold == nil ? .transfer : .hold, order: command.order,
            createdAt: commit.time, movement: nil)
        let progress = made.initialProgress
        try insert(made)
        try save(progress)
        try insert(Due(time: time, kind: .run, transactionID: id))
        try emit(.transaction(TransactionEvent(made, .scheduled)), &commit)
        return .applied(.transaction(try result(made, progress, [])))
    }

    /// Takes a scheduled transaction back before its time.
    mutating func cancel(
        _ command: CancelTransaction, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        guard let scheduled = try transaction(command.id) else {
            return .rejected(.transactionNotFound(command.id))
        }
        let former = try progress(scheduled.id) ?? scheduled.initialProgress
        if former.status == .cancelled {
            return .replayed(
                .transaction(try result(scheduled, former, [])),
                sequence: commit.stamp.sequence - 1)
        }
        guard former.status == .scheduled, let time = scheduled.order.scheduledFor,
            time > commit.time
        else { return .rejected(.notScheduled(scheduled.id)) }

        // From here on it must succeed.
        var progress = former
        progress.status = .cancelled
        progress.updatedAt = commit.time
        try save(progress)
        try delete(Due(time: time, kind: .run, transactionID: scheduled.id))
        try emit(
            .transaction(
                TransactionEvent(
                    transactionID: scheduled.id, happening: .cancelled, progress: progress)),
            &commit)
        return .applied(.transaction(try result(scheduled, progress, [])))
    }

    /// Runs a transaction whose time has come, with all the checks of one that is applied at once;
    /// what they refuse is kept with its reason.
    mutating func runScheduled(
        _ id: TransactionID, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        guard var scheduled = try transaction(id), let time = scheduled.order.scheduledFor,
            let former = try progress(id), former.status == .scheduled, time <= commit.time
        else { return .rejected(.notScheduled(id)) }
        try delete(Due(time: time, kind: .run, transactionID: id))
        switch try workOut(scheduled.order, isDue: true, &commit) {
        case .failure(let refusal): return try reject(scheduled, former, refusal, &commit)
        case .success(var ends):
            scheduled.movement = ends.movement(
                of: scheduled.order, commit, firstEntry: try nextEntryNumber())
            try complete(scheduled)
            var progress = scheduled.initialProgress
            progress.updatedAt = commit.time
            try insertMissing(ends, &commit)
            return .applied(.transaction(try carryOut(scheduled, progress, &ends, &commit)))
        }
    }

    private mutating func reject(
        _ scheduled: Transaction, _ former: TransactionProgress, _ refusal: Rejection,
        _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        var progress = former
        progress.status = .rejected
        progress.rejection = refusal
        progress.updatedAt = commit.time
        try save(progress)
        try emit(
            .transaction(
                TransactionEvent(
                    transactionID: scheduled.id, happening: .rejected, progress: progress)), &commit
        )
        return .applied(.transaction(try result(scheduled, progress, [])))
    }

    /// Commits what remains of a hold whose time for that has come.
    mutating func commitDue(
        _ id: TransactionID, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        try followDue(id, .commit(.rest), "commit", due: \.commitAt, &commit)
    }

    /// Releases what remains of a hold whose time is over.
    mutating func expireDue(
        _ id: TransactionID, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        try followDue(id, .expire, "expire", due: \.expiresAt, &commit)
    }

    private mutating func followDue(
        _ id: TransactionID, _ action: ChildOrder.Action, _ name: String,
        due: KeyPath<HoldTerms, Timestamp?>, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        guard let hold = try transaction(id) else { return .rejected(.transactionNotFound(id)) }
        let progress = try progress(id) ?? hold.initialProgress
        guard let time = progress.terms[keyPath: due], time <= commit.time else {
            return .rejected(.notInflight(hold))
        }
        let order = ChildOrder(parentID: id, action: action)
        switch try workOut(order, hold, progress, [], judgedAt: time, commit) {
        case .failure(let refusal):
            // It can't be done and won't be tried again; what remains is still there to be voided.
            guard case .commit = action, progress.status == .inflight else {
                return .rejected(refusal)
            }
            return try giveUpCommit(of: hold, progress, refusal, &commit)
        case .success(let work):
            let stem = "\(id)_\(name)_\(commit.stamp.sequence)"
            guard let reference = try freeReference(stem) else {
                return .rejected(.transactionNotFound(id))
            }
            return try carryOut(work, order, hold, progress, reference, &commit)
        }
    }

    /// A reference for what the ledger does by itself. Clients are free in the choice of theirs, so
    /// one that a client took first is passed over.
    private func freeReference(_ stem: String) throws(Failure) -> Reference? {
        var reference = Reference(stem)
        var number = 1
        while let taken = reference, try transactionID(taken) != nil {
            number += 1
            reference = Reference("\(stem)_\(number)")
        }
        return reference
    }

    /// Takes away the time of a commit that was refused at its time, and tells of it.
    private mutating func giveUpCommit(
        of hold: Transaction, _ former: TransactionProgress, _ refusal: Rejection,
        _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        var progress = former
        progress.terms.commitAt = nil
        progress.rejection = refusal
        progress.updatedAt = commit.time
        try save(progress)
        try setTerms(of: hold, progress.terms, instead: former.terms)
        try emit(
            .transaction(
                TransactionEvent(
                    transactionID: hold.id, happening: .rejected, progress: progress)), &commit)
        return .applied(.transaction(try result(hold, progress, [])))
    }
}
