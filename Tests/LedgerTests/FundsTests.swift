import Ledger
import TestSupport
import Testing

@Suite struct `Funds` {
    // Numbers are those of the acceptance cases.

    @Test func `suffice to the last unit (55, 57)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            send  r1 @world -> A 500
            send  r2 A -> B 400
            check A balance 100 credit 500 debit 400 version 3
            send  r3 A -> B 101                       = INSUFFICIENT_FUNDS
            send  r4 A -> B 100
            check A balance 0 available 0 version 4
            send  r5 A -> B 1                         = INSUFFICIENT_FUNDS
            check B balance 500
            """)
    }

    @Test func `reach as far as the request's overdraft (59, 61)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            send  r1 @world -> A 500
            send  r2 A -> B 1101 overdraft 600        = OVERDRAFT_LIMIT_EXCEEDED
            send  r3 A -> B 1000 overdraft 600
            check A balance -500
            send  r4 A -> B 101 overdraft 600         = OVERDRAFT_LIMIT_EXCEEDED
            send  r5 A -> B 100 overdraft 600
            check A balance -600
            balance C USD
            send  r6 C -> B 10.01@100 overdraft 1000  = OVERDRAFT_LIMIT_EXCEEDED
            send  r7 C -> B 10.00@100 overdraft 1000
            check C balance -1000
            """)
    }

    @Test func `reach as far as the balance's own limit, or the further of the two`() throws {
        _ = try Scenario.play(
            """
            balance A USD limit 100
            balance B USD
            send  r1 A -> B 101                       = OVERDRAFT_LIMIT_EXCEEDED
            send  r2 A -> B 101 overdraft 50          = OVERDRAFT_LIMIT_EXCEEDED
            send  r3 A -> B 100 overdraft 0
            check A balance -100
            send  r4 A -> B 50 overdraft 150
            check A balance -150
            send  r5 A -> B 1                         = OVERDRAFT_LIMIT_EXCEEDED
            set   A limit 0
            send  r6 A -> B 1                         = INSUFFICIENT_FUNDS
            send  r7 A -> B 1000 overdraft any
            check A balance -1150
            """)
    }

    @Test func `with an overdraft of nothing are insufficient (69)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send r1 A -> B 1 overdraft 0              = INSUFFICIENT_FUNDS
            """)
    }

    @Test func `never end in the outside world, and end in every other @name`() throws {
        _ = try Scenario.play(
            """
            send  r1 @world -> @a 1000000000000000000000
            send  r2 @b -> @a 1                       = INSUFFICIENT_FUNDS
            send  r3 @a -> @b 1000000000000000000001  = INSUFFICIENT_FUNDS
            check @world balance -1000000000000000000000
            send  r4 @world -> e 5 EUR
            check @world balance -1000000000000000000000
            """)
    }

    @Test func `beyond 64 bits are exact (19)`() throws {
        _ = try Scenario.play(
            """
            send  r1 @world -> A 922337203685477580800
            send  r2 A -> B 922337203685477580799
            check A balance 1 credit 922337203685477580800 debit 922337203685477580799
            """)
    }

    @Test func `do not count beyond 128 bits`() throws {
        _ = try Scenario.play(
            """
            send  r1 @world -> A 170141183460469231731687303715884105727
            check A balance 170141183460469231731687303715884105727
            check @world balance -170141183460469231731687303715884105727
            send  r2 @world -> B 1                    = AMOUNT_OVERFLOW
            send  r3 B -> A 1 overdraft any           = AMOUNT_OVERFLOW
            send  r4 A -> @world 170141183460469231731687303715884105727
            check A balance 0
            send  r5 A -> B 1 overdraft any           = AMOUNT_OVERFLOW
            """)
    }

    @Test func `have a ceiling where the balance has one`() throws {
        _ = try Scenario.play(
            """
            balance A USD ceiling 100
            send  r1 @world -> A 101                  = CREDIT_LIMIT_EXCEEDED
            send  r2 @world -> A 100
            send  r3 @world -> A 1                    = CREDIT_LIMIT_EXCEEDED
            send  r4 A -> B 30
            send  r5 @world -> A 30
            check A balance 100 credit 130 debit 30
            set   A ceiling 50
            send  r6 @world -> A 1                    = CREDIT_LIMIT_EXCEEDED
            send  r7 A -> B 60
            send  r8 @world -> A 10
            check A balance 50
            """)
    }

    @Test func `say in facts what there is and what is needed`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD limit 5
            send r1 @world -> A 10
            send r2 A -> B 16                         = OVERDRAFT_LIMIT_EXCEEDED
            """)
        let rejection = try #require(scenario.last?.rejection)
        #expect(rejection.field == "source")
        #expect(rejection.reason.kind == .failedPrecondition)
        #expect(rejection.fact("balance_id") == "\(try scenario.balance("A"))")
        #expect(rejection.fact("available") == "10")
        #expect(rejection.fact("requested") == "16")
        #expect(rejection.fact("overdraft_limit") == "5")
    }
}
