import Ledger
import TestSupport
import Testing

@testable import Store

struct `The balances at work` {
    /// What a table and a writer without any memory would have.
    private struct Model {
        var table: [BalanceID: Balance] = [:]
        var current: [BalanceID: Balance] = [:]

        mutating func flush() { table = current }
    }

    private static func id(_ number: Int) -> BalanceID { BalanceID(bits: UInt128(number)) }

    private static func balance(_ number: Int, version: UInt64) throws -> Balance {
        var balance = Balance(
            id: id(number), currency: try #require(Currency("USD")), isWorld: false)
        balance.version = version
        return balance
    }

    @Test(arguments: SeededGenerator.seeds(20))
    func `are what was saved last, whatever was flushed and put back`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var working = WorkingBalances()
        var model = Model()
        var table: [BalanceID: Balance] = [:]
        for step in 1...400 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0:
                var order: [BalanceID] = []
                try working.flush { (balance) throws(StoreError) in
                    table[balance.id] = balance
                    order.append(balance.id)
                }
                #expect(order == Array(Set(order)).sorted(), "seed \(seed), step \(step)")
                model.flush()
                #expect(table == model.table, "seed \(seed), step \(step)")
            case 1:
                // A trial: saves that are put back, each to what was known before the first.
                var former: [BalanceID: WorkingBalances.Working?] = [:]
                for _ in 0..<Int.random(in: 1...5, using: &generator) {
                    let number = Int.random(in: 0..<12, using: &generator)
                    let id = Self.id(number)
                    if former[id] == nil { former.updateValue(working.working(id), forKey: id) }
                    working.save(try Self.balance(number, version: UInt64(1000 + step)))
                }
                for (id, known) in former { working.putBack(id, known) }
            default:
                let number = Int.random(in: 0..<12, using: &generator)
                let balance = try Self.balance(number, version: UInt64(step))
                working.save(balance)
                model.current[balance.id] = balance
            }
            for number in 0..<12 {
                let id = Self.id(number)
                #expect(
                    (working[id] ?? table[id]) == model.current[id], "seed \(seed), step \(step)")
            }
        }
    }

    @Test func `are to be flushed where many are pending, and let go of where many are known`()
        throws
    {
        var working = WorkingBalances()
        var flushed = 0
        for number in 0..<WorkingBalances.max {
            #expect(working.isFull == (number >= WorkingBalances.pendingMax))
            working.save(try Self.balance(number, version: 1))
        }
        try working.flush { (_) throws(StoreError) in flushed += 1 }
        #expect(flushed == WorkingBalances.max && !working.isFull)
        #expect(working[Self.id(0)] != nil, "as many as may be are kept")
        working.save(try Self.balance(WorkingBalances.max, version: 1))
        try working.flush { (_) throws(StoreError) in flushed += 1 }
        #expect(flushed == WorkingBalances.max + 1)
        #expect(working[Self.id(0)] == nil && working[Self.id(WorkingBalances.max)] == nil)
    }
}
