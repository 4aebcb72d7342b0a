import Ledger
import TestSupport
import Testing

@Suite struct `The times of a hold` {
    @Test func `are exact at the instant of its expiry`() throws {
        _ = try Scenario.play(
            """
            at 5     hold   h1 @world -> A 100 expires 20
            at 5     hold   h2 @world -> A 100 expires 20
            at 20-2  commit c1 h1 10
            at 20-1  commit c2 h1 10
            at 20    commit c3 h1 10                  = HOLD_EXPIRED
            at 20    commit c4 h2                     = HOLD_EXPIRED
            at 20    void   v1 h2                     = HOLD_EXPIRED
            at 20    amend  a1 h2 expires 30          = HOLD_EXPIRED
            stands   h2 inflight remaining 100
            check    A balance 20 incoming 180
            at 21    sweep
            stands   h1 expired settled 20 released 80
            stands   h2 expired settled 0 released 100
            check    A balance 20 incoming 0
            commit   c5 h1                            = HOLD_EXPIRED
            void     v2 h2                            = HOLD_EXPIRED
            """)
        // The last nanosecond before it, for each.
        for line in ["commit c h1", "void v h1", "amend a h1 to 7", "amend a h1 expires 30"] {
            _ = try Scenario.play(
                """
                at 5     hold h1 @world -> A 100 expires 20
                at 20-1  \(line)
                """)
        }
    }

    @Test func `are those of the sweep too`() throws {
        _ = try Scenario.play(
            """
            at 5     hold   h1 @world -> A 100 expires 20
            at 20-1  due    expire h1                 = NOT_INFLIGHT
            at 20    due    expire h1
            due      expire h1                        = HOLD_EXPIRED
            hold     h2 @world -> A 100
            due      expire h2                        = NOT_INFLIGHT
            due      expire nothing                   = TRANSACTION_NOT_FOUND
            """)
    }

    @Test func `are heard of as a transaction with its own commit`() throws {
        let scenario = try Scenario.play(
            """
            at 5     hold   h1 @world -> A 100 expires 20
            at 20    sweep
            """)
        let result = try #require(scenario.last?.transaction)
        #expect(result.transaction.kind == .void && result.progress.status == .expired)
        #expect(result.transaction.parentID == (try scenario.transaction("h1")))
        #expect(ModelLedger.heard(in: scenario.book) == ["expired \(result.transaction.id)"])
        #expect(scenario.book.sequence == 2)
    }

    @Test func `commit it by themselves`() throws {
        _ = try Scenario.play(
            """
            at 5     hold   h1 @world -> A 100 commits 20 expires 30
            at 6     commit c1 h1 10
            at 20-1  due    commit h1                 = NOT_INFLIGHT
            at 20    due    commit h1
            stands   h1 applied settled 100
            check    A balance 100 incoming 0
            due      commit h1                        = ALREADY_COMMITTED
            at 30    due    expire h1                 = ALREADY_COMMITTED
            """)
    }

    @Test func `commit it although the expiry has passed as well, after a long stop`() throws {
        _ = try Scenario.play(
            """
            at 5     hold   h1 @world -> A 100 commits 20 expires 30
            at 5     hold   h2 @world -> B 100 expires 15
            at 5     send   s1 A -> B 60 on 25
            at 99    commit c1 h1                     = HOLD_EXPIRED
            at 99    sweep
            stands   h1 applied settled 100
            stands   h2 expired
            stands   s1 applied
            check    A balance 40
            check    B balance 60
            """)
    }

    @Test func `that come to nothing are told of, and leave it open`() throws {
        let scenario = try Scenario.play(
            """
            at 5     hold   h1 @world -> A 100 commits 20
            at 6     set    A frozen
            at 20    sweep
            stands   h1 inflight remaining 100 because BALANCE_FROZEN
            """)
        let hold = try scenario.transaction("h1")
        #expect(ModelLedger.heard(in: scenario.book) == ["rejected \(hold)"])
        #expect(scenario.book.dues.isEmpty)
        var later = scenario
        try later.play(
            """
            set      A open
            commit   c1 h1
            """)
    }

    @Test func `are changed by an extension`() throws {
        _ = try Scenario.play(
            """
            at 5     hold   h1 @world -> A 100 expires 20
            at 6     amend  a1 h1 expires 30
            at 20    sweep
            stands   h1 inflight
            at 29    amend  a2 h1 expires never
            at 99    commit c1 h1 1
            amend    a3 h1 commits 100 expires 110
            amend    a4 h1 commits 110                = FIELD_INVALID
            amend    a5 h1 expires 100                = FIELD_INVALID
            amend    a6 h1 expires 99                 = TIME_PASSED
            amend    a7 h1 commits 99                 = TIME_PASSED
            amend    a8 h1 commits never
            at 110   sweep
            stands   h1 expired settled 1 released 99
            """)
    }

    @Test func `lie ahead when it is made`() throws {
        _ = try Scenario.play(
            """
            at 5     hold   h1 @world -> A 1 expires 5  = TIME_PASSED
            at 6     hold   h2 @world -> A 1 expires 4  = TIME_PASSED
            at 7     hold   h3 @world -> A 1 commits 7  = TIME_PASSED
            at 8     hold   h4 @world -> A 1 expires 8+1
            at 9     sweep
            stands   h4 expired
            """)
    }

    @Test func `need no reference that a client may have taken`() throws {
        var scenario = try Scenario.play("at 5 hold h1 @world -> A 100 expires 20")
        let hold = try scenario.transaction("h1")
        // The sweep's will be the third commit.
        try scenario.play(
            """
            send     \(hold)_expire_3 @world -> A 1
            at 20    sweep
            stands   h1 expired
            """)
    }
}
