import Ledger
import TestSupport
import Testing

@testable import Store

/// What was done to a transaction, and when the holds on a balance end.
@Suite struct `The children of a transaction` {
    private let store: BareStore
    private let hold: TransactionID
    private let children: [TransactionID]

    /// A hold with 12 children, between two others that have some too.
    init() throws {
        store = try BareStore()
        var stamps = StampSource(from: .start)
        var state = BareStore.fresh
        let store = store
        func play(_ commands: [Command]) throws -> [TransactionID] {
            try commands.map { command in
                let turn = Turn(.one(command), stamps.next(after: state.sequence))
                let played = try store.play([turn], after: state)
                state = played.state
                return try #require(played.answers[0].outcomes.first?.transaction).transaction.id
            }
        }
        let holds = try play(
            ["before", "hold", "behind"].map { .transfer($0, 100, to: "@till", hold: HoldTerms()) })
        var made: [TransactionID] = []
        for number in 0..<12 {
            let name = "part \(number)"
            made += try play([.child(name, of: holds[1], .commit(.amount(Int128(number + 1))))])
            _ = try play([.child("other \(number)", of: holds[number % 2 * 2], .commit(.amount(1)))]
            )
        }
        hold = holds[1]
        children = made
    }

    @Test(arguments: [1, 2, 5, 11, 12, 13, 1000], [false, true])
    func `are listed page by page in the order of their making`(
        size: Int, newestFirst: Bool
    ) throws {
        let listed = try walk(hold, size, newestFirst) { _ in true }
        #expect(listed == (newestFirst ? children.reversed() : children))
    }

    @Test func `are listed as far as they pass the filter`() throws {
        let listed = try walk(hold, 2, false) { $0.order.amount > Amount(9) }
        #expect(listed == Array(children.suffix(3)))
    }

    @Test func `are none of one that has none, or doesn't exist`() throws {
        for id in [children[0], TransactionID(bits: 0xFA15E), TransactionID(bits: .max)] {
            #expect(try walk(id, 5, false) { _ in true } == [])
        }
    }

    private func walk(
        _ parent: TransactionID, _ size: Int, _ newestFirst: Bool,
        _ matches: (Transaction) -> Bool
    ) throws -> [TransactionID] {
        var ids: [TransactionID] = []
        var after: Position?
        repeat {
            let request = PageRequest(size: size, after: after, newestFirst: newestFirst)
            let page = try store.view { try $0.children(of: parent, request, where: matches) }
            #expect(page.items.count <= size)
            ids += page.items.map(\.id)
            after = page.next
        } while after != nil
        return ids
    }
}

@Suite struct `The next expiry of a balance` {
    @Test func `is that of its open hold that ends first`() throws {
        let store = try BareStore()
        var stamps = StampSource(from: .start)
        var state = BareStore.fresh
        func play(_ command: Command) throws -> TransactionID? {
            let turn = Turn(.one(command), stamps.next(after: state.sequence))
            let played = try store.play([turn], after: state)
            state = played.state
            return played.answers[0].outcomes.first?.transaction?.transaction.id
        }
        func next(_ name: String) throws -> Timestamp? {
            try store.view { try $0.nextExpiry(named: name) }
        }
        func hold(_ reference: String, _ days: Int64?, to name: String) throws -> TransactionID {
            let terms = HoldTerms(expiresAt: days.map { .start(plus: 86_400 * $0) })
            return try #require(try play(.transfer(reference, 10, to: name, hold: terms)))
        }
        func day(_ number: Int64) -> Timestamp { .start(plus: 86_400 * number) }

        #expect(try next("@a") == nil)
        let third = try hold("third", 3, to: "@a")
        let second = try hold("second", 2, to: "@a")
        _ = try hold("never", nil, to: "@a")
        let first = try hold("first", 1, to: "@b")
        #expect(try next("@a") == day(2))
        #expect(try next("@b") == day(1))
        #expect(try next("@world") == day(1))

        _ = try play(.child("part", of: second, .commit(.amount(3))))
        #expect(try next("@a") == day(2))
        _ = try play(.child("rest", of: second, .commit(.rest)))
        #expect(try next("@a") == day(3))
        _ = try play(
            .child("longer", of: third, .update(HoldChange(expiresAt: .set(day(9))))))
        #expect(try next("@a") == day(9))
        _ = try play(.child("void", of: first, .void))
        #expect(try next("@b") == nil)
        #expect(try next("@world") == day(9))
        _ = try play(.child("for ever", of: third, .update(HoldChange(expiresAt: .set(nil)))))
        #expect(try next("@a") == nil)
        #expect(try store.rows(.expiries) == [])
        #expect(try store.audit() == [])
    }
}
