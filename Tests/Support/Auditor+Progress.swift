import Ledger

extension Auditor {
    /// Where a transaction stands is the sum of what its children did, leg by leg.
    func auditProgress() {
        let children = Dictionary(
            grouping: book.transactions.values.filter { $0.child != nil }, by: \.parentID)
        for (id, transaction) in book.transactions where transaction.child == nil {
            let progress = book.progress[id] ?? transaction.initialProgress
            let isKept = book.progress[id] != nil
            expect(
                isKept || transaction.kind == .transfer && transaction.movement != nil,
                "it is forgotten where \(id) stands")
            for (side, legs) in [
                (Sums.Side.debit, progress.sources), (.credit, progress.destinations),
            ] {
                let start = transaction.movement?.legs(side) ?? []
                var expected = start.map {
                    TransactionProgress.LegProgress(
                        total: $0.amount, settled: transaction.kind == .hold ? .zero : $0.amount)
                }
                for child in children[id] ?? [] { fold(child, side, into: &expected) }
                expect(legs == expected, "\(id) stands otherwise than its children say")
            }
            audit(progress, of: transaction)
        }
    }

    /// Adds what a child did to one side of its parent's legs.
    private func fold(
        _ child: Transaction, _ side: Sums.Side,
        into legs: inout [TransactionProgress.LegProgress]
    ) {
        guard let movement = child.movement else { return }
        // A refund stands the other way round.
        let own: Sums.Side = child.kind != .refund ? side : side == .debit ? .credit : .debit
        let moves = movement.legs(own)
        expect(moves.count == legs.count, "\(child.id) has other legs than its parent")
        for (place, move) in moves.enumerated() where place < legs.count {
            // In any order, so that a total may leave 128 bits on its way.
            let amount = move.amount.minorUnits
            switch child.kind {
            case .commit: legs[place].settled.minorUnits &+= amount
            case .void: legs[place].released.minorUnits &+= amount
            case .refund: legs[place].refunded.minorUnits &+= amount
            case .holdUpdate:
                let entry = entries(of: child).first {
                    $0.balanceID == move.balanceID && $0.side == own
                }
                legs[place].total.minorUnits &+= entry?.movement == .release ? -amount : amount
            case .transfer, .hold: expect(false, "\(child.id) is no child")
            }
        }
    }

    private func audit(_ progress: TransactionProgress, of transaction: Transaction) {
        let id = transaction.id
        for leg in progress.sources + progress.destinations {
            expect(leg.remaining >= .zero, "\(id) settled or released more than there was")
            expect(leg.refundable >= .zero, "\(id) gave back more than was settled")
            expect(leg.released >= .zero && leg.refunded >= .zero, "\(id) has less than nothing")
        }
        for part: KeyPath<TransactionProgress.LegProgress, Amount> in [
            \.total, \.settled, \.released, \.refunded, \.remaining,
        ] {
            func sum(_ legs: [TransactionProgress.LegProgress]) -> Int128 {
                legs.reduce(0) { $0 + $1[keyPath: part].minorUnits }
            }
            expect(
                sum(progress.sources) == sum(progress.destinations),
                "the sides of \(id) stand apart")
        }
        let waits = transaction.order.scheduledFor != nil && transaction.movement == nil
        let isRight: Bool =
            switch progress.status {
            case .scheduled, .cancelled, .rejected: waits
            case .applied: !waits && progress.remaining == .zero
            case .inflight: transaction.kind == .hold && progress.remaining > .zero
            case .void, .expired: transaction.kind == .hold && progress.remaining == .zero
            }
        expect(isRight, "\(id) can't be \(progress.status)")
        expect(
            progress.status != .rejected || progress.rejection != nil,
            "\(id) is rejected for nothing")
    }

    /// What is in flight on a balance is what its open holds have not settled or released.
    func auditHolds() {
        var held: [BalanceID: [Sums.Side: Int128]] = [:]
        for (id, progress) in book.progress where progress.status == .inflight {
            guard let movement = book.transactions[id]?.movement else { continue }
            for (side, legs) in [
                (Sums.Side.debit, progress.sources), (.credit, progress.destinations),
            ] {
                for (leg, standing) in zip(movement.legs(side), legs) {
                    held[leg.balanceID, default: [:]][side, default: 0] +=
                        standing.remaining.minorUnits
                }
            }
        }
        for (id, balance) in book.balances {
            expect(
                balance.sums.inflightDebit.minorUnits == held[id]?[.debit] ?? 0
                    && balance.sums.inflightCredit.minorUnits == held[id]?[.credit] ?? 0,
                "\(id) has other money in flight than its open holds")
        }
    }

    /// What is due is what open holds and scheduled transactions wait for, and nothing else.
    func auditDues() {
        var dues: Set<Due> = []
        var expiries: Set<HoldExpiry> = []
        for (id, progress) in book.progress {
            let transaction = book.transactions[id]
            if progress.status == .scheduled, let time = transaction?.order.scheduledFor {
                dues.insert(Due(time: time, kind: .run, transactionID: id))
            }
            guard progress.status == .inflight, let movement = transaction?.movement else {
                continue
            }
            if let time = progress.terms.commitAt {
                dues.insert(Due(time: time, kind: .commit, transactionID: id))
            }
            guard let time = progress.terms.expiresAt else { continue }
            dues.insert(Due(time: time, kind: .expire, transactionID: id))
            for leg in movement.sources + movement.destinations {
                expiries.insert(
                    HoldExpiry(balanceID: leg.balanceID, time: time, transactionID: id))
            }
        }
        expect(dues == book.dues, "what is due is not what is waited for")
        expect(expiries == book.expiries, "what expires is not what is open")
    }

    private func entries(of transaction: Transaction) -> [Entry] {
        guard let movement = transaction.movement else { return [] }
        return (0..<UInt64(movement.entryCount)).compactMap { entry(movement.firstEntry + $0) }
    }
}

extension Transaction.Movement {
    func legs(_ side: Sums.Side) -> [Transaction.Leg] {
        side == .debit ? sources : destinations
    }
}
