import Ledger
import TestSupport
import Testing

@Suite struct `A hold` {
    // Numbers are those of the acceptance cases.

    @Test func `keeps the money from others, on both sides`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            send   r1 @world -> A 1000
            hold   h1 A -> B 600
            stands h1 inflight total 600 settled 0 remaining 600
            check  A balance 1000 available 400 outgoing 600 version 3
            check  B balance 0 available 0 incoming 600 version 2
            send   r2 B -> @world 1                   = INSUFFICIENT_FUNDS
            """)
    }

    @Test func `is settled by its commits alone, whatever else is done to it`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @a -> @b 100 overdraft any
            amend  u1 h1 to 120 overdraft any
            commit c1 h1 30
            void   v1 h1
            stands u1 applied total 0 settled 0 released 0
            stands c1 applied total 30 settled 30 released 0
            stands v1 void total 90 settled 0 released 90
            stands h1 void total 120 settled 30 released 90
            """)
    }

    @Test func `is committed in parts and as a whole (71, 73, 79)`() throws {
        _ = try Scenario.play(
            """
            balance A USD precision 100
            balance B USD
            hold   h1 A -> B 500.00@100 overdraft any
            commit c1 h1 250.00@100
            check  A debit 25000 outgoing 25000 balance -25000 available -50000
            check  B credit 25000 incoming 25000
            stands h1 inflight settled 25000 remaining 25000
            commit c2 h1
            check  A debit 50000 outgoing 0
            stands h1 applied settled 50000 remaining 0
            commit c3 h1                              = ALREADY_COMMITTED
            commit c4 h1 1                            = ALREADY_COMMITTED
            void   v1 h1                              = ALREADY_COMMITTED
            hold   h2 A -> B 50000 overdraft any
            commit d1 h2 10000
            check  A debit 60000
            commit d2 h2 15000
            check  A debit 75000
            commit d3 h2
            check  A debit 100000 outgoing 0
            """)
    }

    @Test func `releases its own part only (75)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send   r1 @world -> A 1000
            hold   h1 A -> B 300
            hold   h2 A -> C 500
            check  A available 200 outgoing 800
            commit c1 h1 100
            void   v1 h1
            check  A balance 900 available 400 outgoing 500
            stands h1 void settled 100 released 200
            void   v2 h2
            check  A balance 900 available 900 outgoing 0
            check  C balance 0 incoming 0
            """)
        _ = try Scenario.play(
            """
            hold   h1 @world -> A 7
            hold   h2 @world -> A 7
            commit c1 h1
            void   v1 h1                              = ALREADY_COMMITTED
            void   v2 h2
            check  A balance 7 incoming 0
            """)
    }

    @Test func `is never committed above what remains (77)`() throws {
        let scenario = try Scenario.play(
            """
            hold   h1 @world -> A 100
            commit c1 h1 40
            commit c2 h1 70                           = COMMIT_EXCEEDS_REMAINING
            """)
        let rejection = try #require(scenario.last?.rejection)
        #expect(rejection.fact("remaining") == "60" && rejection.fact("requested") == "70")
        #expect(
            rejection.message.hasPrefix(
                "cannot commit more than the remaining amount. Available: 60"))
        _ = try Scenario.play(
            """
            hold   h1 @world -> A 100
            commit c1 h1 50
            commit c2 h1 60                           = COMMIT_EXCEEDS_REMAINING
            commit c3 h1 51                           = COMMIT_EXCEEDS_REMAINING
            commit c4 h1
            check  A balance 100
            """)
    }

    @Test func `that was refused is not there (83)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            hold   h1 A -> B 5                        = INSUFFICIENT_FUNDS
            commit c1 nothing                         = TRANSACTION_NOT_FOUND
            check  A balance 0 outgoing 0 version 1
            """)
    }

    /// What can be done to a transaction, by where it stands (85).
    static let standings: [(name: String, making: String, reason: String)] = [
        ("applied transfer", "send x @world -> A 5", "NOT_INFLIGHT"),
        ("scheduled hold", "at 5 hold x @world -> A 5 on 9", "NOT_INFLIGHT"),
        ("committed hold", "hold x @world -> A 5\ncommit c x", "ALREADY_COMMITTED"),
        ("voided hold", "hold x @world -> A 5\nvoid v x", "ALREADY_VOIDED"),
        (
            "partly committed, then voided", "hold x @world -> A 5\ncommit c x 1\nvoid v x",
            "ALREADY_VOIDED"
        ),
        ("expired hold", "at 5 hold x @world -> A 5 expires 9\nat 9 sweep", "HOLD_EXPIRED"),
        (
            "hold past its end", "at 5 hold x @world -> A 5 expires 9\nat 9 send y @world -> A 1",
            "HOLD_EXPIRED"
        ),
        ("commit", "hold h @world -> A 5\ncommit x h", "NOT_INFLIGHT"),
        ("void", "hold h @world -> A 5\nvoid x h", "NOT_INFLIGHT"),
        ("change of a hold", "hold h @world -> A 5\namend x h to 6", "NOT_INFLIGHT"),
        ("refund", "send h @world -> A 5\nrefund x h", "NOT_INFLIGHT"),
    ]

    @Test(arguments: standings.indices)
    func `is the only thing that is committed, voided or changed`(_ index: Int) throws {
        let (_, making, reason) = Self.standings[index]
        _ = try Scenario.play(
            """
            \(making)
            commit c9 x                               = \(reason)
            commit c8 x 99                            = \(reason)
            void   v9 x                               = \(reason)
            amend  a9 x to 3                          = \(reason)
            amend  a8 x expires 99                    = \(reason)
            """)
    }

    @Test func `holds funds as a transfer takes them (63, 65, 67)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send   r1 @world -> A 1000
            hold   h1 A -> B 600
            send   r2 A -> B 500                      = INSUFFICIENT_FUNDS
            hold   h2 A -> B 401                      = INSUFFICIENT_FUNDS
            send   r3 A -> B 400
            check  A available 0
            """)
        _ = try Scenario.play(
            """
            balance A USD
            send   r1 @world -> A 5000
            hold   h1 A -> B 1000
            hold   h2 A -> B 1000
            hold   h3 A -> B 1000
            hold   h4 A -> B 1000
            hold   h5 A -> B 1000
            hold   h6 A -> B 1000                     = INSUFFICIENT_FUNDS
            """)
        _ = try Scenario.play(
            """
            balance A USD
            at 0   send r1 @world -> A 1000
            hold   h1 A -> B 300
            send   q1 A -> B 900 on 50
            send   r2 A -> B 600
            check  A available 100
            """)
    }

    @Test func `may go as far below zero, and as high, as a transfer`() throws {
        _ = try Scenario.play(
            """
            balance A USD limit 10
            balance B USD ceiling 30
            hold   h1 A -> B 11                       = OVERDRAFT_LIMIT_EXCEEDED
            hold   h2 A -> B 10
            hold   h3 A -> B 1                        = OVERDRAFT_LIMIT_EXCEEDED
            hold   h4 A -> B 5 overdraft 15
            hold   h5 @world -> B 16                  = CREDIT_LIMIT_EXCEEDED
            hold   h6 @world -> B 15
            send   r1 @world -> B 1                   = CREDIT_LIMIT_EXCEEDED
            commit c1 h6
            commit c2 h4
            check  B balance 20 incoming 10
            void   v1 h2
            send   r2 @world -> B 10
            """)
    }

    @Test func `of the largest sums can always be committed`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @world -> A 170141183460469231731687303715884105727
            send   r1 @world -> A 1                   = AMOUNT_OVERFLOW
            hold   h2 @world -> A 1                   = AMOUNT_OVERFLOW
            commit c1 h1 170141183460469231731687303715884105726
            commit c2 h1
            check  A balance 170141183460469231731687303715884105727
            """)
    }

    @Test func `gives way to frozen balances, and is voided on them`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            hold   h1 A -> B 5 overdraft any
            set    A closed                           = BALANCE_NOT_EMPTY
            set    B closed                           = BALANCE_NOT_EMPTY
            set    A frozen
            commit c1 h1                              = BALANCE_FROZEN
            amend  a1 h1 to 4                         = BALANCE_FROZEN
            void   v1 h1
            check  A outgoing 0
            set    A closed
            """)
    }

    @Test func `gives its precision to its balances, and keeps to theirs`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @world -> A 500
            check  A precision none
            commit c1 h1 1.00@100
            check  A precision 100
            commit c2 h1 1.0@10                       = PRECISION_MISMATCH
            amend  a1 h1 to 90.0@10                   = PRECISION_MISMATCH
            amend  a2 h1 to 3.50@100
            stands h1 total 350 settled 100 remaining 250
            """)
    }

    @Test func `is told of with each thing that happens to it`() throws {
        var scenario = try Scenario.play("hold h1 @world -> A 5")
        let hold = try scenario.transaction("h1")
        #expect(ModelLedger.heard(in: scenario.book).last == "inflight \(hold)")
        try scenario.play("commit c1 h1 2")
        let commit = try #require(scenario.last?.transaction)
        #expect(ModelLedger.heard(in: scenario.book) == ["committed \(commit.transaction.id)"])
        #expect(commit.parent?.transaction.id == hold)
        #expect(commit.parent?.progress.settled == Amount(2))
        #expect(commit.balances.map(\.balance.sums.inflightBalance) == [Amount(-3), Amount(3)])
        try scenario.play("amend a1 h1 to 9")
        #expect(ModelLedger.heard(in: scenario.book) == ["inflight \(hold)"])
        try scenario.play("void v1 h1")
        let void = try #require(scenario.last?.transaction)
        #expect(ModelLedger.heard(in: scenario.book) == ["void \(void.transaction.id)"])
        #expect(void.progress.status == .void && void.transaction.order.amount == Amount(7))
    }
}
