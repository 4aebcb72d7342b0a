/// A child while it is worked out: what it does to its parent, and to the balances.
struct ChildWork {
    let kind: Transaction.Kind
    let happening: TransactionEvent.Happening
    /// What is settled, released or given back in all; of a changed hold the difference.
    let amount: Amount
    let precision: Int64?
    var ends: TransactionEnds
    /// The parent's progress after it.
    var parent: TransactionProgress
    /// What the amounts forbid; answered after what is wrong with the balances.
    var late: Rejection?

    /// The metadata of the child: a refund has that of its original under its own. Nil where both
    /// together would be too large.
    func metaData(_ order: ChildOrder, _ parent: TransactionOrder) -> MetaData? {
        kind == .refund ? parent.metaData.merging(order.metaData) : order.metaData
    }

    /// The child in the terms of its parent: what it asks for besides its action is its own.
    func order(_ child: ChildOrder, _ parent: TransactionOrder) -> TransactionOrder {
        let isSwapped = kind == .refund
        return TransactionOrder(
            currency: parent.currency, amount: amount, precision: precision ?? parent.precision,
            sources: isSwapped ? parent.destinations : parent.sources,
            destinations: isSwapped ? parent.sources : parent.destinations,
            description: child.description, overdraft: child.overdraft,
            effectiveAt: child.effectiveAt,
            metaData: metaData(child, parent) ?? child.metaData, ledgerID: parent.ledgerID,
            requiresExistingBalances: parent.requiresExistingBalances)
    }
}

extension Book where Self: ~Copyable {
    /// Settles, releases or changes a hold, or gives settled money back.
    mutating func create(
        _ command: CreateChild, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        let order = command.order
        if let id = try transactionID(command.reference), let first = try transaction(id) {
            return try repeated(first, by: command)
        }
        guard let parent = try transaction(order.parentID) else {
            return .rejected(.transactionNotFound(order.parentID))
        }
        let progress = try progress(parent.id) ?? parent.initialProgress
        let work: ChildWork
        switch try workOut(
            order, parent, progress, command.expectedVersions, judgedAt: commit.time, commit)
        {
        case .success(let worked): work = worked
        case .failure(let refusal): return .rejected(refusal)
        }
        return try carryOut(work, order, parent, progress, command.reference, &commit)
    }

    /// Finds what a child does and checks all that can forbid it. Writes nothing. Whether a hold is
    /// over is judged at a time of its own: what was due before the expiry may be done late.
    func workOut(
        _ order: ChildOrder, _ parent: Transaction, _ progress: TransactionProgress,
        _ versions: [CreateTransaction.ExpectedVersion], judgedAt now: Timestamp,
        _ commit: Commit
    ) throws(Failure) -> Swift.Result<ChildWork, Rejection> {
        let work: Swift.Result<ChildWork, Rejection> =
            switch order.action {
            case .commit(let part): try committing(part, parent, progress, judgedAt: now, commit)
            case .void: try releasing(.void, parent, progress, commit)
            case .expire: try releasing(.expired, parent, progress, commit)
            case .update(let change):
                try changing(change, order.overdraft, parent, progress, commit)
            case .refund(let part): try refunding(part, parent, progress, commit)
            }
        guard case .success(let child) = work else { return work }
        guard child.metaData(order, parent.order) != nil else { return .failure(.metaDataTooLarge) }
        if let refusal = try versionRefusal(versions) { return .failure(refusal) }
        if let refusal = child.ends.precisionRefusal(child.precision) { return .failure(refusal) }
        // What is held on a frozen balance may still be released.
        let isRelease = child.kind == .void
        if !isRelease, let refusal = child.ends.statusRefusal { return .failure(refusal) }
        if let refusal = child.late { return .failure(refusal) }
        guard try hasRoomInRollUps(child.ends) else { return .failure(.rollUpOverflow) }
        if let refusal = child.ends.fundsRefusal(order.overdraft) { return .failure(refusal) }
        return work
    }

    /// Writes a child that passed all checks.
    mutating func carryOut(
        _ work: ChildWork, _ order: ChildOrder, _ parent: Transaction,
        _ former: TransactionProgress, _ reference: Reference, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        var ends = work.ends
        let made = Transaction(
            id: commit.identifiers.make(), sequence: commit.stamp.sequence, reference: reference,
            kind: work.kind, order: work.order(order, parent.order), child: order,
            createdAt: commit.time,
            movement: ends.movement(
                effectiveAt: order.effectiveAt, commit, firstEntry: try nextEntryNumber()))
        try insert(made)
        // A change of a hold is told of the hold, all else of the child.
        let event = TransactionEvent(
            transactionID: work.kind == .holdUpdate ? parent.id : made.id,
            happening: work.happening,
            progress: work.kind == .holdUpdate ? work.parent : nil,
            firstEntry: made.movement?.firstEntry ?? 0,
            entryCount: made.movement?.entryCount ?? 0)
        try post(made, &ends, commit)
        try emit(.transaction(event), &commit)
        try trackLineage(of: ends, made, parent: parent)
        try save(work.parent)
        if former.status == .inflight {
            let isOpen = work.parent.status == .inflight
            try setTerms(
                of: parent, isOpen ? work.parent.terms : HoldTerms(), instead: former.terms)
        }
        try fireMonitors(of: ends, made, &commit)
        try save(ends)
        let parentAfter = TransactionResult.Parent(transaction: parent, progress: work.parent)
        return .applied(
            .transaction(
                try result(made, nil, ends, commit, parent: parentAfter)))
    }

    /// The balances of a parent's legs, in their order.
    func ends(
        _ side: Sums.Side, of legs: [Transaction.Leg]
    ) throws(Failure) -> [TransactionEnd] {
        var ends: [TransactionEnd] = []
        for leg in legs {
            guard let balance = try balance(leg.balanceID) else { continue }
            ends.append(TransactionEnd(side, .parent, balance))
        }
        return ends
    }

    /// Notes when a hold ends by itself, in place of what was noted before.
    mutating func setTerms(
        of hold: Transaction, _ terms: HoldTerms, instead former: HoldTerms = HoldTerms()
    ) throws(Failure) {
        guard terms != former, let movement = hold.movement else { return }
        let balances = (movement.sources + movement.destinations).map(\.balanceID)
        if let time = former.commitAt {
            try delete(Due(time: time, kind: .commit, transactionID: hold.id))
        }
        if let time = former.expiresAt {
            try delete(Due(time: time, kind: .expire, transactionID: hold.id))
            for id in balances {
                try delete(expiry: HoldExpiry(balanceID: id, time: time, transactionID: hold.id))
            }
        }
        if let time = terms.commitAt {
            try insert(Due(time: time, kind: .commit, transactionID: hold.id))
        }
        if let time = terms.expiresAt {
            try insert(Due(time: time, kind: .expire, transactionID: hold.id))
            for id in balances {
                try insert(expiry: HoldExpiry(balanceID: id, time: time, transactionID: hold.id))
            }
        }
    }
}
