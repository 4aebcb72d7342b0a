import Ledger
import TestSupport
import Testing

@Suite struct `A monitor` {
    // Numbers are those of the acceptance cases.

    @Test func `needs a balance (123)`() throws {
        _ = try Scenario.play(
            """
            balance A USD called alice
            monitor M nobody balance > 0             = BALANCE_NOT_FOUND
            monitor N bob balance > 0                = BALANCE_NOT_FOUND
            monitor O alice balance > 0
            change  O to nobody                      = BALANCE_NOT_FOUND
            change  O to bob                         = BALANCE_NOT_FOUND
            change  nothing off                      = BAL_MONITOR_NOT_FOUND
            delete  nothing                          = BAL_MONITOR_NOT_FOUND
            """)
    }

    @Test func `given its id is made once`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            monitor M A balance > 0
            send    r1 @world -> A 5
            monitor M A balance > 0                  = replayed
            monitor M A balance > 1                  = DUPLICATE_ID
            monitor M A balance > 0 every            = DUPLICATE_ID
            change  M value 3
            monitor M A balance > 0                  = replayed
            """)
        // A repeat shows the monitor as it is, not as it was.
        let shown = try #require(scenario.last?.monitor)
        #expect(shown.question.parts[0].preciseValue == Amount(3) && shown.firings.firedCount == 1)
        #expect(scenario.last?.isMet == true)
    }

    @Test func `stops when it is deleted (125)`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            monitor M A balance > 0 every
            monitor N A balance > 0 every
            send    r1 @world -> A 1
            fired   M N
            delete  M
            send    r2 @world -> A 1
            fired   N
            delete  N
            send    r3 @world -> A 1
            fired
            delete  N                                = BAL_MONITOR_NOT_FOUND
            """)
        let balance = try #require(scenario.book.balances[try scenario.balance("A")])
        #expect(balance.watched.isEmpty)
    }

    @Test func `has its threshold worked out anew by an update (127)`() throws {
        var scenario = try Scenario.play(
            """
            balance A USD precision 100
            monitor M A balance >= 100@100
            """)
        #expect(scenario.monitor("M")?.question.parts[0].preciseValue == Amount(10000))
        try scenario.play("change M value 200@100")
        #expect(scenario.monitor("M")?.question.parts[0].preciseValue == Amount(20000))
        try scenario.play(
            """
            change M value 1.5@
            send   r1 @world -> A 149
            fired
            send   r2 @world -> A 1
            fired  M
            change M value 1.505@                    = INEXACT_AMOUNT
            change M value 2.5@10                    = PRECISION_MISMATCH
            """)
        #expect(scenario.monitor("M")?.question.parts[0].preciseValue == Amount(150))
        #expect(scenario.monitor("M")?.version == 3)
    }

    @Test func `never fires on the balance it has left (129)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            monitor M A balance > 0 every
            send    r1 @world -> A 1
            fired   M
            change  M to B
            send    r2 @world -> A 1
            fired
            send    r3 @world -> B 1
            fired   M
            change  M to A
            send    r4 @world -> B 1
            fired
            send    r5 A -> B 1
            fired   M
            """)
    }

    @Test func `changed so that it is met does not fire until it was not`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            monitor M A balance >= 100
            send    r1 @world -> A 50
            change  M value 20
            fired
            send    r2 @world -> A 1
            fired
            send    r3 A -> @b 40
            send    r4 @world -> A 30
            fired   M
            change  M operator < value 20
            send    r5 A -> @b 30
            fired   M
            change  M field debit_balance operator >= value 71
            send    r6 A -> @b 1
            fired   M
            change  M every
            send    r7 A -> @b 1
            fired   M
            change  M crossing
            send    r8 A -> @b 1
            fired
            """)
        #expect(scenario.monitor("M")?.firings.firedCount == 4)
        #expect(scenario.monitor("M")?.version == 6)
    }

    @Test func `switched off is silent, and on again starts afresh`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            monitor M A balance >= 10 off
            send    r1 @world -> A 10
            fired
            change  M on
            fired
            send    r2 @world -> A 1
            fired
            send    r3 A -> @b 5
            change  M off
            send    r4 @world -> A 5
            fired
            change  M on
            send    r5 A -> @b 5
            send    r6 @world -> A 5
            fired   M
            """)
    }

    @Test func `keeps in an update what the update does not name`() throws {
        var book = DictionaryBook()
        var stamps = StampSource()
        _ = book.apply(.createTransaction(try Orders.transfer("r1", "@world", "a", 5)), &stamps)
        let creation = CreateMonitor(
            target: .balance(.indicator(try #require(Indicator("a")), try Orders.usd)),
            question: .one(
                try Condition(
                    field: .creditBalance, comparison: .greaterThan,
                    threshold: .decimal("0.07"), precision: 100)),
            trigger: .everyMatch, description: "rent", callBackURL: "https://a.example/")
        let made = try #require(book.apply(.createMonitor(creation), &stamps).monitor)
        let update = UpdateMonitor(
            id: made.id, question: .init(condition: .init(comparison: .set(.lessThan))))
        var expected = made
        expected.question = .one(
            try Condition(
                field: .creditBalance, comparison: .lessThan, threshold: .decimal("0.07"),
                precision: 100))
        expected.version = 2
        let outcome = book.apply(.updateMonitor(update), &stamps)
        expected.updatedAt = stamps.time
        #expect(outcome.monitor == expected && outcome.isMet == true)
        #expect(book.monitors[made.id] == expected)

        let stale = UpdateMonitor(id: made.id, description: .set(""), expectedVersion: 1)
        #expect(
            ModelLedger.Verdict(book.apply(.updateMonitor(stale), &stamps))
                == .refused(.init(.versionMismatch, "expected_version", "2")))
        let deletion = DeleteMonitor(id: made.id, expectedVersion: 1)
        #expect(
            ModelLedger.Verdict(book.apply(.deleteMonitor(deletion), &stamps))
                == .refused(.init(.versionMismatch, "expected_version", "2")))
    }

    @Test func `has the precision of its balance, or gives it one`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            monitor M A balance > 10
            check   A precision none
            monitor N A balance > 0.5@10
            check   A precision 10
            monitor O A balance > 0.05@100           = PRECISION_MISMATCH
            monitor P A balance > 5@                 = PRECISION_MISMATCH
            send    r1 @world -> A 1.00@100          = PRECISION_MISMATCH
            monitor Q B balance > 5@
            check   B precision 1
            change  Q to A                           = PRECISION_MISMATCH
            change  M to B
            """)
    }

    @Test func `that was deleted leaves its id to another`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            monitor M A balance > 0
            send    r1 @world -> A 1
            delete  M
            monitor M A balance > 7
            """)
        #expect(scenario.monitor("M")?.firings.firedCount == 0)
        #expect(scenario.monitor("M")?.ordinal == 2)
    }
}
