import Ledger

/// Entries of one transaction that stand in one row: all of them, for most transactions. What they
/// share stands once, and a transfer takes one row instead of two.
///
/// The row's key is the number of its last entry, so that the first row at or behind a number is
/// the one that holds it.
struct EntryRow: Equatable, Sendable {
    /// Entries of a row at most, so that reading one of them is as much work whatever else its
    /// transaction moved.
    static let entriesMax = 16

    /// Never empty, their numbers without a gap.
    let entries: [Entry]

    init(_ entries: some Collection<Entry>) {
        precondition((1...EntryRow.entriesMax).contains(entries.count), "a row has its bounds")
        self.entries = Array(entries)
    }

    /// The number of the last one, by which the row is found.
    var number: UInt64 { entries[entries.count - 1].number }
    var firstNumber: UInt64 { entries[0].number }

    subscript(number: UInt64) -> Entry? {
        entries.first { $0.number == number }
    }
}

extension EntryRow: Record {
    static var table: Table { .entries }

    // Its first byte: one less than the number of entries 4 bits · back-dated 1.
    private static let backdated: UInt8 = 16

    func write(to record: inout RecordWriter) {
        let shared = entries[0]
        let isBackdated = shared.effectiveAt != shared.recordedAt
        record.byte(UInt8(entries.count - 1) | (isBackdated ? EntryRow.backdated : 0))
        record.id(shared.transactionID)
        record.number(shared.sequence)
        record.time(shared.recordedAt, near: shared.transactionID)
        if isBackdated { record.time(shared.effectiveAt) }
        var former: Amount?
        for entry in entries {
            entry.write(to: &record, after: former)
            former = entry.amount
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let shared = try Shared(from: &record)
        var entries: [Entry] = []
        entries.reserveCapacity(shared.numbers.count)
        for number in shared.numbers {
            entries.append(
                try Entry(from: &record, number, after: entries.last?.amount, shared))
        }
        self.entries = entries
    }

    /// Reads one entry of a row; nil where the row has others.
    static func entry(
        _ number: UInt64, in record: [UInt8], under key: Span<UInt8>
    ) throws(StoreError) -> Entry? {
        do throws(RecordDamage) {
            var reader = try RecordReader(record, under: key, format: format)
            let shared = try Shared(from: &reader)
            guard shared.numbers.contains(number) else { return nil }
            var former: Amount?
            for earlier in shared.numbers.lowerBound..<number {
                former = try Entry(from: &reader, earlier, after: former, shared).amount
            }
            return try Entry(from: &reader, number, after: former, shared)
        } catch {
            throw .damaged(table: table.rawValue, key: hexadecimal(key))
        }
    }

    /// What all entries of a row have in common.
    fileprivate struct Shared {
        let numbers: ClosedRange<UInt64>
        let transactionID: TransactionID
        let sequence: UInt64
        let recordedAt: Timestamp
        let effectiveAt: Timestamp

        init(from record: inout RecordReader) throws(RecordDamage) {
            let last = try record.ownNumber()
            let head = try record.byte()
            let count = UInt64(head & (EntryRow.backdated - 1)) + 1
            guard head < 2 * EntryRow.backdated, last >= count else { throw RecordDamage() }
            numbers = last - count + 1...last
            transactionID = try record.id()
            sequence = try record.number()
            recordedAt = try record.time(near: transactionID)
            let isBackdated = head & EntryRow.backdated != 0
            effectiveAt = isBackdated ? try record.time() : recordedAt
            guard isBackdated == (effectiveAt != recordedAt) else { throw RecordDamage() }
        }
    }
}

extension Entry {
    // Its first byte: the movement 2 bits · side 1 · the entry before it in the row has the same
    // amount 1 · nothing is in flight after it 1.
    private static let sideShift: UInt8 = 2
    private static let sameAmount: UInt8 = 8
    private static let settled: UInt8 = 16

    /// - Parameter former: the amount of the entry before it in the row.
    fileprivate func write(to record: inout RecordWriter, after former: Amount?) {
        let isSame = amount == former
        let isSettled = !after.hasInflight
        record.byte(
            movement.rawValue | side.rawValue << Entry.sideShift
                | (isSame ? Entry.sameAmount : 0) | (isSettled ? Entry.settled : 0))
        record.id(balanceID)
        if !isSame { record.amount(amount) }
        record.amount(after.credit)
        record.amount(after.debit)
        if !isSettled {
            record.amount(after.inflightCredit)
            record.amount(after.inflightDebit)
        }
        record.number(version)
        // As distances, which are short where much happens on one balance, and mostly the same.
        record.number(number &- previous)
        record.number(previous &- jump)
    }

    fileprivate init(
        from record: inout RecordReader, _ number: UInt64, after former: Amount?,
        _ shared: EntryRow.Shared
    ) throws(RecordDamage) {
        let head = try record.byte()
        guard head < 2 * Entry.settled, let movement = Sums.Movement(rawValue: head & 3),
            let side = Sums.Side(rawValue: head >> Entry.sideShift & 1)
        else { throw RecordDamage() }
        let isSame = head & Entry.sameAmount != 0
        let isSettled = head & Entry.settled != 0
        let balanceID: BalanceID = try record.id()
        let amount = isSame ? former : try record.amount()
        guard let amount, isSame == (amount == former) else { throw RecordDamage() }
        var after = Sums(credit: try record.amount(), debit: try record.amount())
        if !isSettled {
            after.inflightCredit = try record.amount()
            after.inflightDebit = try record.amount()
            guard after.hasInflight else { throw RecordDamage() }
        }
        let version = try record.number()
        let previous = number &- (try record.number())
        self.init(
            number: number, balanceID: balanceID, transactionID: shared.transactionID,
            sequence: shared.sequence, side: side, movement: movement, amount: amount,
            after: after, version: version, recordedAt: shared.recordedAt,
            effectiveAt: shared.effectiveAt, previous: previous,
            jump: previous &- (try record.number()))
    }
}
