import Ledger
import TestSupport
import Testing

@Suite struct `The order of refusals of a child` {
    /// A raise of a hold that would be done, and what can be made wrong with it or its world.
    struct Raise: Attempt {
        var book: DictionaryBook
        var reference: Reference
        var parent: TransactionID
        var change: HoldChange
        var overdraft = Overdraft.ofBalance
        var versions: [CreateTransaction.ExpectedVersion] = []
        let hold: TransactionID
        let used: Reference
        let source: BalanceID
        let destination: BalanceID

        init() throws {
            let scenario = try Scenario.play(
                """
                balance A USD precision 100
                balance B USD
                send used @world -> A 101
                hold h1 A -> C:50 B:left 100
                """)
            book = scenario.book
            used = try #require(Reference("used"))
            reference = try #require(Reference("a1"))
            hold = try scenario.transaction("h1")
            parent = hold
            change = HoldChange(total: .set(HoldChange.NewTotal(Amount(101), precision: 100)))
            source = try scenario.balance("A")
            destination = try scenario.balance("B")
        }

        func reason() -> Rejection.Reason? {
            var book = book
            var stamps = StampSource(from: Timestamp(nanoseconds: 1_760_000_000_000_000_000))
            let command = CreateChild(
                reference: reference,
                order: ChildOrder(parentID: parent, action: .update(change), overdraft: overdraft),
                expectedVersions: versions)
            let outcome = book.apply(.createChild(command), &stamps)
            if outcome.rejection != nil { #expect(book == self.book) }
            return outcome.rejection?.reason
        }

        mutating func spendAll() {
            book.balances[source]?.sums.debit = Amount(1)
        }
    }

    /// Each fault by itself, in the order in which they are to be answered.
    static let order = RefusalOrder<Raise>([
        (.duplicateReference, { $0.reference = $0.used }),
        (.transactionNotFound, { $0.parent = TransactionID(bits: 5) }),
        (.alreadyVoided, { $0.book.progress[$0.hold]?.status = .void }),
        (.holdExpired, { $0.book.progress[$0.hold]?.terms.expiresAt = .zero }),
        (.timePassed, { $0.change.commitAt = .set(.zero) }),
        (.versionMismatch, { $0.versions = [.init(balanceID: $0.source, version: 9)] }),
        (
            .precisionMismatch,
            { attempt in
                guard case .set(let total) = attempt.change.total else { return }
                let other = HoldChange.NewTotal(total.amount, precision: 10)
                attempt.change.total = .set(other)
            }
        ),
        (.balanceFrozen, { $0.book.balances[$0.source]?.status = .frozen }),
        (.balanceClosed, { $0.book.balances[$0.destination]?.status = .closed }),
        (
            .distributionMismatch,
            { attempt in
                guard case .set(let total) = attempt.change.total else { return }
                let less = HoldChange.NewTotal(Amount(49), precision: total.precision)
                attempt.change.total = .set(less)
            }
        ),
        (.amountOverflow, { $0.book.balances[$0.destination]?.sums.inflightCredit = .max }),
        (.insufficientFunds, { $0.spendAll() }),
        (
            .overdraftLimitExceeded,
            { attempt in
                attempt.book.balances[attempt.source]?.sums.debit = Amount(7)
                attempt.overdraft = .upTo(Amount(5))
            }
        ),
        (.creditLimitExceeded, { $0.book.balances[$0.destination]?.creditLimit = .zero }),
    ])

    @Test func `nothing is refused where nothing is wrong`() throws {
        #expect(try Raise().reason() == nil)
    }

    @Test func `is the order in which the reasons are listed`() {
        Self.order.expectListed()
    }

    @Test(arguments: order.faults.indices)
    func `each fault is answered, alone or with any later one`(_ fault: Int) throws {
        try Self.order.expectAnswer(of: fault)
    }

    @Test(arguments: order.faults.indices)
    func `a fault is answered with all the later ones behind it`(_ fault: Int) throws {
        try Self.order.expectAnswer(fromAllSince: fault)
    }

    @Test func `of a part is what it is of, how much, and then the balances`() throws {
        _ = try Scenario.play(
            """
            balance A USD precision 100
            balance B USD
            send   r1 @world -> A 100
            hold   h1 A -> B 100
            commit c1 h1 40
            set    A frozen
            commit c2 h1 6.1@10 expect A 9            = COMMIT_EXCEEDS_REMAINING
            commit c2 h1 6.0@10 expect A 9            = VERSION_MISMATCH
            commit c2 h1 6.0@10                       = PRECISION_MISMATCH
            commit c2 h1 60                           = BALANCE_FROZEN
            void   v1 h1 expect A 9                   = VERSION_MISMATCH
            refund f1 h1 4.1@10 expect A 9            = REFUND_EXCEEDS_REMAINING
            refund f1 h1 4.0@10 expect A 9            = VERSION_MISMATCH
            refund f1 h1 4.0@10                       = PRECISION_MISMATCH
            send   r2 B -> C 40
            refund f1 h1 40                           = BALANCE_FROZEN
            set    A open
            refund f1 h1 40                           = INSUFFICIENT_FUNDS
            """)
    }
}
