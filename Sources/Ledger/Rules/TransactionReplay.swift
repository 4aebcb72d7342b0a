extension Book where Self: ~Copyable {
    /// Answers a reference that was seen before: the first result again, or a refusal that names
    /// what differs.
    func repeated(
        _ first: Transaction, by command: CreateTransaction
    ) throws(Failure) -> Outcome {
        guard first.child == nil else {
            return .rejected(.duplicateReference(command.reference, first, ["transaction_id"]))
        }
        var differing = first.order.differences(from: command.order)
        if let id = command.id, id != first.id { differing.insert("transaction_id", at: 0) }
        if let movement = first.movement {
            // A balance may be named by its id or by its indicator: the same one is the same
            // content.
            let order = command.order
            if try isSame(order.sources, first.order.sources, movement.sources, order.currency) {
                differing.removeAll { $0 == "source" || $0 == "sources" }
            }
            if try isSame(
                order.destinations, first.order.destinations, movement.destinations,
                order.currency)
            {
                differing.removeAll { $0 == "destination" || $0 == "destinations" }
            }
        }
        guard differing.isEmpty else {
            return .rejected(.duplicateReference(command.reference, first, differing))
        }
        return .replayed(.transaction(try firstResult(of: first)), sequence: first.sequence)
    }

    /// The same for a child.
    func repeated(_ first: Transaction, by command: CreateChild) throws(Failure) -> Outcome {
        guard let child = first.child else {
            return .rejected(.duplicateReference(command.reference, first, ["transaction_id"]))
        }
        let differing = child.differences(from: command.order)
        guard differing.isEmpty else {
            return .rejected(.duplicateReference(command.reference, first, differing))
        }
        var parent: TransactionResult.Parent?
        if let transaction = try transaction(child.parentID) {
            parent = TransactionResult.Parent(
                transaction: transaction,
                progress: try progress(transaction.id) ?? transaction.initialProgress)
        }
        let result = try firstResult(of: first, parent)
        return .replayed(.transaction(result), sequence: first.sequence)
    }

    private func isSame(
        _ shares: [TransactionOrder.Share], _ former: [TransactionOrder.Share],
        _ legs: [Transaction.Leg], _ currency: Currency
    ) throws(Failure) -> Bool {
        guard shares.map(\.portion) == former.map(\.portion) else { return false }
        for (share, leg) in zip(shares, legs) {
            let id: BalanceID? =
                switch share.party {
                case .id(let id): id
                case .indicator(let indicator): try balanceID(indicator, currency)
                }
            guard id == leg.balanceID else { return false }
        }
        return true
    }

    /// The transaction with its balances as they stood after it, read off its entries.
    private func firstResult(
        of first: Transaction, _ parent: TransactionResult.Parent? = nil
    ) throws(Failure) -> TransactionResult {
        var touched: [BalanceView] = []
        if let movement = first.movement {
            for offset in 0..<UInt64(movement.entryCount) {
                guard let entry = try entry(movement.firstEntry + offset),
                    var balance = try balance(entry.balanceID),
                    let profile = try profile(entry.balanceID)
                else { continue }
                balance.sums = entry.after
                balance.version = entry.version
                balance.movedAt = entry.recordedAt
                touched.append(BalanceView(balance: balance, profile: profile))
            }
        }
        return try result(first, try progress(first.id), touched, parent: parent)
    }
}

extension TransactionOrder {
    /// The names of the fields in which another order differs, in the order of the request.
    fileprivate func differences(from other: TransactionOrder) -> [String] {
        var names: [String] = []
        if currency != other.currency { names.append("currency") }
        if amount != other.amount { names.append("amount") }
        if precision != other.precision { names.append("precision") }
        if sources != other.sources { names.append(sources.isOne ? "source" : "sources") }
        if destinations != other.destinations {
            names.append(destinations.isOne ? "destination" : "destinations")
        }
        if !description.utf8.elementsEqual(other.description.utf8) { names.append("description") }
        names += overdraft.differences(from: other.overdraft)
        if (hold == nil) != (other.hold == nil) { names.append("inflight") }
        if hold?.expiresAt != other.hold?.expiresAt { names.append("inflight_expires_at") }
        if hold?.commitAt != other.hold?.commitAt { names.append("inflight_commit_at") }
        if scheduledFor != other.scheduledFor { names.append("scheduled_for") }
        if effectiveAt != other.effectiveAt { names.append("effective_at") }
        if metaData != other.metaData { names.append("meta_data") }
        return names
    }
}

extension ChildOrder {
    fileprivate func differences(from other: ChildOrder) -> [String] {
        var names: [String] = []
        if parentID != other.parentID { names.append("transaction_id") }
        names += action.differences(from: other.action)
        names += overdraft.differences(from: other.overdraft)
        if !description.utf8.elementsEqual(other.description.utf8) { names.append("description") }
        if effectiveAt != other.effectiveAt { names.append("effective_at") }
        if metaData != other.metaData { names.append("meta_data") }
        return names
    }
}

extension ChildOrder.Action {
    fileprivate func differences(from other: ChildOrder.Action) -> [String] {
        switch (self, other) {
        case (.commit(let part), .commit(let otherPart)),
            (.refund(let part), .refund(let otherPart)):
            return part.differences(from: otherPart)
        case (.update(let change), .update(let otherChange)):
            var names = change.part.differences(from: otherChange.part)
            if change.expiresAt != otherChange.expiresAt { names.append("inflight_expires_at") }
            if change.commitAt != otherChange.commitAt { names.append("inflight_commit_at") }
            return names
        default: return self == other ? [] : ["kind"]
        }
    }
}

extension HoldChange {
    fileprivate var part: ChildOrder.Part {
        guard case .set(let new) = total else { return .rest }
        return .amount(new.amount, precision: new.precision)
    }
}

extension ChildOrder.Part {
    fileprivate func differences(from other: ChildOrder.Part) -> [String] {
        var names: [String] = []
        if amount != other.amount { names.append("amount") }
        if precision != other.precision { names.append("precision") }
        return names
    }

    private var amount: Amount? {
        if case .amount(let amount, _) = self { amount } else { nil }
    }

    private var precision: Int64? {
        if case .amount(_, let precision) = self { precision } else { nil }
    }
}

extension [TransactionOrder.Share] {
    fileprivate var isOne: Bool { count == 1 && self[0].portion == .whole }
}

extension Overdraft {
    fileprivate func differences(from other: Overdraft) -> [String] {
        var names: [String] = []
        if isAllowed != other.isAllowed { names.append("allow_overdraft") }
        if limit != other.limit { names.append("overdraft_limit") }
        return names
    }

    private var isAllowed: Bool { self != .ofBalance }

    private var limit: Amount? {
        if case .upTo(let limit) = self { limit } else { nil }
    }
}
