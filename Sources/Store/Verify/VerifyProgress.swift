import Ledger

extension Transaction {
    /// What is wrong with where a transaction is said to stand, by what its children did to it.
    /// - Parameter children: in the order of their making, with their entries where these say in
    /// which direction a leg was changed.
    func problem(
        of stored: TransactionProgress?, _ children: [(made: Transaction, entries: [Entry])]
    ) -> String? {
        guard let stored else {
            let isKept = kind == .hold || order.scheduledFor != nil || !children.isEmpty
            return isKept ? "it is missing" : nil
        }
        var expected = initialProgress
        for child in children { expected.follow(child.made, child.entries) }
        guard stored.sources == expected.sources, stored.destinations == expected.destinations
        else { return "its legs don't stand where its children brought them" }
        let isRight: Bool =
            switch stored.status {
            case .scheduled, .cancelled, .rejected: movement == nil
            case .applied, .inflight, .void, .expired:
                movement != nil && stored.status == expected.status
            }
        if !isRight { return "it can't be \(stored.status)" }
        if stored.status == .rejected, stored.rejection == nil { return "it lacks the reason" }
        // A commit that was refused at its time is taken off the terms.
        let isGivenUp = stored.rejection != nil && stored.terms.commitAt == nil
        guard stored.terms.expiresAt == expected.terms.expiresAt,
            isGivenUp || stored.terms.commitAt == expected.terms.commitAt
        else { return "its times are not those that were asked for" }
        return nil
    }
}

extension TransactionProgress {
    /// Counts in what a child did.
    fileprivate mutating func follow(_ child: Transaction, _ entries: [Entry]) {
        guard let movement = child.movement else { return }
        // A refund stands the other way round.
        let isRefund = child.kind == .refund
        let lowered = entries.filter { $0.movement == .release }
        sources.follow(
            child, isRefund ? movement.destinations : movement.sources,
            lowered.filter { $0.side == .debit })
        destinations.follow(
            child, isRefund ? movement.sources : movement.destinations,
            lowered.filter { $0.side == .credit })
        switch child.child?.action {
        case .commit, .refund, nil: break
        case .void: status = .void
        case .expire: status = .expired
        case .update(let change):
            if case .set(let time) = change.expiresAt { terms.expiresAt = time }
            if case .set(let time) = change.commitAt { terms.commitAt = time }
        }
        let isOpen = sources.contains {
            $0.total.minorUnits != $0.settled.minorUnits &+ $0.released.minorUnits
        }
        if status == .inflight, !isOpen { status = .applied }
    }
}

extension [TransactionProgress.LegProgress] {
    fileprivate mutating func follow(
        _ child: Transaction, _ moves: [Transaction.Leg], _ lowered: [Entry]
    ) {
        for (place, move) in moves.enumerated() where place < count {
            // Wrapping: a damaged row may say anything.
            let amount = move.amount.minorUnits
            switch child.kind {
            case .commit: self[place].settled.minorUnits &+= amount
            case .void: self[place].released.minorUnits &+= amount
            case .refund: self[place].refunded.minorUnits &+= amount
            case .holdUpdate:
                let isLowered = lowered.contains { $0.balanceID == move.balanceID }
                self[place].total.minorUnits &+= isLowered ? 0 &- amount : amount
            case .transfer, .hold: break
            }
        }
    }
}
