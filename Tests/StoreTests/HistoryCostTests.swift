import Ledger
import TestSupport
import Testing

@testable import Store

/// How many entries are looked at to answer for the past, whatever the length of the history.
@Suite struct `The past of a balance` {
    private static let length: UInt64 = SeededGenerator.isDeep ? 100_000 : 3_000

    /// For each digit of the length two links of the chain, and for each link two entries.
    private static let most = 4 * (UInt64.bitWidth - length.leadingZeroBitCount)

    @Test func `is found by looking at few of its entries`() throws {
        let history = try History(Self.length) { _ in nil }
        for point in history.points {
            let count = try history.count { _ = try $0.balance($1, at: point) }
            #expect((1...Self.most).contains(count), "\(point) took \(count) entries")
        }
    }

    /// As a client does that gives its own time with everything.
    @Test func `is found so too where every entry has a date of its own`() throws {
        let history = try History(Self.length) { number in Int64(number % 5) - 3 }
        for point in history.points {
            let count = try history.count { _ = try $0.balance($1, at: point) }
            #expect((1...Self.most + 20).contains(count), "\(point) took \(count) entries")
        }
    }

    /// A page costs its own entries, and the way to the first of them.
    @Test func `is listed by looking at little more than what is listed`() throws {
        let history = try History(Self.length) { _ in nil }
        for newestFirst in [true, false] {
            for version in [2, 3, Self.length / 2, Self.length - 20, Self.length + 1] {
                let request = PageRequest(
                    size: 10, after: Position(key: Key.number(version).bytes),
                    newestFirst: newestFirst)
                let count = try history.count {
                    _ = try $0.entries(of: $1.balance, request) { _ in true }
                }
                #expect(count <= Self.most + 11, "from \(version) on took \(count) entries")
            }
        }
    }
}

/// A till with so many entries, and the looks at them.
private struct History {
    let points: [HistoryPoint]
    private let store: BareStore
    private let till: BalanceView
    /// Of each transfer one row, with two entries.
    private let rows: [BareStore.Row]

    /// - Parameter lag: seconds from the recording of an entry to its date.
    init(_ length: UInt64, _ lag: (UInt64) -> Int64?) throws {
        store = try BareStore()
        var stamps = StampSource(from: .start)
        var times: [Timestamp] = []
        var state = BareStore.fresh
        while state.sequence < length {
            let first = state.sequence
            let steps = (first..<min(first + 1000, length)).map { number in
                let seconds = Int64(number) * 2
                let stamp = stamps.next(after: number, at: .start(plus: seconds))
                let date = lag(number).map { Timestamp.start(plus: seconds + $0) }
                return (Command.transfer("\(number)", 1, to: "@till", effectiveAt: date), stamp)
            }
            times += steps.map(\.1.time)
            state = try store.apply(steps, after: state)
        }
        till = try #require(try store.view { try $0.balance(named: "@till") })
        rows = try store.rows(.entries)
        let places = [1, 2, 63, 100, length / 2, length - 1, length]
        points = places.flatMap { sequence -> [HistoryPoint] in
            let time = times[Int(sequence) - 1]
            return [.sequence(sequence), .recorded(time), .effective(time)]
        }
        try store.empty(.entries)
    }

    /// How many entries a read looks at. It finds none of them at first; each that it asks for is
    /// put in its place, until it comes to its end.
    func count(_ read: (borrowing StoreView, BalanceView) throws -> Void) throws -> Int {
        var count = 0
        while true {
            do {
                try store.view { try read($0, till) }
                try store.empty(.entries)
                return count
            } catch StoreError.damaged(Table.entries.rawValue, let key) {
                let number = try #require(Int(key), "entry \(key) is damaged")
                let row = rows[(number - 1) / 2]
                try store.put(.entries, row.key, row.value)
                count += 1
            }
        }
    }
}
