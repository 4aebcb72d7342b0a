import Crypto
import Ledger

/// The records that one commit appended, gathered for the chain of all commits.
struct CommitContent {
    private var transactions: [UInt8] = []
    private var entries: [UInt8] = []
    private var events: [UInt8] = []
    private(set) var entryCount: UInt64 = 0
    private var eventCount: UInt64 = 0

    mutating func addTransaction(_ record: [UInt8]) {
        transactions += record
    }

    mutating func addEntry(_ record: [UInt8]) {
        entries += record
        entryCount += 1
    }

    mutating func addEvent(_ record: [UInt8]) {
        events += record
        eventCount += 1
    }

    /// Hashes what was gathered, chains it to the commit before it, and begins anew.
    mutating func seal(
        _ stamp: Stamp, after chainHash: [UInt8], firstEntry: UInt64
    ) -> CommitRecord {
        var content = SHA256()
        content.update(data: transactions)
        content.update(data: entries)
        content.update(data: events)
        let contentHash = Array(content.finalize())

        var chain = SHA256()
        chain.update(data: chainHash)
        chain.update(data: Key.number(stamp.sequence).bytes)
        chain.update(data: Key.number(UInt64(bitPattern: stamp.time.nanoseconds)).bytes)
        chain.update(data: contentHash)
        let commit = CommitRecord(
            sequence: stamp.sequence, time: stamp.time, firstEntry: firstEntry,
            entryCount: entryCount, eventCount: eventCount, contentHash: contentHash,
            chainHash: Array(chain.finalize()))
        clear()
        return commit
    }

    private mutating func clear() {
        transactions.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        events.removeAll(keepingCapacity: true)
        entryCount = 0
        eventCount = 0
    }
}
