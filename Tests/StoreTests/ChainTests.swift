import Crypto
import Ledger
import TestSupport
import Testing

@testable import Store

@Suite struct `The chain of commits` {
    /// Worked out again from the rows alone, by another way than the store's own.
    @Test(arguments: SeededGenerator.seeds(10))
    func `follows from the rows of the store`(seed: UInt64) throws {
        let store = try BareStore()
        let state = try RandomPlay(seed: seed).run(200, on: store)
        let transactions = Dictionary(
            uniqueKeysWithValues: try store.records(.transactions, Transaction.self)
                .map { ($0.id, $0) })
        var entries = try store.rows(.entries)[...]
        let events = Dictionary(grouping: try store.rows(.events)) { Array($0.key.prefix(8)) }

        var previous = [UInt8](repeating: 0, count: 32)
        var entriesSeen: UInt64 = 0
        let commits = try store.rows(.commits)
        for (position, row) in commits.enumerated() {
            let commit = try CommitRecord(record: row.value, under: row.key.span)
            try #require(commit.sequence == UInt64(position) + 1, "SEED=\(seed)")
            try #require(commit.firstEntry == entriesSeen + 1, "SEED=\(seed)")
            entriesSeen += commit.entryCount
            let own = entries.prefix { $0.key.span.number(at: 0) <= entriesSeen }
            entries = entries.dropFirst(own.count)
            var content: [UInt8] = []
            let expected = transactions.values.filter { $0.wasWritten(by: commit.sequence) }
            try #require(commit.transactions.count == expected.count, "SEED=\(seed)")
            try #require(Set(commit.transactions) == Set(expected.map(\.id)), "SEED=\(seed)")
            for id in commit.transactions {
                let key = Key.id(id).bytes
                let transaction = try #require(transactions[id])
                content += transaction.asWritten(by: commit.sequence).record(under: key.span)
            }
            for row in own { content += row.value }
            let happened = events[row.key] ?? []
            let plainCount = commit.plain == nil ? 0 : 1
            try #require(happened.count + plainCount == commit.eventCount, "SEED=\(seed)")
            let eventsHash =
                happened.isEmpty ? [] : Array(SHA256.hash(data: happened.flatMap(\.value)))
            try #require(commit.eventsHash == eventsHash, "SEED=\(seed), \(commit.sequence)")

            var link =
                previous + bigEndian(commit.sequence)
                + bigEndian(UInt64(bitPattern: commit.time.nanoseconds))
                + bigEndian(commit.eventCount)
            link.append(commit.plain.map { $0.happening.rawValue + 1 } ?? 0)
            link += bigEndian(UInt64(commit.plain?.entryCount ?? 0)).suffix(4)
            link += eventsHash + content
            previous = Array(SHA256.hash(data: link))
            try #require(commit.chainHash == previous, "SEED=\(seed), \(commit.sequence)")
        }
        #expect(state.chainHash == previous)
        #expect(state.sequence == UInt64(commits.count))
        #expect(entriesSeen == state.entryCount)
        #expect(entries.isEmpty)
    }

    private func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}

extension Transaction {
    /// Whether a commit made it, or ran it at its time.
    fileprivate func wasWritten(by commit: UInt64) -> Bool {
        sequence == commit || movement?.sequence == commit
    }

    /// As it was then: before it runs, what is scheduled moves nothing.
    fileprivate func asWritten(by commit: UInt64) -> Transaction {
        var former = self
        if movement?.sequence != commit { former.movement = nil }
        return former
    }
}
