import Ledger
import TestSupport
import Testing

@testable import Store

@Suite struct `The stored events` {
    @Test(arguments: SeededGenerator.seeds(3))
    func `come in order and in whole commits, however few are asked for`(seed: UInt64) throws {
        let bare = try BareStore()
        let state = try RandomPlay(seed: seed).run(200, on: bare)
        let all = try bare.view { try $0.events(from: 0, limit: .max) }
        try #require(all.last?.sequence == state.sequence, "SEED=\(seed)")
        for limit in [1, 2, 3, 10, 1000] {
            var gathered: [Event] = []
            var from: UInt64 = 0
            while true {
                let events = try bare.view { try $0.events(from: from, limit: limit) }
                guard let first = events.first, let last = events.last else { break }
                #expect(first.sequence >= from, "SEED=\(seed)")
                let before = events.prefix { $0.sequence < last.sequence }.count
                #expect(before < limit, "SEED=\(seed), \(limit) from \(from)")
                let isLast = last.sequence == state.sequence
                #expect(events.count >= limit || isLast, "SEED=\(seed), \(limit) from \(from)")
                gathered += events
                from = last.sequence + 1
            }
            #expect(gathered == all, "SEED=\(seed), by \(limit)")
        }
    }

    @Test func `begin with the oldest, and with the next one where there are none`() throws {
        let bare = try BareStore()
        #expect(try bare.view { $0.oldestSequence } == 1)
        #expect(try bare.view { try $0.events(from: 0, limit: 10) } == [])
        _ = try RandomPlay(seed: 1).run(20, on: bare)
        #expect(try bare.view { $0.oldestSequence } == 1)
        let beyond = try bare.view { view in try view.events(from: view.sequence + 1, limit: 10) }
        #expect(beyond == [])
    }
}

/// Of most commits the only event.
@Suite struct `The event of a plain transfer` {
    private let store: BareStore
    /// Where the store stands after two transfers, of which the first made the balances.
    private let state: StoreState

    init() throws {
        store = try BareStore()
        var stamps = StampSource()
        let steps = (1...2).map { (Command.payment($0), stamps.next(after: UInt64($0) - 1)) }
        state = try store.apply(steps, after: BareStore.fresh)
    }

    @Test func `stands in no row, and is read as if it did`() throws {
        #expect(try store.rows(.events).filter { $0.key.starts(with: Key.number(2).bytes) } == [])
        try store.view { view in
            let made = try #require(try view.transaction("payment 2"))
            let expected = Event(
                sequence: 2, index: 0, time: made.createdAt,
                content: .transaction(
                    TransactionEvent(
                        transactionID: made.id, happening: .applied, firstEntry: 3, entryCount: 2)))
            #expect(try view.events(from: 2, limit: 10) == [expected])
            #expect(try view.txn.event(view.tables, 2, 0, after: 1) == expected)
            #expect(try view.txn.event(view.tables, 2, 1, after: 1) == nil)
            #expect(try view.counts().events == 4)
        }
    }

    @Test func `is gone like all others once it was let go`() throws {
        var book = try store.book(after: state)
        #expect(try book.hasEvent(sequence: 2, index: 0))
        #expect(try !book.hasEvent(sequence: 2, index: 1))
        try book.deleteEvents(through: 1)
        #expect(try book.hasEvent(sequence: 2, index: 0))
        try book.deleteEvents(through: 2)
        #expect(try !book.hasEvent(sequence: 2, index: 0))
        _ = try book.commit()
        try store.view { (view) throws in
            #expect(try view.events(from: 0, limit: 10) == [])
            #expect(try view.txn.event(view.tables, 2, 0, after: view.state.trimmedThrough) == nil)
            #expect(try view.counts().events == 0)
            #expect(try view.findings() == [])
        }
    }

    @Test func `is what its commit says, and stands in no row besides`() throws {
        let event = try #require(try store.view { try $0.events(from: 2, limit: 1).first })
        let key = Key.event(2, 0)
        try store.put(.events, key.bytes, event.record(under: key.bytes.span))
        #expect(try store.view { try $0.findings().first?.record } == "events 2.0")
        try store.delete(.events, key.bytes)
        #expect(try store.view { try $0.findings() } == [])
    }

    @Test func `counts`() throws {
        var other = state
        other.eventCount -= 1
        let key = Key.state.bytes
        try store.put(.state, key, other.record(under: key.span))
        #expect(try store.view { try $0.findings().first?.record } == "state state")
    }
}
