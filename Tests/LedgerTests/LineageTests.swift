import Ledger
import TestSupport
import Testing

@Suite struct `Whose money it is` {
    // Numbers are those of the acceptance cases.

    @Test func `is that of the first deposit, first in first out (146)`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            send    d1 @world -> A 5000 by stripe
            send    d2 @world -> A 3000 by bank
            send    d3 @world -> A 2000 by cash
            send    s1 A -> B 7000
            took    s1 A:stripe 5000 A:bank 2000
            lineage A stripe 5000-5000 bank 3000-2000 cash 2000-0
            send    s2 A -> B 3000
            took    s2 A:bank 1000 A:cash 2000
            lineage A stripe 5000-5000 bank 3000-3000 cash 2000-2000
            """)
    }

    @Test func `is that of all in proportion (148)`() throws {
        _ = try Scenario.play(
            """
            balance A USD proportional
            send    d1 @world -> A 6000 by stripe
            send    d2 @world -> A 3000 by bank
            send    d3 @world -> A 1000 by cash
            send    s1 A -> B 5000
            took    s1 A:stripe 3000 A:bank 1500 A:cash 500
            lineage A stripe 6000-3000 bank 3000-1500 cash 1000-500
            """)
    }

    @Test func `is that of the last deposit, last in first out (150)`() throws {
        _ = try Scenario.play(
            """
            balance A USD lifo precision 100
            send    d1 @world -> A 40.00@100 by stripe
            send    d2 @world -> A 30.00@100 by bank
            send    s1 A -> B 25.00@100
            took    s1 A:bank 2500
            lineage A stripe 4000-0 bank 3000-2500
            send    d3 @world -> A 10 by cash
            send    s2 A -> B 511
            took    s2 A:cash 10 A:bank 500 A:stripe 1
            lineage A stripe 4000-1 bank 3000-3000 cash 10-10
            """)
    }

    @Test func `goes to the largest remainder where proportions leave a unit`() throws {
        _ = try Scenario.play(
            """
            balance A USD proportional
            send    d1 @world -> A 1 by x
            send    d2 @world -> A 1 by y
            send    d3 @world -> A 1 by z
            send    s1 A -> B 2
            took    s1 A:x 1 A:y 1
            send    d4 @world -> A 2 by z
            send    d5 @world -> A 4 by x
            send    s2 A -> B 3
            took    s2 A:x 2 A:z 1
            """)
    }

    @Test func `is the payer's, where nobody is named`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            balance B USD
            send    r1 @world -> B 100
            send    d1 @world -> A 10
            send    d2 B -> A 20
            send    d3 @world:75% B:left -> A:50% C:left 30
            lineage A @world 21-0 B 24-0
            """)
    }

    @Test func `passes from one balance that tracks it to the next`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            balance B USD lifo
            send    d1 @world -> A 10 by stripe
            send    s1 A -> B 4
            lineage A stripe 10-4
            lineage B A 4-0
            took    s1 A:stripe 4
            """)
    }

    @Test func `may be nobody's, and then the next money makes up for it`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo limit 100
            send    d1 @world -> A 10 by stripe
            send    s1 A -> B 25
            took    s1 A:stripe 10
            lineage A stripe 10-10 owes 15
            send    d2 @world -> A 12 by bank
            lineage A stripe 10-10 bank 12-12 owes 3
            send    d3 @world -> A 5 by cash
            lineage A stripe 10-10 bank 12-12 cash 5-3
            send    s2 A -> B 2
            took    s2 A:cash 2
            """)
    }

    @Test func `is kept in each balance of a split`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            balance B USD proportional
            balance C USD lifo
            send    d1 @world -> A:40% B:left 100 by stripe
            send    d2 @world -> A:10 B:left 50 by bank
            lineage A stripe 40-0 bank 10-0
            lineage B stripe 60-0 bank 40-0
            send    s1 A:45 B:left -> C 95
            took    s1 A:stripe 40 A:bank 5 B:stripe 30 B:bank 20
            lineage C A 45-0 B 50-0
            """)
    }

    @Test func `is that of the money that was there when it was spent, whenever it counts`() throws
    {
        let scenario = try Scenario.play(
            """
            balance A USD fifo
            send    d1 @world -> A 10 by stripe
            """)
        var book = scenario.book
        var stamps = StampSource(from: Timestamp(nanoseconds: 1_760_000_000_000_000_000))
        var late = try Orders.transfer("d2", "@world", "A", 10)
        late.order.destination = .id(try scenario.balance("A"))
        late.order.effectiveAt = Timestamp(nanoseconds: 1)
        _ = book.apply(.createTransaction(late), &stamps)
        var spend = try Orders.transfer("s1", "A", "B", 10)
        spend.order.source = .id(try scenario.balance("A"))
        let spent = try #require(book.apply(.createTransaction(spend), &stamps).transaction)
        let parts = book.transactionLineages[spent.transaction.id]?.allocations ?? []
        #expect(parts.map(\.deposit) == [1], "back-dating a deposit does not put it first")
    }
}

@Suite struct `Whose money a hold takes` {
    @Test func `is seen when it is committed, part for part`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            send    d1 @world -> A 10 by stripe
            send    d2 @world -> A 10 by bank
            hold    h1 A -> B 18
            took    h1
            lineage A stripe 10-0 bank 10-0
            commit  c1 h1 7
            took    c1 A:stripe 7
            took    h1 A:stripe 7
            commit  c2 h1 5
            took    c2 A:stripe 3 A:bank 2
            took    h1 A:stripe 7 A:stripe 3 A:bank 2
            void    v1 h1
            took    v1
            lineage A stripe 10-10 bank 10-2
            """)
    }

    @Test func `is free for others until then, and nobody's if it expires`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            at 10   send d1 @world -> A 10 by stripe
            send    d2 @world -> A 10 by bank
            hold    h1 A -> B 10 expires 60
            send    s1 A -> B 10
            took    s1 A:stripe 10
            at 70   sweep
            lineage A stripe 10-10 bank 10-0
            """)
    }

    @Test func `comes in by whom the hold names, or the commit in its place`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            at 10   hold h1 @world -> A 10 by stripe
            lineage A
            commit  c1 h1 4
            lineage A stripe 4-0
            commit  c2 h1 by bank
            lineage A stripe 4-0 bank 6-0
            hold    h2 @world -> A 5 by cash commits 60
            at 70   sweep
            lineage A stripe 4-0 bank 6-0 cash 5-0
            """)
    }
}

@Suite struct `Whose money a refund moves` {
    @Test func `is whose it was before`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            send    d1 @world -> A 10 by stripe
            send    d2 @world -> A 10 by bank
            send    s1 A -> B 15
            lineage A stripe 10-10 bank 10-5
            refund  f1 s1 7
            lineage A stripe 10-8 bank 10-0
            refund  f2 s1
            lineage A stripe 10-0 bank 10-0
            took    f1
            send    s2 A -> B 11
            took    s2 A:stripe 10 A:bank 1
            """)
    }

    @Test func `goes back in proportion to nobody but whose it was`() throws {
        _ = try Scenario.play(
            """
            balance A USD proportional
            send    d1 @world -> A 6 by stripe
            send    d2 @world -> A 4 by bank
            send    s1 A -> B 5
            took    s1 A:stripe 3 A:bank 2
            send    d3 @world -> A 100 by cash
            refund  f1 s1
            lineage A stripe 6-0 bank 4-0 cash 100-0
            """)
    }

    @Test func `is first the money that the original brought`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo
            send    d1 @world -> A 10 by stripe
            send    d2 @world -> A 10 by bank
            refund  f1 d2 4
            took    f1 A:bank 4
            lineage A stripe 10-0 bank 10-4
            send    s1 A -> B 13
            took    s1 A:stripe 10 A:bank 3
            send    d3 @world -> A 5 by cash
            refund  f2 d2
            took    f2 A:bank 3 A:cash 3
            lineage A stripe 10-10 bank 10-10 cash 5-3
            """)
    }

    @Test func `makes up for what is owed before it goes back`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo limit 100
            send    d1 @world -> A 10 by stripe
            send    s1 A -> B 10
            send    s2 A -> B 5
            lineage A stripe 10-10 owes 5
            refund  f1 s1 8
            lineage A stripe 10-7
            refund  f2 s2
            lineage A stripe 10-7 B 5-0
            """)
    }

    /// A refund bears the metadata of its original, and with it the name of a provider whose money
    /// went the other way.
    @Test func `is not that of the provider its original names`() throws {
        _ = try Scenario.play(
            """
            balance A USD fifo limit 100
            balance B USD fifo
            send    s1 A -> B 5 by stripe
            lineage B stripe 5-0
            send    d1 @world -> A 5 by bank
            lineage A bank 5-5
            refund  f1 s1 2
            lineage A bank 5-5 B 2-0
            lineage B stripe 5-2
            refund  f2 s1 by goodwill
            lineage A bank 5-5 B 2-0 goodwill 3-0
            """)
    }

    @Test func `is that of each commit of a hold`() throws {
        _ = try Scenario.play(
            """
            balance A USD lifo
            balance B USD lifo
            send    d1 @world -> A 10 by stripe
            hold    h1 A -> B 10
            commit  c1 h1 6
            send    d2 @world -> A 10 by bank
            commit  c2 h1
            took    h1 A:stripe 6 A:bank 4
            refund  f1 h1 5
            lineage A stripe 10-5 bank 10-0
            took    f1 B:A 5
            lineage B A 10-5
            """)
    }
}
