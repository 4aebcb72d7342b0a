import Ledger
import TestSupport
import Testing

@testable import Store

@Suite struct `The stored events` {
    @Test(arguments: SeededGenerator.seeds(3))
    func `come in order and in whole commits, however few are asked for`(seed: UInt64) throws {
        let bare = try BareStore()
        let state = try RandomPlay(seed: seed).run(200, on: bare)
        let all = try bare.records(.events, Event.self)
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
