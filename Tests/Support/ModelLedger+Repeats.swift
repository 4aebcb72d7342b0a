import Ledger

// A reference that was seen before: the same content again, or the names of what differs.
extension ModelLedger {
    func repeated(_ first: Deed, _ command: CreateTransaction) -> Verdict {
        guard first.child == nil else { return differing(["transaction_id"]) }
        let (old, new) = (first.order, command.order)
        var names: [String] = []
        if let id = command.id, id != first.id { names.append("transaction_id") }
        if old.currency != new.currency { names.append("currency") }
        if old.amount != new.amount { names.append("amount") }
        if old.precision != new.precision { names.append("precision") }
        for (before, now, legs, name) in [
            (old.sources, new.sources, first.from, "source"),
            (old.destinations, new.destinations, first.to, "destination"),
        ] where before != now {
            // A balance may be named by its id or by its indicator.
            let resolved = now.map { share -> BalanceID? in
                switch share.party {
                case .id(let id): id
                case .indicator(let indicator): account(indicator, new.currency)?.id
                }
            }
            if !legs.isEmpty, before.map(\.portion) == now.map(\.portion),
                resolved == legs.map(\.account)
            {
                continue
            }
            let isOne = before.count == 1 && before[0].portion == .whole
            names.append(isOne ? name : "\(name)s")
        }
        if old.description != new.description { names.append("description") }
        names += differences(old.overdraft, new.overdraft)
        if (old.hold == nil) != (new.hold == nil) { names.append("inflight") }
        if old.hold?.expiresAt != new.hold?.expiresAt { names.append("inflight_expires_at") }
        if old.hold?.commitAt != new.hold?.commitAt { names.append("inflight_commit_at") }
        if old.scheduledFor != new.scheduledFor { names.append("scheduled_for") }
        if old.effectiveAt != new.effectiveAt { names.append("effective_at") }
        if old.metaData != new.metaData { names.append("meta_data") }
        return names.isEmpty ? .replayed(sequence: first.made.sequence) : differing(names)
    }

    func repeated(_ first: Deed, _ command: CreateChild) -> Verdict {
        guard let old = first.child else { return differing(["transaction_id"]) }
        let new = command.order
        var names: [String] = []
        if old.parentID != new.parentID { names.append("transaction_id") }
        names += differences(old.action, new.action)
        names += differences(old.overdraft, new.overdraft)
        if old.description != new.description { names.append("description") }
        if old.effectiveAt != new.effectiveAt { names.append("effective_at") }
        if old.metaData != new.metaData { names.append("meta_data") }
        return names.isEmpty ? .replayed(sequence: first.made.sequence) : differing(names)
    }

    private func differing(_ names: [String]) -> Verdict {
        .refused(Fault(.duplicateReference, "reference", names.joined(separator: ", ")))
    }

    private func differences(_ old: Overdraft, _ new: Overdraft) -> [String] {
        func limit(_ overdraft: Overdraft) -> Amount? {
            if case .upTo(let limit) = overdraft { limit } else { nil }
        }
        var names: [String] = []
        if (old == .ofBalance) != (new == .ofBalance) { names.append("allow_overdraft") }
        if limit(old) != limit(new) { names.append("overdraft_limit") }
        return names
    }

    private func differences(_ old: ChildOrder.Action, _ new: ChildOrder.Action) -> [String] {
        func amount(_ part: ChildOrder.Part) -> (Amount?, Int64?) {
            guard case .amount(let amount, let precision) = part else { return (nil, nil) }
            return (amount, precision)
        }
        func amount(_ total: Ledger.Change<HoldChange.NewTotal>) -> (Amount?, Int64?) {
            guard case .set(let total) = total else { return (nil, nil) }
            return (total.amount, total.precision)
        }
        let given: ((Amount?, Int64?), (Amount?, Int64?))
        var names: [String] = []
        switch (old, new) {
        case (.commit(let old), .commit(let new)), (.refund(let old), .refund(let new)):
            given = (amount(old), amount(new))
        case (.void, .void), (.expire, .expire): return []
        case (.update(let old), .update(let new)):
            given = (amount(old.total), amount(new.total))
            if old.expiresAt != new.expiresAt { names.append("inflight_expires_at") }
            if old.commitAt != new.commitAt { names.append("inflight_commit_at") }
        default: return ["kind"]
        }
        if given.0.1 != given.1.1 { names.insert("precision", at: 0) }
        if given.0.0 != given.1.0 { names.insert("amount", at: 0) }
        return names
    }
}
