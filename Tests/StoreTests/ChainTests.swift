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
        let entries = try store.rows(.entries).map(\.value)
        let events = Dictionary(grouping: try store.rows(.events)) { Array($0.key.prefix(8)) }

        var previous = [UInt8](repeating: 0, count: 32)
        var entriesSeen: UInt64 = 0
        let commits = try store.rows(.commits)
        for (position, row) in commits.enumerated() {
            let commit = try CommitRecord(record: row.value, under: row.key.span)
            try #require(commit.sequence == UInt64(position) + 1, "SEED=\(seed)")
            try #require(commit.firstEntry == entriesSeen + 1, "SEED=\(seed)")
            let own = entries[Int(entriesSeen)..<Int(entriesSeen + commit.entryCount)]
            entriesSeen += commit.entryCount
            var content: [UInt8] = []
            let expected = transactions.values.filter { $0.wasWritten(by: commit.sequence) }
            try #require(commit.transactions.count == expected.count, "SEED=\(seed)")
            try #require(Set(commit.transactions) == Set(expected.map(\.id)), "SEED=\(seed)")
            for id in commit.transactions {
                let key = Key.id(id).bytes
                let transaction = try #require(transactions[id])
                content += transaction.asWritten(by: commit.sequence).record(under: key.span)
            }
            for entry in own { content += entry }
            let happened = try #require(events[row.key])
            try #require(UInt64(happened.count) == commit.eventCount, "SEED=\(seed)")
            let eventsHash = Array(SHA256.hash(data: happened.flatMap(\.value)))
            try #require(commit.eventsHash == eventsHash, "SEED=\(seed), \(commit.sequence)")

            let link =
                previous + bigEndian(commit.sequence)
                + bigEndian(UInt64(bitPattern: commit.time.nanoseconds)) + eventsHash + content
            previous = Array(SHA256.hash(data: link))
            try #require(commit.chainHash == previous, "SEED=\(seed), \(commit.sequence)")
        }
        #expect(state.chainHash == previous)
        #expect(state.sequence == UInt64(commits.count))
        #expect(entriesSeen == UInt64(entries.count))
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
