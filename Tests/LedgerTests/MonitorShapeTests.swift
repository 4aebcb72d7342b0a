import Ledger
import TestSupport
import Testing

@Suite struct `A monitor by its trigger` {
    @Test func `waits for the value that rearms it, and counts as met until then`() throws {
        var scenario = try Scenario.play(
            """
            balance A USD limit 50
            monitor M A balance >= 10 rearm 5
            monitor E A balance >= 10 rearm 5 edges
            monitor X A balance >= 10 rearm 5 every
            monitor L A balance < 0 rearm 5
            send  r1 @world -> A 10
            fired M E X
            send  r2 A -> @b 5
            fired X
            """)
        #expect(scenario.monitor("M").map { scenario.book.view($0).isMet } == true)
        try scenario.play(
            """
            send  r3 @world -> A 9
            fired X
            send  r4 A -> @b 10
            fired
            cleared E
            send  r5 @world -> A 6
            fired M E X
            send  r6 A -> @b 11 overdraft any
            fired L
            cleared E
            send  r7 @world -> A 4
            send  r8 A -> @b 4 overdraft any
            fired
            send  r9 @world -> A 7
            send  r10 A -> @b 7 overdraft any
            fired L
            """)
    }

    @Test func `begins in the middle as what it is: not met, until it is`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send    r1 @world -> A 7
            monitor M A balance >= 10 rearm 5
            monitor N A balance >= 6 rearm 2
            send    r2 A -> @b 3
            fired
            send    r3 @world -> A 6
            fired   M
            """)
    }

    @Test func `of both edges tells each, through hold, commit, void and expiry`() throws {
        _ = try Scenario.play(
            """
            at 0    balance A USD
            send    r1 @world -> A 100
            monitor V A available_balance < 60 edges
            monitor O A inflight_debit_balance >= 50 edges
            monitor N A balance <= 70 edges
            hold    h1 A -> @b 50
            fired   V O
            commit  c1 h1 30
            fired   N
            cleared O
            void    v1 h1
            fired
            cleared V
            at 10   hold h2 A -> @b 60 expires 20
            fired   V O
            at 25   due expire h2
            cleared V O
            """)
    }

    @Test func `with a cooldown swallows what comes too soon, and the end of that`() throws {
        var scenario = try Scenario.play(
            """
            at 0    balance A USD
            monitor M A balance > 0 edges cooldown 1000000000
            monitor X A credit_balance > 0 every cooldown 1000000000
            at 10   send r1 @world -> A 1
            fired   M X
            send    r2 A -> @b 1
            cleared M
            send    r3 @world -> A 1
            fired
            send    r4 A -> @b 1
            cleared
            """)
        #expect(scenario.monitor("M")?.firings.suppressedCount == 1)
        try scenario.play(
            """
            at 11   send r5 @world -> A 1
            fired   M X
            """)
        #expect(scenario.notifications.map(\.suppressedCount) == [1, 1])
        #expect(scenario.monitor("M")?.firings.suppressedCount == 0)
        #expect(scenario.monitor("M")?.firings.firedCount == 2)
    }

    @Test func `fires at its creation if that is asked for and it is met`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            send    r1 @world -> A 7
            monitor M A balance > 5 now
            fired   M
            monitor N A balance > 7 now
            fired
            monitor O A balance > 5 now off
            fired
            monitor L A balance > ladder low:5 high:9 lower:3 now
            fired   L/1 L/3
            monitor S sum(prefix=@) debit_balance >= 7 now
            fired   S
            send    r2 @world -> A 1
            fired   N
            """)
        let told = try #require(scenario.monitor("M"))
        #expect(told.firings.firedCount == 1 && told.version == 1)
    }
}

@Suite struct `A monitor by its question` {
    @Test func `joins conditions by all or by any`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            monitor L A balance > 10 and debit_balance >= 5
            monitor N A balance > 10 or debit_balance >= 5 edges
            monitor X A balance > 10 or debit_balance >= 5 every
            send    r1 @world -> A 15
            fired   N X
            send    r2 A -> @b 5
            fired   X
            send    r3 @world -> A 1
            fired   L X
            send    r4 A -> @b 2
            fired   X
            cleared
            change  N all
            send    r5 @world -> A 5
            fired   L N X
            """)
    }

    @Test func `moves with a limit or another figure, without rounding`() throws {
        _ = try Scenario.play(
            """
            balance A USD ceiling 1000
            balance B USD
            monitor C A balance >= 33.3%credit_limit
            monitor N B balance >= 1%credit_limit
            monitor D A debit_balance > 50%credit_balance
            monitor E A debit_balance == 50%credit_balance
            send    r1 @world -> A 332
            fired
            send    r2 @world -> A 1
            fired   C
            send    r3 A -> @b 166
            fired
            send    r4 A -> @b 1
            fired   D
            send    r5 @world -> A 1
            fired   E
            send    r6 @world -> B 999
            fired
            set     A ceiling 1300
            fired
            set     A ceiling 400
            fired   C
            set     B ceiling 9999
            fired   N
            """)
    }

    @Test func `compares shares of the largest amounts exactly`() throws {
        let share = try PercentOf("99.999999999999999999", of: .field(.creditBalance))
        let condition = try Condition(
            field: .debitBalance, comparison: .lessThan, threshold: .percent(share))
        #expect(!condition.holds(for: Sums(credit: .max, debit: .max)))
        let below = Amount(Int128.max - Int128.max / 1_000_000_000_000_000_000)
        #expect(condition.holds(for: Sums(credit: .max, debit: below)))
    }

    @Test func `fires each step of a ladder by itself, in their order`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            monitor L A balance > ladder low:10 mid:20^5 high:30 edges
            send    r1 @world -> A 35
            fired   L/1 L/2 L/3
            send    r2 A -> @b 29
            fired
            cleared L/1 L/3
            send    r3 @world -> A 20
            fired   L/1
            send    r4 A -> @b 21
            cleared L/1 L/2
            send    r5 @world -> A 30
            fired   L/1 L/2 L/3
            """)
        let ladder = try #require(scenario.monitor("L"))
        #expect(ladder.standing.firings.map(\.firedCount) == [3, 2, 2])
        #expect(ladder.firings.firedCount == 7)
    }

    @Test func `becomes another, and begins anew`() throws {
        var scenario = try Scenario.play(
            """
            balance A USD
            monitor M A balance > 10
            send    r1 @world -> A 15
            fired   M
            change  M asks balance > ladder low:12 high:20
            fired
            send    r2 @world -> A 6
            fired   M/2
            change  M value 5                        = FIELD_INVALID
            change  M operator >=
            change  M asks balance < 5 or credit_balance > 30
            change  M value 5                        = FIELD_INVALID
            change  M any
            send    r3 A -> @b 17
            fired   M
            change  M asks balance < 10 rearm 20
            change  M rearm 9                        = FIELD_INVALID
            change  M operator ==                    = FIELD_INVALID
            change  M all                            = FIELD_INVALID
            change  M rearm none
            send    r4 @world -> A 7
            send    r5 A -> @b 5
            fired   M
            """)
        #expect(scenario.monitor("M")?.firings.firedCount == 4)
        try scenario.play("delete M")
        let watched = scenario.book.balances.values.filter { !$0.watched.isEmpty }
        #expect(watched.isEmpty)
    }
}

@Suite struct `A monitor by its scope` {
    @Test func `sums up a selection, each transaction one change`() throws {
        var scenario = try Scenario.play(
            """
            balance A USD called @s1
            send    r1 @world -> A 5
            monitor S sum(prefix=@s) balance >= 10 edges
            monitor T sum(prefix=@s) balance >= 10 every
            send    r2 A -> @s2 3
            fired
            send    r3 @world -> @s2 5
            fired   S T
            hold    h1 A -> @x 1
            fired
            send    r4 @s2 -> A:1 @y:2 3
            fired
            cleared S
            """)
        #expect(scenario.book.rollUps.count == 1)
        try scenario.play(
            """
            delete S
            delete T
            """)
        #expect(scenario.book.rollUps.isEmpty)
        // The slot is another's now, and means only its own balances.
        try scenario.play(
            """
            monitor U sum(prefix=@y) balance > 2
            send    r5 @world -> A 9
            fired
            send    r6 @world -> @y 1
            fired   U
            """)
    }

    @Test func `covers each balance of a ledger, and remembers each apart`() throws {
        var scenario = try Scenario.play(
            """
            at 0    balance A USD called @a
            send    r1 @world -> A 12
            monitor R each(prefix=@) balance >= 10 rearm 5 edges cooldown 1000000000
            at 10   send r2 A -> @b 6
            fired
            at 11   send r3 @world -> A 5
            fired
            at 12   send r4 @world -> A:1 @b:4 5
            fired   R
            at 13   send r5 A -> @c 8
            cleared R
            at 14   send r6 @world -> A:9 @c:9 18
            fired   R R
            """)
        #expect(scenario.book.standings.count == 3)
        try scenario.play("delete R")
        #expect(scenario.book.standings.isEmpty && scenario.book.ledgerWatches.isEmpty)
    }

    @Test func `gives way to what is more specific, and takes over again`() throws {
        _ = try Scenario.play(
            """
            balance A USD called @v.a
            monitor W each(prefix=@) balance > 10 key k
            monitor V each(prefix=@v.) balance > 20 key k
            monitor O A balance > 30 key k
            monitor F each(prefix=@v.) balance > 5
            send    r1 @world -> A:50 @v.b:50 @c:50 150
            fired   O F V F W
            change  O off
            send    r2 A -> @d 45
            send    r3 @world -> A 45
            fired   V F
            delete  V
            send    r4 A -> @d 45
            send    r5 @world -> A 45
            fired   W F
            change  O key none on
            send    r6 A -> @d 45
            send    r7 @world -> A 45
            fired   W O F
            """)
    }

    @Test func `is refused a transaction that its sum can't hold`() throws {
        let most = Int128.max / 2 + 1
        _ = try Scenario.play(
            """
            monitor S sum(prefix=@s) balance > 10
            send    r1 @world -> @s1 \(most)
            send    r2 @world2 -> @s2 \(most) overdraft any = AMOUNT_OVERFLOW
            delete  S
            send    r2 @world2 -> @s2 \(most) overdraft any
            monitor S sum(prefix=@s) balance > 10           = AMOUNT_OVERFLOW
            """)
    }
}
