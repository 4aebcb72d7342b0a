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
            uniqueKeysWithValues: try store.rows(.transactions).map { ($0.key, $0.value) })
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
            for id in try transactionIDs(of: own, from: Int(commit.firstEntry)) {
                content += try #require(transactions[Key.id(id).bytes])
            }
            for entry in own { content += entry }
            let happened = try #require(events[row.key])
            try #require(UInt64(happened.count) == commit.eventCount, "SEED=\(seed)")
            for event in happened { content += event.value }

            let contentHash = Array(SHA256.hash(data: content))
            let link =
                previous + bigEndian(commit.sequence)
                + bigEndian(UInt64(bitPattern: commit.time.nanoseconds)) + contentHash
            previous = Array(SHA256.hash(data: link))
            try #require(commit.contentHash == contentHash, "SEED=\(seed), \(commit.sequence)")
            try #require(commit.chainHash == previous, "SEED=\(seed), \(commit.sequence)")
        }
        #expect(state.chainHash == previous)
        #expect(state.sequence == UInt64(commits.count))
        #expect(entriesSeen == UInt64(entries.count))
    }

    /// The transactions of which there are entries, in the order of these.
    private func transactionIDs(
        of entries: ArraySlice<[UInt8]>, from first: Int
    ) throws -> [TransactionID] {
        var ids: [TransactionID] = []
        for (position, row) in entries.enumerated() {
            let key = Key.number(UInt64(first + position)).bytes
            let entry = try Entry(record: row, under: key.span)
            if ids.last != entry.transactionID { ids.append(entry.transactionID) }
        }
        return ids
    }

    private func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}
