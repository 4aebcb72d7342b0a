import Ledger
import TestSupport
import Testing

@testable import Store

@Suite struct `A key` {
    private let thresholds: [Int128] = [
        .min, .min + 1, -1 << 64, -256, -255, -1, 0, 1, 255, 256, 1 << 64, .max - 1, .max,
    ]

    @Test func `of a threshold sorts as the threshold does, negative ones first`() {
        let owner = MonitorOwner.balance(BalanceID(bits: 5))
        let kind = WatchKind.threshold(.balance, .equal, .rising)
        let keys = thresholds.map { Key.threshold(owner, kind, Amount($0)).bytes }
        #expect(isRising(keys))
    }

    @Test func `of a threshold sorts by owner, then kind, then threshold`() {
        let numbers: [UInt128] = [0, 1, 256, .max]
        let owners =
            numbers.map { MonitorOwner.balance(BalanceID(bits: $0)) }
            + numbers.map { .ledger(LedgerID(bits: $0)) }
            + numbers.map { .rollUp(RollUpID(bits: $0)) }
        let keys = owners.flatMap { owner in
            WatchKind.all.flatMap { kind in
                thresholds.map { Key.threshold(owner, kind, Amount($0)).bytes }
            }
        }
        #expect(isRising(keys))
        for owner in owners {
            #expect(MonitorOwner(of: Key.threshold(owner, .always, .zero).bytes.span) == owner)
        }
    }

    @Test func `of an event, a watch, an id or a number sorts as its parts do`() {
        let numbers: [UInt64] = [0, 1, 255, 256, 65_535, 1 << 32, .max - 1, .max]
        #expect(isRising(numbers.map { Key.number($0).bytes }))
        let indexes: [UInt32] = [0, 1, 255, 256, .max]
        #expect(isRising(numbers.flatMap { n in indexes.map { Key.event(n, $0).bytes } }))
        let ids: [UInt128] = [0, 1, 255, 256, 1 << 64, .max]
        #expect(isRising(ids.map { Key.id(BalanceID(bits: $0)).bytes }))
        #expect(
            isRising(
                ids.flatMap { id in
                    numbers.map { Key.watch(.balance(BalanceID(bits: id)), $0).bytes }
                })
        )
    }

    @Test func `of an indicator belongs to one indicator in one currency`() throws {
        let names = ["a", "aU", "a\u{1}", "ab"].compactMap(Indicator.init)
        let currencies = ["USD", "SD", "US"].compactMap(Currency.init)
        let keys = names.flatMap { name in currencies.map { Key.indicator(name, $0).bytes } }
        #expect(Set(keys).count == names.count * currencies.count)
    }

    @Test func `is never longer than LMDB allows`() throws {
        let indicator = try #require(Indicator(String(repeating: "i", count: 256)))
        let currency = try #require(Currency(String(repeating: "c", count: 32)))
        #expect(Key.indicator(indicator, currency).bytes.count <= 511)
    }

    @Test func `that is a prefix ends before the first key behind it`() {
        #expect(Key.end(of: Key(bytes: [1, 2])) == [1, 3])
        #expect(Key.end(of: Key(bytes: [1, 0xFF, 0xFF])) == [2])
        #expect(Key.end(of: Key(bytes: [0xFF, 0xFF])) == nil)
        #expect(Key.end(of: Key()) == nil)
    }

    private func isRising(_ keys: [[UInt8]]) -> Bool {
        zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
    }
}
