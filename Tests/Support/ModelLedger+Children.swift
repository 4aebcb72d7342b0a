import Ledger

extension ModelLedger {
    mutating func create(_ command: CreateChild, _ stamp: Stamp, _ made: Made) -> Verdict {
        if let first = deeds.first(where: { $0.reference == command.reference }) {
            return repeated(first, command)
        }
        guard let parent = deeds.firstIndex(where: { $0.id == command.order.parentID }) else {
            return .refused(Fault(.transactionNotFound, "transaction_id"))
        }
        return perform(
            command.order, on: parent, as: command.reference,
            faults: versionFaults(command.expectedVersions), at: stamp.time, stamp, made)
    }

    /// Does what an order says to a deed. `now` is when it is judged whether a hold is over.
    mutating func perform(
        _ order: ChildOrder, on position: Int, as reference: Reference?, faults: [Fault] = [],
        at now: Timestamp, _ stamp: Stamp, _ made: Made
    ) -> Verdict {
        let parent = deeds[position]
        let change: Change
        switch work(out: order, on: parent, at: now) {
        case .success(let worked): change = worked
        case .failure(let fault): return .refused(fault)
        }
        let faults = change.faults + faults + self.faults(of: change, order.overdraft)
        guard faults.isEmpty else { return verdict(faults) }

        var child = Deed(
            id: made.transaction, reference: reference, kind: change.kind, order: parent.order,
            child: order, made: stamp, status: change.kind == .void ? .void : .applied,
            updatedAt: stamp.time)
        if order.action == .expire { child.status = .expired }
        child.order.amount = Amount(change.amount)
        child.order.metaData =
            change.kind == .refund
            ? merged(parent.order.metaData, order.metaData) : order.metaData
        child.order.description = order.description
        child.ran = stamp.sequence
        child.effectiveAt = order.effectiveAt ?? stamp.time
        func legs(_ moves: [Move]) -> [Leg] {
            moves.map {
                let size = Int128($0.amount.magnitude)
                return Leg(
                    account: $0.account, first: size,
                    total: change.kind == .holdUpdate ? 0 : size,
                    settled: [.commit, .refund].contains(change.kind) ? size : 0,
                    released: change.kind == .void ? size : 0)
            }
        }
        (child.from, child.to) = (legs(change.from), legs(change.to))
        child.touched = (child.from + child.to).filter { $0.first != 0 }.map(\.account)
        let told = change.kind == .holdUpdate ? parent.id : child.id
        heard.append("\(change.happening) \(told)")
        adopt(change.precision ?? parent.order.precision, child.touched)
        watch(child.touched, stamp.time) { model in
            model.deeds[position] = change.parent
            model.deeds[position].updatedAt = stamp.time
            model.deeds.append(child)
        }
        trace(deeds.count - 1, parent: position)
        return .applied
    }

    /// The second over the first, of the keys that there are in the small world.
    private func merged(_ former: MetaData, _ later: MetaData) -> MetaData {
        let members = Self.metaDataKeys.compactMap { key in
            (later.value(of: key) ?? former.value(of: key)).map { "\"\(key)\":\($0)" }
        }
        let text = members.isEmpty ? "" : "{\(members.joined(separator: ","))}"
        return MetaData(canonical: text)
    }

    private func faults(of change: Change, _ overdraft: Overdraft) -> [Fault] {
        func ends(_ moves: [Move]) -> [(End, Int128)] {
            moves.map { (End(account: account($0.account), field: "transaction_id"), $0.amount) }
        }
        let (from, to) = (ends(change.from), ends(change.to))
        let standing = standingFaults(
            (from + to).map(\.0), change.precision, isRelease: change.kind == .void)
        // Money that was held already needs nothing.
        guard change.kind == .holdUpdate || change.kind == .refund else { return standing }
        return standing + moneyFaults(from, to, overdraft)
    }
}

// MARK: - What a child does

extension ModelLedger {
    /// What a child would do to its parent and to the balances.
    struct Change {
        let kind: Transaction.Kind
        let happening: String
        var amount: Int128
        var precision: Int64?
        /// The parent after it.
        var parent: Deed
        var from: [Move] = []
        var to: [Move] = []
        var faults: [Fault] = []
    }

    /// So much on an account; below zero where a hold shrinks.
    struct Move {
        let account: BalanceID
        let amount: Int128
    }

    private func work(
        out order: ChildOrder, on parent: Deed, at now: Timestamp
    ) -> Result<Change, Fault> {
        switch order.action {
        case .commit(let part):
            if let fault = holdFault(parent, at: now) { return .failure(fault) }
            return commit(part, of: parent)
        case .void:
            if let fault = holdFault(parent, at: now) { return .failure(fault) }
            return .success(release(parent, .void, "void"))
        case .expire:
            if let fault = holdFault(parent, at: nil) { return .failure(fault) }
            return .success(release(parent, .expired, "expired"))
        case .update(let wanted):
            if let fault = holdFault(parent, at: now) { return .failure(fault) }
            return .success(change(parent, wanted, at: now))
        case .refund(let part): return refund(part, of: parent)
        }
    }

    /// Why a deed is no hold that can be settled or released.
    private func holdFault(_ deed: Deed, at now: Timestamp?) -> Fault? {
        let reason: Rejection.Reason? =
            switch (deed.kind, deed.status) {
            case (.hold, .applied): .alreadyCommitted
            case (.hold, .void): .alreadyVoided
            case (.hold, .expired): .holdExpired
            case (.hold, .inflight):
                if let now, let end = deed.terms.expiresAt, end <= now { .holdExpired } else { nil }
            default: .notInflight
            }
        return reason.map { Fault($0, "transaction_id") }
    }

    /// How much a part is of what there is; nil where it is more.
    private func size(of part: ChildOrder.Part, outOf most: Int128) -> (Int128, Int64?)? {
        switch part {
        case .rest: (most, nil)
        case .amount(let amount, let precision):
            amount.minorUnits <= most ? (amount.minorUnits, precision) : nil
        }
    }

    private func commit(_ part: ChildOrder.Part, of hold: Deed) -> Result<Change, Fault> {
        let remaining = hold.from.reduce(0) { $0 + $1.open }
        guard let (amount, precision) = size(of: part, outOf: remaining) else {
            return .failure(Fault(.commitExceedsRemaining, "amount", "\(remaining)"))
        }
        var change = Change(
            kind: .commit, happening: "committed", amount: amount, precision: precision,
            parent: hold)
        func settle(_ legs: inout [Leg]) -> [Move] {
            let parts = Self.divide(amount, by: legs.map(\.open))
            for (place, part) in parts.enumerated() { legs[place].settled += part }
            return zip(legs, parts).map { Move(account: $0.account, amount: $1) }
        }
        change.from = settle(&change.parent.from)
        change.to = settle(&change.parent.to)
        if amount == remaining { change.parent.status = .applied }
        return .success(change)
    }

    private func release(
        _ hold: Deed, _ status: TransactionStatus, _ happening: String
    ) -> Change {
        var change = Change(
            kind: .void, happening: happening, amount: hold.from.reduce(0) { $0 + $1.open },
            parent: hold)
        change.from = hold.from.map { Move(account: $0.account, amount: $0.open) }
        change.to = hold.to.map { Move(account: $0.account, amount: $0.open) }
        for (place, leg) in hold.from.enumerated() {
            change.parent.from[place].released += leg.open
        }
        for (place, leg) in hold.to.enumerated() { change.parent.to[place].released += leg.open }
        change.parent.status = status
        return change
    }

    private func refund(_ part: ChildOrder.Part, of deed: Deed) -> Result<Change, Fault> {
        let settled = deed.from.reduce(0) { $0 + $1.settled }
        guard deed.kind == .transfer || deed.kind == .hold, settled > 0 else {
            return .failure(Fault(.notRefundable, "transaction_id"))
        }
        let left = deed.from.reduce(0) { $0 + $1.refundable }
        guard let (amount, precision) = size(of: part, outOf: left), amount > 0 else {
            return .failure(Fault(.refundExceedsRemaining, "amount", "\(left)"))
        }
        var change = Change(
            kind: .refund, happening: "refunded", amount: amount, precision: precision,
            parent: deed)
        func giveBack(_ legs: inout [Leg]) -> [Move] {
            let parts = Self.divide(amount, by: legs.map(\.refundable))
            for (place, part) in parts.enumerated() { legs[place].refunded += part }
            return zip(legs, parts).map { Move(account: $0.account, amount: $1) }
        }
        // Who received pays.
        change.from = giveBack(&change.parent.to)
        change.to = giveBack(&change.parent.from)
        return .success(change)
    }

    private func change(_ hold: Deed, _ wanted: HoldChange, at now: Timestamp) -> Change {
        var change = Change(kind: .holdUpdate, happening: "inflight", amount: 0, parent: hold)
        if case .set(let time) = wanted.expiresAt { change.parent.terms.expiresAt = time }
        if case .set(let time) = wanted.commitAt { change.parent.terms.commitAt = time }
        let (terms, former) = (change.parent.terms, hold.terms)
        for (new, old, field) in [
            (terms.expiresAt, former.expiresAt, "inflight_expires_at"),
            (terms.commitAt, former.commitAt, "inflight_commit_at"),
        ] where new != old {
            if let new, new <= now { change.faults.append(Fault(.timePassed, field)) }
        }
        if let commit = terms.commitAt, let end = terms.expiresAt, commit >= end {
            change.faults.append(Fault(.fieldInvalid, "inflight_commit_at"))
        }
        guard case .set(let total) = wanted.total else {
            change.from = hold.from.map { Move(account: $0.account, amount: 0) }
            change.to = hold.to.map { Move(account: $0.account, amount: 0) }
            return change
        }
        let settled = hold.from.reduce(0) { $0 + $1.settled }
        change.precision = total.precision
        change.amount = total.amount.minorUnits - hold.from.reduce(0) { $0 + $1.total }
        if total.amount.minorUnits <= settled {
            change.faults.append(Fault(.invalidAmount, "amount"))
        }
        func resize(
            _ legs: inout [Leg], _ shares: [TransactionOrder.Share], _ field: String
        ) -> [Move] {
            let parts = Self.divide(total.amount.minorUnits, over: shares.map(\.portion))
            if parts == nil { change.faults.append(Fault(.distributionMismatch, field)) }
            return legs.indices.map { place in
                let part = parts?[place] ?? legs[place].total
                if part < legs[place].settled {
                    change.faults.append(Fault(.invalidAmount, "amount"))
                }
                defer { legs[place].total = part }
                return Move(account: legs[place].account, amount: part - legs[place].total)
            }
        }
        var (from, to) = (hold.from, hold.to)
        change.from = resize(&from, hold.order.sources, "sources")
        change.to = resize(&to, hold.order.destinations, "destinations")
        (change.parent.from, change.parent.to) = (from, to)
        return change
    }
}
