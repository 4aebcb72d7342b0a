import Ledger
import TestSupport
import Testing

@Suite struct `A split` {
    // Numbers are those of the acceptance cases.

    @Test(arguments: [
        (27, "10000", "60% 40%", "6000,4000"), (29, "3000000", "left 4.3%", "2871000,129000"),
        (31, "10001", "33.33% 33.33% 33.34%", "3333,3333,3335"),
        (33, "3000000", "20% 1000000 left", "600000,1000000,1400000"),
        (39, "10000", "100%", "10000"), (39, "10000", "10000", "10000"),
        (39, "10000", "2500 75%", "2500,7500"), (39, "10000", "99.5% 0.5%", "9950,50"),
        (41, "250", "50% 45% left", "125,112,13"), (43, "1001", "50% 50%", "501,500"),
        (45, "9999", "33% 33% left", "3299,3299,3401"), (47, "2", "33% 33% left", "0,0,2"),
        (47, "1", "50% 50%", "1,0"), (47, "2", "1 left 1%", "1,1,0"),
        (0, "10", "left", "10"), (0, "10", "10 left", "10,0"),
        (0, "3", "33.333333333333333333% 66.666666666666666667%", "1,2"),
        (
            0, "170141183460469231731687303715884105727", "50% 50%",
            "85070591730234615865843651857942052864,85070591730234615865843651857942052863"
        ),
        (0, "100", "0.000000000000000001% 99.999999999999999999%", "0,100"),
        (0, "12345678901234567890", "0.000000000000000001% left", "0,12345678901234567890"),
    ])
    func `gives every minor unit to someone`(
        _ row: Int, _ total: String, _ shares: String, _ parts: String
    ) throws {
        let ends = shares.split(separator: " ").enumerated().map { "d\($0):\($1)" }
        _ = try Scenario.play(
            """
            send   r1 @world -> \(ends.joined(separator: " ")) \(total)
            stands r1 applied sources \(total) destinations \(parts)
            """)
        _ = try Scenario.play(
            """
            hold   h1 \(ends.joined(separator: " ")) -> @b \(total) overdraft any
            stands h1 inflight sources \(parts) destinations \(total)
            """)
    }

    @Test(arguments: [
        (37, "10000", "60% 60%"), (49, "10000", "8000 50% left"), (51, "10000", "2000 3000"),
        (51, "10000", "10001"), (51, "10000", "9999"), (51, "10000", "5000 5001"),
        (0, "10000", "60% 39%"), (0, "10000", "100% 1"), (0, "10000", "60% 60% left"),
        (0, "10000", "10001 left"), (0, "10000", "99.999999999999999999%"),
        (0, "3", "1 66.666666666666666667%"),
        (0, "10000", "170141183460469231731687303715884105727 1 left"),
    ])
    func `that does not make up the total is refused`(
        _ row: Int, _ total: String, _ shares: String
    ) throws {
        let ends = shares.split(separator: " ").enumerated().map { "d\($0):\($1)" }
        let scenario = try Scenario.play(
            """
            send   r1 @world -> \(ends.joined(separator: " ")) \(total) = DISTRIBUTION_MISMATCH
            """)
        #expect(scenario.last?.rejection?.field == "destinations")
        #expect(scenario.last?.rejection?.fact("total") == total)
        let other = try Scenario.play(
            """
            send   r1 \(ends.joined(separator: " ")) -> @b \(total) overdraft any = \
            DISTRIBUTION_MISMATCH
            """)
        #expect(other.last?.rejection?.field == "sources")
    }

    @Test func `names each balance once, however it is named (53)`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD called alice
            send   r1 @world -> A:10% A:20% B:left 10000 = DUPLICATE_LEG
            send   r2 @world -> A:10% alice:20% B:left 10000 = DUPLICATE_LEG
            send   r3 @world -> c:10% c:20% B:left 10000 = DUPLICATE_LEG
            send   r4 alice:50% A:50% -> B 10000 overdraft any = DUPLICATE_LEG
            send   r5 @world:50% B:50% -> A:50% B:50% 2 overdraft any = SAME_BALANCE
            send   r6 @world:50% c:50% -> A:50% c:50% 2 overdraft any = SAME_BALANCE
            send   r7 @world -> B:10% C:20% C:left 10000 = DUPLICATE_LEG
            """)
        #expect(scenario.last?.rejection?.field == "destinations[2].identifier")
    }

    @Test func `has many on both sides in one transaction`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            balance B USD
            send   r1 @world -> A:700 B:300 1000
            send   r2 A:60% B:left -> C:333 D:33.3% E:left 500
            stands r2 sources 300,200 destinations 333,166,1
            check  A balance 400 version 3
            check  B balance 100 version 3
            check  C balance 333
            check  D balance 166
            check  E balance 1
            """)
        let result = try #require(scenario.last?.transaction)
        #expect(result.balances.count == 5)
        #expect(result.transaction.movement?.entryCount == 5)
        #expect(
            scenario.book.entries.suffix(5).allSatisfy { $0.sequence == scenario.book.sequence })
    }

    @Test func `is refused as a whole where one end lacks the funds, or the room`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            balance B USD limit 5
            balance C USD ceiling 10
            send   r1 @world -> A 100
            send   r2 A:100 B:6 -> C:5 D:left 106     = OVERDRAFT_LIMIT_EXCEEDED
            send   r3 A:101 B:5 -> C:5 D:left 106     = INSUFFICIENT_FUNDS
            send   r4 A:100 B:5 -> D:left C:11 105    = CREDIT_LIMIT_EXCEEDED
            """)
        #expect(scenario.last?.rejection?.field == "destinations[1]")
        #expect(scenario.book.balances.count == 4)
        var later = scenario
        try later.play("send r5 A:100 B:5 -> D:left C:10 105")
    }

    @Test func `with a share of nothing moves nothing there, and says so`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            send   r1 @world -> A:0.1% B:left 10
            stands r1 destinations 0,10
            check  A balance 0 version 1
            """)
        let result = try #require(scenario.last?.transaction)
        #expect(result.transaction.movement?.destinations.first?.amount == .zero)
        #expect(result.transaction.movement?.entryCount == 2)
        // One that is made for a share of nothing is there all the same.
        _ = try Scenario.play(
            """
            send   r1 @world -> new:0.1% B:left 10
            check  new balance 0 version 1
            """)
    }

    @Test func `held is committed, voided and refunded in proportion`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @world -> A:50% B:30% C:20% 100
            commit c1 h1 33
            stands c1 destinations 16,10,7
            check  A balance 16 incoming 34
            commit c2 h1 33
            stands c2 destinations 17,10,6
            void   v1 h1
            stands v1 destinations 17,10,7
            stands h1 void settled 66 released 34
            refund f1 h1 10
            stands f1 sources 5,3,2 destinations 10
            check  A balance 28 incoming 0
            refund f2 h1
            check  A balance 0
            check  @world balance 0
            """)
    }
}

@Suite struct `A share` {
    @Test(arguments: [
        "", "12x", "abc%", "50%", "0", "0.0", "-1", "+1", "01", "1e1", ".5", "5.", "100.1",
        "100.000000000000000001", "101", "0.0000000000000000001", " 5", "５", "1,5",
    ])
    func `in percent is canonical decimal above zero and at most a hundred (23)`(_ text: String) {
        #expect(Percent(text) == nil)
    }

    @Test(arguments: [
        "100", "100.0", "0.000000000000000001", "99.999999999999999999", "33.33", "1", "0.5",
    ])
    func `in percent keeps its text`(_ text: String) {
        #expect(Percent(text)?.description == text)
    }

    @Test func `in minor units is a whole number of up to 128 bits (21, 25)`() throws {
        for text in ["10.5", "abc", "", "1e3", "٣"] {
            #expect(throws: AmountText.Failure.notCanonical) { try AmountText.whole(text) }
        }
        #expect(try AmountText.whole("9223372036854775808").minorUnits == 9_223_372_036_854_775_808)
        // Its sign parses; that it has to be above zero is the request's to refuse.
        #expect(try AmountText.whole("-5").isNegative)
    }
}
