package import Ledger

/// One commit, as the chain of all commits has it.
package struct CommitRecord: Equatable, Sendable {
    package let sequence: UInt64
    package let time: Timestamp
    /// Its entries are `entryCount` from `firstEntry` on.
    package let firstEntry: UInt64
    package let entryCount: UInt64
    package let eventCount: UInt64
    /// Its first event, where that has no row.
    let plain: PlainEvent?
    /// The transactions it made or completed, in the order of their writing.
    package let transactions: [TransactionID]
    /// SHA-256 over the rows of its events: what is left of them for the chain once they are let
    /// go. Empty where it has none.
    package let eventsHash: [UInt8]
    /// SHA-256 over the chain hash before, all of the above, and the transactions and entries it
    /// appended.
    package var chainHash: [UInt8]
}

extension CommitRecord {
    /// The index of the first of its events that has a row, if any has.
    var firstEventRow: UInt32 { plain == nil ? 0 : 1 }

    /// Whether any of its events has a row.
    var hasEventRows: Bool { eventCount > UInt64(firstEventRow) }

    /// Its first event, where that has no row.
    var plainEvent: Event? { plain.flatMap { $0.event(of: self) } }
}

extension CommitRecord: Record {
    static var table: Table { .commits }

    // Its first byte: one more than what happened to the transaction of the plain event 4 bits ·
    // not all entries are that transaction's 1 · there is one transaction and no other event 1.
    private static let happening: UInt8 = 15
    private static let part: UInt8 = 16
    private static let single: UInt8 = 32

    private var isPart: Bool { plain.map { UInt64($0.entryCount) != entryCount } ?? false }
    private var isSingle: Bool { plain != nil && eventCount == 1 && transactions.count == 1 }

    func write(to record: inout RecordWriter) {
        record.byte(
            (plain?.code ?? 0) | (isPart ? CommitRecord.part : 0)
                | (isSingle ? CommitRecord.single : 0))
        if !isSingle {
            record.number(eventCount)
            record.number(UInt64(transactions.count))
        }
        for id in transactions { record.id(id) }
        if let first = transactions.first {
            record.time(time, near: first)
        } else {
            record.time(time)
        }
        record.number(firstEntry)
        record.number(entryCount)
        if let plain, isPart { record.number(UInt64(plain.entryCount)) }
        if hasEventRows { record.raw(eventsHash) }
        record.raw(chainHash)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        sequence = try record.ownNumber()
        let head = try record.byte()
        guard head < 2 * CommitRecord.single else { throw RecordDamage() }
        let isSingle = head & CommitRecord.single != 0
        eventCount = isSingle ? 1 : try record.number()
        var transactions: [TransactionID] = []
        for _ in 0..<(isSingle ? 1 : try record.number()) { transactions.append(try record.id()) }
        self.transactions = transactions
        if let first = transactions.first {
            time = try record.time(near: first)
        } else {
            time = try record.time()
        }
        firstEntry = try record.number()
        entryCount = try record.number()
        let isPart = head & CommitRecord.part != 0
        let own = isPart ? try record.number() : entryCount
        plain = try PlainEvent(code: head & CommitRecord.happening, entryCount: own)
        let hasRows = eventCount > (plain == nil ? 0 : 1)
        eventsHash = hasRows ? try record.raw(32) : []
        chainHash = try record.raw(32)
        // One commit, one form; and what is told of a transaction needs one.
        guard isSingle == self.isSingle, isPart == self.isPart,
            plain == nil || eventCount > 0 && !transactions.isEmpty
        else { throw RecordDamage() }
    }
}
