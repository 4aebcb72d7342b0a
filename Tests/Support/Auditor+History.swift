import Ledger

extension Auditor {
    /// Adding up a balance's entries gives its sums; its version counts them; every entry says
    /// truly where the balance stood and which entries came before.
    func auditEntries() {
        for (position, entry) in book.entries.enumerated() {
            expect(entry.number == UInt64(position) + 1, "entry \(entry.number) is out of place")
        }
        for id in chains.keys {
            expect(book.balances[id] != nil, "there are entries of \(id), which does not exist")
        }
        for balance in book.balances.values {
            let chain = chains[balance.id] ?? []
            auditSums(of: balance, chain)
            auditLinks(of: balance, chain)
            auditReach(of: balance, chain)
        }
    }

    private func auditSums(of balance: Balance, _ chain: [Entry]) {
        var pools: [Sums.Side: (settled: Int128, inflight: Int128)] = [
            .debit: (0, 0), .credit: (0, 0),
        ]
        for (depth, entry) in chain.enumerated() {
            let amount = entry.amount.minorUnits
            expect(amount > 0, "entry \(entry.number) moves \(amount)")
            var pool = pools[entry.side] ?? (0, 0)
            switch entry.movement {
            case .settle: pool.settled += amount
            case .hold: pool.inflight += amount
            case .commit:
                pool.settled += amount
                pool.inflight -= amount
            case .release: pool.inflight -= amount
            }
            pools[entry.side] = pool
            let replayed = Sums(
                credit: Amount(pools[.credit]?.settled ?? 0),
                debit: Amount(pools[.debit]?.settled ?? 0),
                inflightCredit: Amount(pools[.credit]?.inflight ?? 0),
                inflightDebit: Amount(pools[.debit]?.inflight ?? 0))
            expect(entry.after == replayed, "entry \(entry.number) does not say the sums after it")
            expect(
                entry.version == UInt64(depth) + 2, "entry \(entry.number) has the wrong version")
        }
        expect(
            balance.sums == chain.last?.after ?? .zero,
            "\(balance.id) has other sums than its entries")
        expect(
            balance.version == UInt64(chain.count) + 1,
            "\(balance.id) has version \(balance.version) after \(chain.count) entries")
        expect(
            balance.movedAt == chain.last?.recordedAt,
            "\(balance.id) does not know when it last moved")
    }

    private func auditLinks(of balance: Balance, _ chain: [Entry]) {
        var former: UInt64 = 0
        for entry in chain {
            expect(entry.previous == former, "entry \(entry.number) points to a wrong predecessor")
            former = entry.number
        }
        let head = balance.history
        let jump = link(chain.last?.jump ?? 0)
        expect(
            head.last == .init(number: former, depth: UInt64(chain.count)),
            "the head of \(balance.id) is not its last entry")
        expect(head.jump == jump, "the head of \(balance.id) has a wrong jump")
        expect(
            head.jumpOfJump == link(entry(jump.number)?.jump ?? 0),
            "the head of \(balance.id) has a wrong second jump")
    }

    private func link(_ number: UInt64) -> HistoryHead.Link {
        guard let entry = self.entry(number) else { return .none }
        return HistoryHead.Link(number: number, depth: entry.version - 1)
    }

    /// From the newest entry, any other is reached in O(log n) steps by jumping where that doesn't
    /// overshoot.
    private func auditReach(of balance: Balance, _ chain: [Entry]) {
        let bits = UInt64.bitWidth - (chain.count + 1).leadingZeroBitCount
        for (index, wanted) in chain.enumerated() {
            var at = chain.count
            var steps = 0
            while at > index + 1, steps <= chain.count {
                let jump = Int(link(chain[at - 1].jump).depth)
                at = jump >= index + 1 ? jump : at - 1
                steps += 1
            }
            expect(
                at == index + 1 && steps <= 3 * bits,
                "entry \(wanted.number) takes \(steps) steps from the end of \(chain.count)")
        }
    }

    /// A transaction's entries are those of its legs that move anything, one after the other, sources
    /// first.
    func auditTransactions() {
        var posted = 0
        for (id, transaction) in book.transactions {
            expect(book.references[transaction.reference] == id, "\(id) has lost its reference")
            guard let movement = transaction.movement else { continue }
            posted += Int(movement.entryCount)
            auditShares(of: transaction, movement)
            let legs =
                movement.sources.map { ($0, Sums.Side.debit) }
                + movement.destinations.map { ($0, Sums.Side.credit) }
            let moving = legs.filter { $0.0.amount != .zero }
            expect(moving.count == movement.entryCount, "\(id) miscounts its entries")
            for (offset, (leg, side)) in moving.enumerated() {
                guard let entry = self.entry(movement.firstEntry + UInt64(offset)) else {
                    expect(false, "\(id) lacks an entry")
                    continue
                }
                expect(
                    entry.transactionID == id && entry.balanceID == leg.balanceID
                        && entry.side == side && entry.amount == leg.amount
                        && entry.sequence == movement.sequence
                        && entry.effectiveAt == movement.effectiveAt
                        && transaction.kind.moves(entry.movement),
                    "entry \(entry.number) is not the leg of \(id) it should be")
            }
        }
        expect(posted == book.entries.count, "\(book.entries.count) entries for \(posted) legs")
        expect(
            book.references.count == book.transactions.count,
            "\(book.references.count) references for \(book.transactions.count) transactions")
    }

    /// Both sides add up to the amount; of a changed hold, to the difference.
    private func auditShares(of transaction: Transaction, _ movement: Transaction.Movement) {
        var totals: [Sums.Side: Int128] = [.debit: 0, .credit: 0]
        for offset in 0..<UInt64(movement.entryCount) {
            guard let entry = self.entry(movement.firstEntry + offset) else { continue }
            let isBack = transaction.kind == .holdUpdate && entry.movement == .release
            let amount = entry.amount.minorUnits
            totals[entry.side, default: 0] += isBack ? -amount : amount
        }
        for (side, total) in totals {
            expect(
                total == transaction.order.amount.minorUnits,
                "the \(side)s of \(transaction.id) add up to \(total)")
        }
    }
}

extension Transaction.Kind {
    /// Whether an entry of such a transaction may do this.
    fileprivate func moves(_ movement: Sums.Movement) -> Bool {
        switch self {
        case .transfer, .refund: movement == .settle
        case .hold: movement == .hold
        case .commit: movement == .commit
        case .void: movement == .release
        case .holdUpdate: movement == .hold || movement == .release
        }
    }
}
