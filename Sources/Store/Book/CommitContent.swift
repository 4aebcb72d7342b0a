import Crypto
import LMDB
import Ledger

/// The records that one commit appended, gathered for the chain of all commits.
struct CommitContent {
    private var transactionIDs: [TransactionID] = []
    private var transactions: [UInt8] = []
    private var entries: [UInt8] = []
    private var events: [UInt8] = []
    private(set) var entryCount: UInt64 = 0
    private var eventCount: UInt64 = 0

    mutating func addTransaction(_ record: [UInt8], _ id: TransactionID) {
        transactions += record
        transactionIDs.append(id)
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
        let eventsHash = CommitContent.hash(events)
        let commit = CommitRecord(
            sequence: stamp.sequence, time: stamp.time, firstEntry: firstEntry,
            entryCount: entryCount, eventCount: eventCount, transactions: transactionIDs,
            eventsHash: eventsHash,
            chainHash: CommitContent.chain(
                chainHash, stamp.sequence, stamp.time, eventsHash: eventsHash, transactions,
                entries))
        clear()
        return commit
    }

    /// The events of a commit as one hash, which stays when they go.
    static func hash(_ events: [UInt8]) -> [UInt8] { SHA256.hash(data: events).bytes }

    /// The hash of a commit, over the one before it and all that it appended.
    static func chain(
        _ former: [UInt8], _ sequence: UInt64, _ time: Timestamp, eventsHash: [UInt8],
        _ transactions: [UInt8], _ entries: [UInt8]
    ) -> [UInt8] {
        // In one piece, because each that is handed over costs as much as hashing a few blocks.
        var content: [UInt8] = []
        content.reserveCapacity(80 + transactions.count + entries.count)
        content += former
        content.append(bytesOf: sequence.bigEndian)
        content.append(bytesOf: time.nanoseconds.bigEndian)
        content += eventsHash
        content += transactions
        content += entries
        return SHA256.hash(data: content).bytes
    }

    private mutating func clear() {
        transactionIDs.removeAll(keepingCapacity: true)
        transactions.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        events.removeAll(keepingCapacity: true)
        entryCount = 0
        eventCount = 0
    }
}

extension SHA256Digest {
    /// As an array. A digest does not say how long it is, so that one made of it at once would grow
    /// step by step.
    fileprivate var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(SHA256Digest.byteCount)
        for byte in self { bytes.append(byte) }
        return bytes
    }
}
