import Ledger
import TestSupport
import Testing

/// The instruments are tested too: an auditor that finds nothing, or a story that is never wrong,
/// would make every other test worthless.
@Suite struct `The auditor` {
    private func sound() throws -> Scenario {
        try Scenario.play(
            """
            balance A USD precision 100
            balance B USD called b
            send    r1 @world -> A 100
            monitor M A balance < 50
            monitor D A balance < 0.5@100 off
            send    r2 A -> B 60
            send    r3 @world -> A 1
            hold    h1 A -> B:5 C:left 9 expires 999999
            commit  c1 h1 3
            amend   a1 h1 to 8
            refund  f1 h1 1
            at      99999 send s1 A -> B 1 on 999999
            """)
    }

    typealias Damage = @Sendable (inout DictionaryBook, BalanceID) -> Void

    static let damages: [(name: String, do: Damage)] = [
        ("a credit too much", { $0.balances[$1]?.sums.credit = Amount(109) }),
        ("a sum below zero", { $0.balances[$1]?.sums.inflightDebit = Amount(-1) }),
        ("a version too high", { $0.balances[$1]?.version += 1 }),
        ("a wrong jump", { $0.balances[$1]?.history.jump = .init(number: 1, depth: 1) }),
        ("a wrong end", { $0.balances[$1]?.history.last = .init(number: 1, depth: 1) }),
        ("a time of movement", { $0.balances[$1]?.movedAt = .zero }),
        ("an unwatched monitor", { $0.balances[$1]?.watched = .none }),
        ("another precision", { $0.balances[$1]?.multiplier = 10 }),
        ("a lost balance", { $0.balances[$1] = nil }),
        ("a lost profile", { $0.profiles[$1] = nil }),
        ("a lost name", { book, _ in book.names = [:] }),
        ("a lost reference", { book, _ in book.references = [:] }),
        ("a lost transaction", { book, _ in book.transactions = [:] }),
        ("a lost entry", { book, _ in book.entries.removeLast() }),
        ("entries swapped", { book, _ in book.entries.swapAt(0, 1) }),
        ("a lost monitor", { book, _ in book.monitors = [:] }),
        ("a lost ledger", { book, _ in book.ledgers = [:] }),
        ("a lost standing", { book, _ in book.progress = [:] }),
        ("a lost due", { book, _ in _ = book.dues.popFirst() }),
        ("a lost expiry", { book, _ in _ = book.expiries.popFirst() }),
        ("a foreign release", { $0.balances[$1]?.sums.inflightDebit = .zero }),
        (
            "a hold that is over",
            { book, _ in
                for id in book.progress.keys { book.progress[id]?.status = .applied }
            }
        ),
        (
            "too much settled",
            { book, _ in
                for id in book.progress.keys where book.progress[id]?.sources.isEmpty == false {
                    book.progress[id]?.sources[0].settled = Amount(99)
                }
            }
        ),
        ("a lost commit", { book, _ in book.events.removeAll { $0.sequence == 2 } }),
        ("a lost event", { book, _ in book.events.removeAll { $0.index == 0 } }),
        (
            "a forgotten firing",
            { book, _ in
                for id in book.monitors.keys { book.monitors[id]?.firings.firedCount = 0 }
            }
        ),
    ]

    @Test(arguments: damages.indices)
    func `finds what is wrong`(_ index: Int) throws {
        let scenario = try sound()
        var book = scenario.book
        #expect(Auditor.findings(in: book) == [])
        Self.damages[index].do(&book, try scenario.balance("A"))
        #expect(Auditor.findings(in: book) != [], "\(Self.damages[index].name) goes unseen")
    }
}

@Suite struct `The model` {
    @Test func `sees a state that is not its own`() {
        var (book, model, stamps) = (DictionaryBook(), ModelLedger(), StampSource())
        let command = Command.createLedger(.init(name: "Savings"))
        let stamp = stamps.next(after: 0)
        let outcome = book.apply(command, stamp)
        #expect(model.play(command, stamp, outcome) == .applied)
        #expect(model.differences(from: book) == [])
        #expect(model.expectedToHear == ModelLedger.heard(in: book))
        book.ledgers[.general]?.name = "Other"
        #expect(model.differences(from: book).count == 1)
        #expect(ModelLedger().differences(from: book) != [])
    }
}

@Suite struct `A story` {
    @Test(arguments: [
        "check A balance 1", "send r1 A -> @b 1", "send r1 @world -> A 1 = AMOUNT_OVERFLOW",
        "fired M", "set A frozen left over", "sing r1", "balance A EUR", "check C balance 0",
        "send r1 @world -> A", "monitor N A balance >= 0.5@1", "stands h1 void",
        "stands h1 settled 2", "stands h2 inflight", "commit c9 h2", "hold h1 @world -> A 5 = void",
        "at x send r1 @world -> A 5", "send r1 @world -> B:x A:left 5", "sweep", "due h1",
        "check A incoming 4",
    ])
    func `told wrongly is noticed`(_ line: String) throws {
        var story = try Scenario.play(
            """
            balance A USD
            monitor M A balance > 0
            hold    h1 @world -> A 5
            """)
        #expect(throws: Scenario.Failure.self) { try story.play(line) }
    }
}

@Suite struct `A seed` {
    @Test func `gives the same numbers and the same commands again`() {
        var (one, other) = (SeededGenerator(seed: 5), SeededGenerator(seed: 5))
        #expect((0..<100).map { _ in one.next() } == (0..<100).map { _ in other.next() })
        var different = SeededGenerator(seed: 6)
        #expect(one.next() != different.next())

        var (first, second) = (Workload(seed: 5), Workload(seed: 5))
        let book = DictionaryBook()
        for _ in 0..<100 { #expect(first.next(on: book) == second.next(on: book)) }
    }
}
