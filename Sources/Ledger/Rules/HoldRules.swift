extension Book where Self: ~Copyable {
    /// Settles a part of a hold. With several legs it is divided by what each still holds.
    func committing(
        _ part: ChildOrder.Part, _ hold: Transaction, _ progress: TransactionProgress,
        judgedAt now: Timestamp, _ commit: Commit
    ) throws(Failure) -> Swift.Result<ChildWork, Rejection> {
        if let refusal = progress.refusalToSettle(hold, at: now) { return .failure(refusal) }
        let remaining = progress.remaining
        let amount: Amount
        var precision: Int64?
        switch part {
        case .rest: amount = remaining
        case .amount(let asked, let given):
            guard asked <= remaining else {
                return .failure(.commitExceedsRemaining(asked, remaining: remaining))
            }
            amount = asked
            precision = given
        }
        var after = progress
        var ends = try self.ends(of: hold)
        let given = after.settle(amount, \.sources)
        let taken = after.settle(amount, \.destinations)
        let isMoved = ends.move(given, taken, .commit)
        after.status = after.remaining == .zero ? .applied : .inflight
        after.updatedAt = commit.time
        return .success(
            ChildWork(
                kind: .commit, happening: .committed, amount: amount, precision: precision,
                ends: ends, parent: after, late: isMoved ? nil : .amountOverflow))
    }

    /// Releases what remains of a hold, because a client asks or because its time is over.
    func releasing(
        _ status: TransactionStatus, _ hold: Transaction, _ progress: TransactionProgress,
        _ commit: Commit
    ) throws(Failure) -> Swift.Result<ChildWork, Rejection> {
        let refusal =
            status == .expired
            ? progress.refusal(of: hold) : progress.refusalToSettle(hold, at: commit.time)
        if let refusal { return .failure(refusal) }
        var after = progress
        var ends = try self.ends(of: hold)
        let amount = progress.remaining
        let isMoved = ends.move(
            progress.sources.map(\.remaining), progress.destinations.map(\.remaining), .release)
        after.release()
        after.status = status
        after.updatedAt = commit.time
        return .success(
            ChildWork(
                kind: .void, happening: status == .expired ? .expired : .void, amount: amount,
                precision: nil, ends: ends, parent: after, late: isMoved ? nil : .amountOverflow))
    }

    /// Raises, lowers or extends a hold. Shares in percent and the one that takes the rest are
    /// divided anew over the new total.
    func changing(
        _ change: HoldChange, _ overdraft: Overdraft, _ hold: Transaction,
        _ progress: TransactionProgress, _ commit: Commit
    ) throws(Failure) -> Swift.Result<ChildWork, Rejection> {
        if let refusal = progress.refusalToSettle(hold, at: commit.time) {
            return .failure(refusal)
        }
        var after = progress
        after.terms = HoldTerms(
            expiresAt: change.expiresAt.applied(to: progress.terms.expiresAt),
            commitAt: change.commitAt.applied(to: progress.terms.commitAt))
        if let refusal = after.terms.refusal(since: progress.terms, at: commit.time) {
            return .failure(refusal)
        }
        var ends = try self.ends(of: hold)
        var difference = Amount.zero
        var precision: Int64?
        var late: Rejection?
        if case .set(let new) = change.total {
            precision = new.precision
            guard new.amount > progress.settled else {
                return .failure(.totalWithinCommitted(new.amount, progress.settled))
            }
            difference = Amount(new.amount.minorUnits - progress.total.minorUnits)
            let given = Distribution.divide(new.amount, over: hold.order.sources.map(\.portion))
            let taken = Distribution.divide(
                new.amount, over: hold.order.destinations.map(\.portion))
            let refusal =
                given.flatMap(after.sources.refusal) ?? taken.flatMap(after.destinations.refusal)
            if let refusal { return .failure(refusal) }
            if let given, let taken {
                late = ends.resize(&after, given, taken) ? nil : .amountOverflow
            } else {
                let field = given == nil ? "sources" : "destinations"
                late = .distributionMismatch(field: field, new.amount)
            }
        }
        after.updatedAt = commit.time
        return .success(
            ChildWork(
                kind: .holdUpdate, happening: .inflight, amount: difference,
                precision: precision, ends: ends, parent: after, late: late))
    }

    /// The balances of a transaction's legs.
    func ends(of transaction: Transaction) throws(Failure) -> TransactionEnds {
        guard let movement = transaction.movement else {
            return TransactionEnds(sources: [], destinations: [])
        }
        return TransactionEnds(
            sources: try ends(.debit, of: movement.sources),
            destinations: try ends(.credit, of: movement.destinations))
    }
}

// MARK: - Where a hold stands

extension TransactionProgress {
    /// Refuses what is no open hold.
    fileprivate func refusal(of transaction: Transaction) -> Rejection? {
        guard transaction.kind == .hold else { return .notInflight(transaction) }
        switch status {
        case .inflight: return nil
        case .applied: return .alreadyCommitted(transaction)
        case .void: return .alreadyVoided(transaction)
        case .expired: return .holdExpired(transaction)
        case .scheduled, .cancelled, .rejected: return .notInflight(transaction)
        }
    }

    /// Refuses besides what is past its expiry, whether that was noticed yet or not.
    fileprivate func refusalToSettle(_ transaction: Transaction, at now: Timestamp) -> Rejection? {
        if let refusal = refusal(of: transaction) { return refusal }
        if let end = terms.expiresAt, end <= now { return .holdExpired(transaction) }
        return nil
    }

    /// Settles a part of one side's legs by what each still holds; answers with the parts.
    fileprivate mutating func settle(
        _ amount: Amount, _ side: WritableKeyPath<TransactionProgress, [LegProgress]>
    ) -> [Amount] {
        let parts = Distribution.divide(
            amount, inProportionTo: self[keyPath: side].map(\.remaining))
        for (index, part) in parts.enumerated() {
            let settled = self[keyPath: side][index].settled
            self[keyPath: side][index].settled = Amount(settled.minorUnits + part.minorUnits)
        }
        return parts
    }

    fileprivate mutating func release() {
        for index in sources.indices { sources[index].releaseAll() }
        for index in destinations.indices { destinations[index].releaseAll() }
    }
}

extension TransactionProgress.LegProgress {
    fileprivate mutating func releaseAll() {
        released = Amount(released.minorUnits + remaining.minorUnits)
    }
}

extension HoldTerms {
    /// New times have to be ahead, and a commit before the expiry.
    fileprivate func refusal(since former: HoldTerms, at now: Timestamp) -> Rejection? {
        if let expiresAt, expiresAt != former.expiresAt, expiresAt <= now {
            return .timePassed(field: "inflight_expires_at")
        }
        if let commitAt, commitAt != former.commitAt, commitAt <= now {
            return .timePassed(field: "inflight_commit_at")
        }
        if let commitAt, let expiresAt, commitAt >= expiresAt {
            return Rejection(
                .fieldInvalid, field: "inflight_commit_at",
                "must lie before inflight_expires_at")
        }
        return nil
    }
}

extension [TransactionProgress.LegProgress] {
    /// Refuses new totals that don't leave what is settled.
    fileprivate func refusal(of totals: [Amount]) -> Rejection? {
        for (leg, total) in zip(self, totals) where total < leg.settled {
            return .totalWithinCommitted(total, leg.settled)
        }
        return nil
    }
}

extension TransactionEnds {
    /// Brings the legs of a hold to new totals; false where a sum would leave 128 bits.
    fileprivate mutating func resize(
        _ progress: inout TransactionProgress, _ given: [Amount], _ taken: [Amount]
    ) -> Bool {
        for (index, total) in given.enumerated() {
            guard all[index].resize(&progress.sources[index], to: total) else { return false }
        }
        for (index, total) in taken.enumerated() {
            guard all[sourceCount + index].resize(&progress.destinations[index], to: total) else {
                return false
            }
        }
        return true
    }
}

extension TransactionEnd {
    fileprivate mutating func resize(
        _ leg: inout TransactionProgress.LegProgress, to total: Amount
    ) -> Bool {
        let difference = total.minorUnits - leg.total.minorUnits
        leg.total = total
        return move(Amount(Int128(difference.magnitude)), difference < 0 ? .release : .hold)
    }
}
