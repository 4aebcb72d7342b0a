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
        guard ends.move(given, taken, .commit) else { return .failure(.amountOverflow) }
        after.status = after.remaining == .zero ? .applied : .inflight
        after.updatedAt = commit.time
        return .success(
            ChildWork(
                kind: .commit, happening: .committed, amount: amount, precision: precision,
                ends: ends, parent: after))
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
        guard
            ends.move(
                progress.sources.map(\.remaining), progress.destinations.map(\.remaining), .release)
        else { return .failure(.amountOverflow) }
        after.release()
        after.status = status
        after.updatedAt = commit.time
        return .success(
            ChildWork(
                kind: .void, happening: status == .expired ? .expired : .void, amount: amount,
                precision: nil, ends: ends, parent: after))
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
        if case .set(let new) = change.total {
            precision = new.precision
            guard new.amount > progress.settled else {
                return .failure(.totalWithinCommitted(new.amount, progress.settled))
            }
            difference = Amount(new.amount.minorUnits - progress.total.minorUnits)
            for side in [Sums.Side.debit, .credit] {
                if let refusal = ends.change(&after, to: new.amount, hold, side) {
                    return .failure(refusal)
                }
            }
        }
        after.updatedAt = commit.time
        return .success(
            ChildWork(
                kind: .holdUpdate, happening: .inflight, amount: difference,
                precision: precision, ends: ends, parent: after))
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

extension TransactionEnds {
    /// Divides a new total over one side of a hold and moves the differences.
    fileprivate mutating func change(
        _ progress: inout TransactionProgress, to total: Amount, _ hold: Transaction,
        _ side: Sums.Side
    ) -> Rejection? {
        let shares = side == .debit ? hold.order.sources : hold.order.destinations
        let name = side == .debit ? "sources" : "destinations"
        guard let parts = Distribution.divide(total, over: shares.map(\.portion)) else {
            return .distributionMismatch(field: name, total)
        }
        for (index, part) in parts.enumerated() {
            let leg = side == .debit ? progress.sources[index] : progress.destinations[index]
            guard part >= leg.settled else { return .totalWithinCommitted(part, leg.settled) }
            let difference = Amount(part.minorUnits - leg.total.minorUnits)
            let size = Amount(Int128(difference.minorUnits.magnitude))
            let movement: Sums.Movement = difference.isNegative ? .release : .hold
            let isDone =
                side == .debit
                ? sources[index].move(size, movement)
                : destinations[index].move(size, movement)
            guard isDone else { return .amountOverflow }
            if side == .debit {
                progress.sources[index].total = part
            } else {
                progress.destinations[index].total = part
            }
        }
        return nil
    }
}
