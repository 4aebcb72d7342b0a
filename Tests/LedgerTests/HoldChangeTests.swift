import Ledger
import TestSupport
import Testing

@Suite struct `A change of a hold` {
    @Test func `raises and lowers it by the difference`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send   r1 @world -> A 100
            hold   h1 A -> B 50
            amend  a1 h1 to 80
            check  A available 20 outgoing 80
            amend  a2 h1 to 101                       = INSUFFICIENT_FUNDS
            amend  a3 h1 to 101 overdraft 1
            check  A available -1
            amend  a4 h1 to 10
            check  A available 90 outgoing 10
            stands h1 inflight total 10 released 0 remaining 10
            commit c1 h1 4
            amend  a5 h1 to 4                         = INVALID_AMOUNT
            amend  a6 h1 to 3                         = INVALID_AMOUNT
            amend  a7 h1 to 5
            commit c2 h1 2                            = COMMIT_EXCEEDS_REMAINING
            commit c3 h1
            check  A balance 95 outgoing 0
            """)
    }

    @Test func `needs room on the other side`() throws {
        _ = try Scenario.play(
            """
            balance B USD ceiling 60
            hold   h1 @world -> B 50
            amend  a1 h1 to 61                        = CREDIT_LIMIT_EXCEEDED
            amend  a2 h1 to 60
            hold   h2 @world -> C 5
            amend  a3 h2 to 170141183460469231731687303715884105727 = AMOUNT_OVERFLOW
            """)
    }

    @Test func `divides anew what was given in percent and what is left`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @world -> A:50% B:25% C:left 100
            stands h1 destinations 50,25,25
            amend  a1 h1 to 201
            stands h1 sources 201 destinations 100,50,51
            commit c1 h1 101
            amend  a2 h1 to 104
            stands h1 destinations 52,26,26 settled 101 remaining 3
            hold   h2 @world -> A:60 B:left 100
            amend  a3 h2 to 150
            stands h2 destinations 60,90
            amend  a4 h2 to 59                        = DISTRIBUTION_MISMATCH
            hold   h3 @world -> A:60 B:40 100
            amend  a5 h3 to 101                       = DISTRIBUTION_MISMATCH
            amend  a6 h3 to 100 expires 999999
            """)
    }

    /// Where a total grows by one, two percentages may be rounded up at once and what is left
    /// shrinks: one side is raised and lowered in one.
    @Test func `may raise one share and lower another`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @world -> A:25% B:25% C:left 103
            stands h1 destinations 25,25,53
            amend  a1 h1 to 104
            stands h1 destinations 26,26,52
            check  C incoming 52 version 3
            """)
    }

    @Test func `is refused where a share is settled beyond its new part`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @world -> A:25% B:25% C:25% D:left 103
            commit c1 h1 102
            stands c1 destinations 25,25,25,27
            stands h1 remaining 1
            amend  a1 h1 to 104                       = INVALID_AMOUNT
            amend  a2 h1 to 108
            stands h1 destinations 27,27,27,27
            """)
    }
}
