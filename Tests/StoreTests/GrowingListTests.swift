import Ledger
import TestSupport
import Testing

@testable import Store

/// Lists that are read page by page while rows come in before, between and behind what was read.
@Suite struct `A list that grows while it is read` {
    private static let seeds = SeededGenerator.seeds(SeededGenerator.isDeep ? 200 : 5)

    @Test(arguments: seeds)
    func `shows once what was there from the beginning`(seed: UInt64) throws {
        for newestFirst in [false, true] {
            var world = try World(seed: seed)
            let former = world.ids
            var seen: [BalanceID] = []
            var after: Position?
            repeat {
                let size = Int.random(in: 1...5, using: &world.random)
                let request = PageRequest(size: size, after: after, newestFirst: newestFirst)
                let page = try world.store.view { try $0.balances(request) { _ in true } }
                seen += page.items.map(\.balance.id)
                after = page.next
                try world.add(2)
            } while after != nil && seen.count < 500
            #expect(seen == seen.sorted { newestFirst ? $0 > $1 : $0 < $1 }, "SEED=\(seed)")
            #expect(Set(seen).count == seen.count, "SEED=\(seed)")
            #expect(former.isSubset(of: seen), "SEED=\(seed)")
        }
    }

    /// A row is left out or shown by what it is when its page is read.
    @Test(arguments: seeds)
    func `shows once what passes the filter throughout`(seed: UInt64) throws {
        var world = try World(seed: seed)
        func passes(_ id: BalanceID) -> Bool { id.bits % 3 == 0 }
        let former = world.ids.filter(passes)
        var seen: [BalanceID] = []
        var after: Position?
        repeat {
            let request = PageRequest(size: 2, after: after, newestFirst: false)
            let page = try world.store.view {
                try $0.balances(request) { passes($0.balance.id) }
            }
            seen += page.items.map(\.balance.id)
            after = page.next
            try world.add(2)
        } while after != nil && seen.count < 500
        #expect(seen.allSatisfy(passes), "SEED=\(seed)")
        #expect(Set(seen).count == seen.count, "SEED=\(seed)")
        #expect(former.isSubset(of: seen), "SEED=\(seed)")
    }

    @Test(arguments: [false, true])
    func `shows once each entry of a balance that moves on`(newestFirst: Bool) throws {
        let store = try BareStore()
        var stamps = StampSource()
        var state = BareStore.fresh
        func move(_ count: UInt64) throws {
            let first = state.sequence
            let steps = (first..<first + count).map {
                (Command.payment(Int($0)), stamps.next(after: $0))
            }
            state = try store.apply(steps, after: state)
        }
        try move(20)
        var seen: [UInt64] = []
        var after: Position?
        var pages = 0
        repeat {
            let request = PageRequest(size: 3, after: after, newestFirst: newestFirst)
            let page = try store.view { view in
                let till = try #require(try view.balance(named: "@till"))
                return try view.entries(of: till.balance, request) { _ in true }
            }
            seen += page.items.map(\.version)
            after = page.next
            pages += 1
            if pages < 5 { try move(2) }
        } while after != nil
        let end: UInt64 = newestFirst ? 21 : 29
        let expected = Array(2...end)
        #expect(seen == (newestFirst ? expected.reversed() : expected))
    }
}

/// A store of balances whose ids are anywhere.
private struct World {
    let store: BareStore
    var random: SeededGenerator
    private(set) var ids: Set<BalanceID> = []
    private var stamps: StampSource
    private var state = BareStore.fresh

    init(seed: UInt64) throws {
        store = try BareStore()
        random = SeededGenerator(seed: seed)
        stamps = StampSource(seed: seed)
        try add(30)
    }

    mutating func add(_ count: Int) throws {
        for _ in 0..<count {
            let id = BalanceID(bits: UInt128(random.next()) << 64 | UInt128(random.next()))
            ids.insert(id)
            let command = Command.createBalance(CreateBalance(id: id, currency: .dollar))
            state = try store.apply(
                [(command, stamps.next(after: state.sequence))], after: state)
        }
    }
}
