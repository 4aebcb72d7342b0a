import LMDB
import Ledger

extension StoreView {
    /// Hashes again what each commit appended, and chains it.
    func verifyChain(_ verifier: inout Verifier) throws(StoreError) {
        verifier.begin(.chain, total: try rowCount(tables.commits))
        var expected: UInt64 = 1
        var chain = [UInt8](repeating: 0, count: 32)
        var nextEntry: UInt64 = 1
        try each(CommitRecord.self, of: tables.commits, &verifier) {
            (commit, verifier) throws(StoreError) in
            if commit.sequence != expected {
                verifier.find(
                    "commit \(commit.sequence)", sequence: commit.sequence,
                    "commit \(expected) was expected next")
            }
            if commit.firstEntry != nextEntry {
                verifier.find(
                    "commit \(commit.sequence)", sequence: commit.sequence,
                    "its entries begin at \(commit.firstEntry), not at \(nextEntry)")
            }
            let content = try contentHash(of: commit)
            if content != commit.contentHash {
                verifier.find(
                    "commit \(commit.sequence)", sequence: commit.sequence,
                    "what it appended is not what it hashed")
            }
            let link = CommitContent.chain(
                chain, sequence: commit.sequence, time: commit.time, commit.contentHash)
            if link != commit.chainHash {
                verifier.find(
                    "commit \(commit.sequence)", sequence: commit.sequence,
                    "its hash does not continue the chain")
            }
            expected = commit.sequence + 1
            nextEntry = commit.firstEntry + commit.entryCount
            chain = commit.chainHash
        }
        guard !verifier.isOver else { return }
        if chain != state.chainHash || expected != state.sequence + 1 {
            verifier.find("state", sequence: state.sequence, "the chain ends elsewhere")
        }
        if nextEntry != state.entryCount + 1 {
            verifier.find("state", sequence: state.sequence, "there are other entries than counted")
        }
    }

    /// The hash of the rows that a commit appended, as they are now; nil where one is missing.
    private func contentHash(of commit: CommitRecord) throws(StoreError) -> [UInt8]? {
        var transactions: [UInt8] = []
        for id in commit.transactions {
            let key = Key.id(id)
            guard
                var transaction = try intact({ () throws(StoreError) in
                    try txn.transaction(tables, id)
                })
            else { return nil }
            // One that ran later was kept without what it moved.
            if let movement = transaction.movement, movement.sequence != commit.sequence {
                transaction.movement = nil
            }
            transactions += transaction.record(under: key.bytes.span)
        }
        var entries: [UInt8] = []
        for number in commit.firstEntry..<commit.firstEntry + commit.entryCount {
            guard let row = try row(tables.entries, Key.number(number)) else { return nil }
            entries += row
        }
        guard let eventsHash = try eventsHash(of: commit) else { return nil }
        return CommitContent.hash(transactions, entries, eventsHash: eventsHash)
    }

    /// The hash of a commit's events as they are now, or as it was where they were let go.
    private func eventsHash(of commit: CommitRecord) throws(StoreError) -> [UInt8]? {
        if commit.sequence < oldestSequence { return commit.eventsHash }
        var events: [UInt8] = []
        for index in 0..<UInt32(truncatingIfNeeded: commit.eventCount) {
            guard let row = try row(tables.events, Key.event(commit.sequence, index)) else {
                return nil
            }
            events += row
        }
        return CommitContent.hash(events)
    }

    private func row(_ database: Database, _ key: Key) throws(StoreError) -> [UInt8]? {
        do throws(LMDBError) {
            return try txn.get(database, key.bytes.span)
        } catch { throw .lmdb(error) }
    }
}
