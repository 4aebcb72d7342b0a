import Crypto
import LMDB
import Ledger

/// The records that one commit appended, gathered for the chain of all commits.
struct CommitContent {
    private(set) var transactionIDs: [TransactionID] = []
    private var transactions: [UInt8] = []
    private var entries: [UInt8] = []
    private var events: [UInt8] = []
    private var plain: PlainEvent?
    private(set) var entryCount: UInt64 = 0
    private var eventCount: UInt64 = 0
    /// Whether those who follow the log are to be told of its event.
    var isTold = false
    /// What its event tells of; empty where nobody is told.
    private var draft = EventDraft()

    mutating func addTransaction(_ record: borrowing RecordWriter, _ transaction: Transaction) {
        transactions.append(contentsOf: record.room[..<record.count])
        transactionIDs.append(transaction.id)
        if isTold { draft.add(transaction) }
    }

    /// Adds a row of entries.
    mutating func addEntries(_ record: borrowing RecordWriter, _ row: [Entry]) {
        entries.append(contentsOf: record.room[..<record.count])
        entryCount += UInt64(row.count)
        if isTold { draft.add(row) }
    }

    /// Notes that something else was appended that an event tells of its transaction.
    mutating func addMore() { draft.addMore() }

    mutating func addEvent(_ record: borrowing RecordWriter) {
        events.append(contentsOf: record.room[..<record.count])
        eventCount += 1
    }

    /// Adds the first event, which takes no row.
    mutating func addEvent(_ event: PlainEvent) {
        plain = event
        eventCount += 1
    }

    /// What its one event tells of, where nothing has to be looked up for it.
    var told: (transaction: Transaction, entries: [Entry])? {
        guard isTold, plain != nil, eventCount == 1 else { return nil }
        return draft.whole
    }

    /// Hashes what was gathered, chains it to the commit before it, and begins anew.
    mutating func seal(
        _ stamp: Stamp, after chainHash: [UInt8], firstEntry: UInt64
    ) -> CommitRecord {
        var commit = CommitRecord(
            sequence: stamp.sequence, time: stamp.time, firstEntry: firstEntry,
            entryCount: entryCount, eventCount: eventCount, plain: plain,
            transactions: transactionIDs, eventsHash: CommitContent.hash(events), chainHash: [])
        commit.chainHash = commit.link(after: chainHash, transactions, entries)
        clear()
        return commit
    }

    /// The rows of a commit's events as one hash, which stays when they go; empty where there are
    /// none.
    static func hash(_ events: [UInt8]) -> [UInt8] {
        events.isEmpty ? [] : SHA256.hash(data: events).bytes
    }

    private mutating func clear() {
        transactionIDs.removeAll(keepingCapacity: true)
        transactions.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        events.removeAll(keepingCapacity: true)
        plain = nil
        draft = EventDraft()
        entryCount = 0
        eventCount = 0
    }
}

extension CommitRecord {
    /// Its hash, over the one before it, what else it says, and all that it appended.
    func link(
        after former: [UInt8], _ transactions: [UInt8], _ entries: [UInt8]
    ) -> [UInt8] {
        // In one piece, because each that is handed over costs as much as hashing a few blocks.
        var content: [UInt8] = []
        content.reserveCapacity(96 + transactions.count + entries.count)
        content += former
        content.append(bytesOf: sequence.bigEndian)
        content.append(bytesOf: time.nanoseconds.bigEndian)
        content.append(bytesOf: eventCount.bigEndian)
        content.append(plain?.code ?? 0)
        content.append(bytesOf: (plain?.entryCount ?? 0).bigEndian)
        content += eventsHash
        content += transactions
        content += entries
        return SHA256.hash(data: content).bytes
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
