import Ledger
import TestSupport
import Testing

@testable import Store

/// Balances as they stood, against sums over all entries.
@Suite struct `A past balance` {
    @Test(arguments: SeededGenerator.seeds(SeededGenerator.isDeep ? 200 : 15))
    func `is what its entries up to there add up to`(seed: UInt64) throws {
        let store = try BareStore()
        _ = try RandomPlay(seed: seed).run(150, on: store)
        let book = try DictionaryBook(store)
        var points = PointsInTime(book, seed: seed)
        for id in book.balances.keys.sorted() {
            let view = try #require(try store.view { try $0.balance(id) })
            let entries = book.entries.filter { $0.balanceID == id }
            for _ in 0..<40 {
                let point = points.next()
                let past = try store.view { try $0.balance(view, at: point) }
                let place = "SEED=\(seed), \(id) at \(point)"
                try #require(past == Naive.balance(view, at: point, entries), "\(place)")
            }
        }
    }

    /// Times ahead, too: what is dated there counts there only.
    @Test func `counts what is dated back or ahead at its date`() throws {
        let store = try BareStore()
        var stamps = StampSource(from: .start)
        var steps: [(Command, Stamp)] = []
        let dates: [Int64?] = [nil, -100, 1_000_000, nil, -50, 2_000_000]
        for (number, date) in dates.enumerated() {
            let command = Command.transfer(
                "\(number)", 1 << number, to: "@till", effectiveAt: date.map { .start(plus: $0) })
            steps.append((command, stamps.next(after: UInt64(number))))
        }
        _ = try store.apply(steps, after: BareStore.fresh)
        let view = try #require(try store.view { try $0.balance(named: "@till") })
        let expected: [(Int64, Int128)] = [
            (-101, 0), (-100, 2), (-51, 2), (-50, 18), (0, 18), (999_999, 27), (1_000_000, 31),
            (1_999_999, 31), (2_000_000, 63),
        ]
        for (seconds, balance) in expected {
            let past = try store.view {
                try $0.balance(view, at: .effective(.start(plus: seconds)))
            }
            #expect(past.balance.sums == Sums(credit: Amount(balance)), "at \(seconds)")
            // Each amount is one bit of the sum.
            #expect(past.balance.version == UInt64(balance.nonzeroBitCount) + 1, "at \(seconds)")
        }
        let recorded = try store.view { try $0.balance(view, at: .recorded(.start)) }
        #expect(recorded.balance.sums == .zero)
        #expect(recorded.balance.version == 1)
        #expect(recorded.balance.movedAt == nil)
    }

    /// A hold, its parts and its end count each at their own time.
    @Test func `shows what was held at that time`() throws {
        let store = try BareStore()
        var stamps = StampSource(from: .start)
        var state = BareStore.fresh
        func play(_ command: Command, at seconds: Int64) throws -> Outcome? {
            let stamp = stamps.next(after: state.sequence, at: .start(plus: seconds))
            let played = try store.play([Turn(.one(command), stamp)], after: state)
            state = played.state
            return played.answers[0].outcomes.first
        }
        _ = try play(.payment(1), at: 10)
        let hold = try play(
            .transfer("hold", 60, from: "@till", to: "@shop", hold: HoldTerms()), at: 20)
        let id = try #require(hold?.transaction?.transaction.id)
        _ = try play(.child("part", of: id, .commit(.amount(25))), at: 30)
        _ = try play(
            .child("early", of: id, .commit(.amount(5)), effectiveAt: .start(plus: 25)), at: 40)
        _ = try play(.child("void", of: id, .void), at: 50)
        let till = try #require(try store.view { try $0.balance(named: "@till") })
        let expected: [(Int64, debit: Int128, held: Int128)] = [
            (19, 0, 0), (20, 0, 60), (25, 5, 55), (30, 30, 30), (49, 30, 30), (50, 30, 0),
        ]
        for (seconds, debit, held) in expected {
            let past = try store.view {
                try $0.balance(till, at: .effective(.start(plus: seconds)))
            }
            let sums = Sums(
                credit: Amount(100), debit: Amount(debit), inflightDebit: Amount(held))
            #expect(past.balance.sums == sums, "at \(seconds)")
        }
        let recorded = try store.view {
            try $0.balance(till, at: .recorded(.start(plus: 35)))
        }
        #expect(
            recorded.balance.sums
                == Sums(credit: Amount(100), debit: Amount(25), inflightDebit: Amount(35)))
    }

    /// Whatever the distances between the dates and the recording.
    @Test(arguments: SeededGenerator.seeds(SeededGenerator.isDeep ? 200 : 3))
    func `counts entries of every lag`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let store = try BareStore()
        var stamps = StampSource(seed: seed)
        let steps = (0..<80).map { number in
            let stamp = stamps.next(after: UInt64(number))
            let lag = Int64(random.next() >> UInt64.random(in: 1...63, using: &random))
            let moved = stamp.time.nanoseconds.addingReportingOverflow(
                random.chance(50) ? lag : -lag)
            let date = moved.overflow ? random.pick(.min, .max) : moved.partialValue
            let effectiveAt = random.chance(90) ? Timestamp(nanoseconds: date) : nil
            return (
                Command.transfer("\(number)", 1, to: "@till", effectiveAt: effectiveAt), stamp
            )
        }
        _ = try store.apply(steps, after: BareStore.fresh)
        let book = try DictionaryBook(store)
        let view = try #require(try store.view { try $0.balance(named: "@till") })
        let entries = book.entries.filter { $0.balanceID == view.balance.id }
        let times = entries.flatMap { [$0.effectiveAt, $0.recordedAt] }
        for time in times + [Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max)] {
            for nanoseconds in [time.nanoseconds &- 1, time.nanoseconds, time.nanoseconds &+ 1] {
                let point = HistoryPoint.effective(Timestamp(nanoseconds: nanoseconds))
                let past = try store.view { try $0.balance(view, at: point) }
                let expected = Naive.balance(view, at: point, entries)
                try #require(past == expected, "SEED=\(seed), \(point)")
            }
        }
    }
}

/// Points at, next to and far from where something happened.
private struct PointsInTime {
    private var random: SeededGenerator
    private let times: [Timestamp]
    private let last: UInt64

    init(_ book: DictionaryBook, seed: UInt64) {
        random = SeededGenerator(seed: seed &+ 7)
        times = book.entries.flatMap { [$0.recordedAt, $0.effectiveAt] }
        last = book.sequence
    }

    mutating func next() -> HistoryPoint {
        let near = random.pick(from: times) ?? .start
        let moved = near.nanoseconds + random.pick(0, 0, -1, 1, 3_600_000_000_000)
        let time = random.chance(90) ? Timestamp(nanoseconds: moved) : .zero
        return random.pick(
            .sequence(UInt64.random(in: 0...last + 1, using: &random)), .recorded(time),
            .effective(time))
    }
}

/// The same by looking at everything.
private enum Naive {
    static func balance(
        _ view: BalanceView, at point: HistoryPoint, _ entries: [Entry]
    ) -> BalanceView {
        let counted = entries.filter { entry in
            switch point {
            case .sequence(let sequence): entry.sequence <= sequence
            case .recorded(let time): entry.recordedAt <= time
            case .effective(let time): entry.effectiveAt <= time
            }
        }
        var past = view
        past.balance.sums = sums(of: counted)
        past.balance.version = UInt64(counted.count) + 1
        past.balance.movedAt = counted.last?.recordedAt
        return past
    }

    private static func sums(of entries: [Entry]) -> Sums {
        func sum(_ side: Sums.Side, _ amounts: KeyPath<Change, Int128>) -> Amount {
            let own = entries.filter { $0.side == side }
            return Amount(own.reduce(Int128(0)) { $0 &+ Change($1)[keyPath: amounts] })
        }
        return Sums(
            credit: sum(.credit, \.settled), debit: sum(.debit, \.settled),
            inflightCredit: sum(.credit, \.held), inflightDebit: sum(.debit, \.held))
    }

    private struct Change {
        var settled: Int128 = 0
        var held: Int128 = 0

        init(_ entry: Entry) {
            let amount = entry.amount.minorUnits
            switch entry.movement {
            case .settle: settled = amount
            case .hold: held = amount
            case .commit: (settled, held) = (amount, -amount)
            case .release: held = -amount
            }
        }
    }
}
