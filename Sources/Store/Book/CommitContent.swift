import Crypto
import Ledger

/// The records that one commit appended, gathered for the chain of all commits.
struct CommitContent {
    private var transactions: [UInt8] = []
    private var transactionIDs: [TransactionID] = []
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
        let contentHash = CommitContent.hash(transactions, entries, eventsHash: eventsHash)
        let commit = CommitRecord(
            sequence: stamp.sequence, time: stamp.time, firstEntry: firstEntry,
            entryCount: entryCount, eventCount: eventCount, transactions: transactionIDs,
            eventsHash: eventsHash, contentHash: contentHash,
            chainHash: CommitContent.chain(
                chainHash, sequence: stamp.sequence, time: stamp.time, contentHash))
        clear()
        return commit
    }

    /// What a commit appended, as one hash.
    static func hash(
        _ transactions: [UInt8], _ entries: [UInt8], eventsHash: [UInt8]
    ) -> [UInt8] {
        var content = SHA256()
        content.update(data: transactions)
        content.update(data: entries)
        content.update(data: eventsHash)
        return Array(content.finalize())
    }

    /// The events of a commit as one hash, which stays when they go.
    static func hash(_ events: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: events)) }

    /// The hash of a commit, over the one before it.
    static func chain(
        _ former: [UInt8], sequence: UInt64, time: Timestamp, _ contentHash: [UInt8]
    ) -> [UInt8] {
        var chain = SHA256()
        chain.update(data: former)
        chain.update(data: Key.number(sequence).bytes)
        chain.update(data: Key.number(UInt64(bitPattern: time.nanoseconds)).bytes)
        chain.update(data: contentHash)
        return Array(chain.finalize())
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
