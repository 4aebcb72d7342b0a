import Ledger

@testable import Store

// What is kept of holds, schedules, children, and the lineage of funds.
extension GoldenValues {
    /// A hold over several balances that waits for its time.
    var scheduled: Transaction {
        guard let percent = Percent("33.3") else { preconditionFailure("a sample is not allowed") }
        return Transaction(
            id: TransactionID(bits: 5), sequence: 2, reference: .make("later"), kind: .hold,
            order: TransactionOrder(
                currency: .dollar, amount: Amount(100),
                sources: [
                    .init(.id(BalanceID(bits: 1)), .fixed(Amount(7))),
                    .init(.indicator(.make("@till")), .percent(percent)),
                    .init(.id(BalanceID(bits: 2)), .left),
                ],
                destinations: [.init(.indicator(.world), .whole)], overdraft: .unlimited,
                hold: HoldTerms(expiresAt: time, commitAt: Timestamp(nanoseconds: 3)),
                scheduledFor: Timestamp(nanoseconds: 2), ledgerID: LedgerID(bits: 1),
                requiresExistingBalances: true),
            createdAt: time, movement: nil)
    }

    /// One child for each thing that can be done to a parent.
    var children: [Transaction] {
        let change = HoldChange(
            total: .set(HoldChange.NewTotal(Amount(300), precision: 100)),
            expiresAt: .set(nil), commitAt: .set(time))
        let actions: [ChildOrder.Action] = [
            .commit(.rest), .commit(.amount(Amount(30), precision: 100)), .void, .expire,
            .update(change), .update(HoldChange()), .refund(.amount(Amount(1), precision: nil)),
        ]
        return actions.map { action in
            Transaction(
                id: TransactionID(bits: 6), sequence: 3, reference: .make("part"), kind: .commit,
                order: TransactionOrder(
                    currency: .dollar, amount: Amount(30), source: .id(BalanceID(bits: 1)),
                    destination: .id(BalanceID(bits: 2))),
                child: ChildOrder(
                    parentID: TransactionID(bits: 5), action: action, description: "a part",
                    overdraft: .upTo(Amount(9)), effectiveAt: time,
                    metaData: MetaData(canonical: #"{"k":1}"#)),
                createdAt: time, movement: nil)
        }
    }

    var progress: TransactionProgress {
        TransactionProgress(
            transactionID: TransactionID(bits: 5), status: .inflight,
            sources: [
                .init(
                    total: Amount(100), settled: Amount(30), released: Amount(20),
                    refunded: Amount(10))
            ],
            destinations: [
                .init(total: Amount(60), settled: .zero),
                .init(total: Amount(40), settled: Amount(30)),
            ],
            terms: HoldTerms(expiresAt: time, commitAt: Timestamp(nanoseconds: 3)),
            updatedAt: time,
            rejection: Rejection(
                .insufficientFunds, field: "source", "too little",
                facts: [.init("available", Amount(3))]))
    }

    var lineageHead: LineageHead {
        var head = LineageHead()
        head.depositCount = 5
        head.firstOpen = 2
        head.lastOpen = 4
        head.providerCount = 3
        head.deficit = Amount(300)
        return head
    }
    var deposit: Deposit {
        Deposit(
            balanceID: BalanceID(bits: 2), number: 4, provider: 3,
            transactionID: TransactionID(bits: 3), left: Amount(64))
    }
    var provider: Provider {
        Provider(
            balanceID: BalanceID(bits: 2), number: 3, name: "Café", received: Amount(100),
            spent: Amount(36))
    }
    var lineage: TransactionLineage {
        var lineage = TransactionLineage()
        lineage.deposits = [
            .init(balanceID: BalanceID(bits: 2), provider: 3, deposit: 4, amount: Amount(64))
        ]
        lineage.allocations = [
            .init(
                balanceID: BalanceID(bits: 1), provider: 1, deposit: 0, amount: Amount(60),
                returned: Amount(2)),
            .init(balanceID: BalanceID(bits: 1), provider: 2, deposit: 7, amount: Amount(4)),
        ]
        return lineage
    }

    /// A transaction event that tells where the transaction stood.
    var progressEvent: Event {
        Event(
            sequence: 4, index: 0, time: time,
            content: .transaction(
                TransactionEvent(
                    transactionID: TransactionID(bits: 5), happening: .rejected,
                    progress: progress)))
    }
}
