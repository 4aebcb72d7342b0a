import Ledger
import TestSupport

@testable import Store

// MARK: - Transactions

extension RecordSamples {
    mutating func transaction() -> Transaction {
        random.chance(50) ? plainTransaction() : anyTransaction()
    }

    /// As most of them are.
    private mutating func plainTransaction() -> Transaction {
        let (source, destination): (BalanceID, BalanceID) = (id(), id())
        let (amount, sequence, time) = (amount(), number(), time())
        return Transaction(
            id: id(), sequence: sequence, reference: reference(), kind: .transfer,
            order: TransactionOrder(
                currency: currency(), amount: amount, source: .id(source),
                destination: .id(destination)),
            createdAt: time,
            movement: Transaction.Movement(
                sequence: sequence,
                sources: [.init(balanceID: source, amount: amount, isNew: random.chance(20))],
                destinations: [.init(balanceID: random.pick(destination, id()), amount: amount)],
                effectiveAt: random.pick(time, self.time()), firstEntry: number(),
                entryCount: random.pick(2, 2, 1)))
    }

    private mutating func anyTransaction() -> Transaction {
        Transaction(
            id: id(), sequence: number(), reference: reference(),
            kind: random.pick(.transfer, .hold, .commit, .void, .holdUpdate, .refund),
            order: order(),
            child: optional { $0.child() }, createdAt: time(),
            movement: optional { $0.movement() })
    }

    private mutating func movement() -> Transaction.Movement {
        Transaction.Movement(
            sequence: number(), sources: legs(), destinations: legs(), effectiveAt: time(),
            firstEntry: number(), entryCount: UInt32(truncatingIfNeeded: number()))
    }

    mutating func child() -> ChildOrder {
        let part: ChildOrder.Part =
            random.chance(50) ? .rest : .amount(amount(), precision: optional { $0.precision() })
        let total = HoldChange.NewTotal(amount(), precision: optional { $0.precision() })
        let change = HoldChange(
            total: random.pick(.keep, .set(total)),
            expiresAt: random.pick(.keep, .set(nil), .set(time())),
            commitAt: random.pick(.keep, .set(nil), .set(time())))
        return ChildOrder(
            parentID: id(),
            action: random.pick(.commit(part), .void, .expire, .update(change), .refund(part)),
            description: text(), overdraft: random.pick(.ofBalance, .unlimited, .upTo(amount())),
            effectiveAt: optional { $0.time() },
            metaData: metaData())
    }

    mutating func progress() -> TransactionProgress {
        let legs = (0..<random.pick(0, 1, 3)).map { _ in
            TransactionProgress.LegProgress(
                total: amount(), settled: amount(), released: amount(), refunded: amount())
        }
        return TransactionProgress(
            transactionID: id(),
            status: random.pick(
                .applied, .inflight, .void, .expired, .scheduled, .cancelled, .rejected),
            sources: legs,
            destinations: legs.reversed(),
            terms: HoldTerms(
                expiresAt: optional { $0.time() }, commitAt: optional { $0.time() }),
            updatedAt: time(),
            rejection: optional {
                Rejection(
                    .insufficientFunds, field: $0.text(), $0.text(),
                    facts: [.init("available", $0.amount())])
            })
    }

    mutating func order() -> TransactionOrder {
        TransactionOrder(
            currency: currency(), amount: amount(), precision: optional { $0.precision() },
            sources: shares(), destinations: shares(), description: text(),
            overdraft: random.pick(.ofBalance, .unlimited, .upTo(amount())),
            hold: optional {
                HoldTerms(
                    expiresAt: $0.optional { $0.time() }, commitAt: $0.optional { $0.time() })
            },
            scheduledFor: optional { $0.time() }, effectiveAt: optional { $0.time() },
            metaData: metaData(), ledgerID: id(), requiresExistingBalances: random.chance(50))
    }

    private mutating func shares() -> [TransactionOrder.Share] {
        guard let percent = Percent(random.pick("33.25", "0.000000000000000001", "100")) else {
            preconditionFailure("a sample is not allowed")
        }
        return random.pick(
            [TransactionOrder.Share(.id(id()), .whole)],
            [
                TransactionOrder.Share(.indicator(indicator()), .fixed(amount())),
                TransactionOrder.Share(.id(id()), .percent(percent)),
                TransactionOrder.Share(.id(id()), .left),
            ])
    }

    private mutating func legs() -> [Transaction.Leg] {
        let count = random.pick(0, 1, 3)
        return (0..<count).map { _ in
            .init(balanceID: id(), amount: amount(), isNew: random.chance(50))
        }
    }
}

// MARK: - Lineage

extension RecordSamples {
    mutating func lineageHead() -> LineageHead {
        var head = LineageHead()
        head.depositCount = number()
        head.firstOpen = number()
        head.lastOpen = number()
        head.providerCount = number()
        head.deficit = amount()
        return head
    }

    mutating func deposit() -> Deposit {
        Deposit(
            balanceID: id(), number: number(), provider: number(), transactionID: id(),
            left: amount())
    }

    mutating func provider() -> Provider {
        Provider(
            balanceID: id(), number: number(), name: text(), received: amount(), spent: amount())
    }

    mutating func lineage() -> TransactionLineage {
        var lineage = TransactionLineage()
        lineage.deposits = (0..<random.pick(0, 1, 3)).map { _ in part() }
        lineage.allocations = (0..<random.pick(0, 1, 3)).map { _ in part() }
        return lineage
    }

    private mutating func part() -> TransactionLineage.Part {
        TransactionLineage.Part(
            balanceID: id(), provider: number(), deposit: number(), amount: amount(),
            returned: amount())
    }
}
