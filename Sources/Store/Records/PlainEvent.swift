import Ledger

/// The event with which most commits begin: that their first transaction was made and moved what it
/// moves, or was completed. The commit says all of it, so that it has no row, and who reads the log
/// has it made out of the commit.
struct PlainEvent: Equatable, Sendable {
    let happening: TransactionEvent.Happening
    /// How many entries are its transaction's: the first ones of the commit.
    let entryCount: UInt32
}

extension PlainEvent {
    /// Nil where the event needs a row.
    /// - Parameters:
    ///   - transactions: what its commit has written so far.
    ///   - entries: the numbers of the entries that its commit has written so far.
    init?(_ event: Event, transactions: [TransactionID], entries: Range<UInt64>) {
        guard event.index == 0, case .transaction(let told) = event.content,
            told.transactionID == transactions.first, told.progress == nil,
            told.entryCount > 0, told.firstEntry == entries.lowerBound,
            UInt64(told.entryCount) == UInt64(entries.count)
        else { return nil }
        self.init(happening: told.happening, entryCount: told.entryCount)
    }

    /// The event as it would stand in the log; nil where a commit can't have it.
    func event(of commit: CommitRecord) -> Event? {
        guard let id = commit.transactions.first else { return nil }
        return Event(
            sequence: commit.sequence, index: 0, time: commit.time,
            content: .transaction(
                TransactionEvent(
                    transactionID: id, happening: happening, firstEntry: commit.firstEntry,
                    entryCount: entryCount)))
    }
}

extension PlainEvent {
    /// What happened as commits write it; 0 is for those without.
    var code: UInt8 { happening.rawValue + 1 }

    /// Nil for the code of those without.
    init?(code: UInt8, entryCount: UInt64) throws(RecordDamage) {
        guard code > 0 else { return nil }
        guard let happening = TransactionEvent.Happening(rawValue: code - 1),
            let entryCount = UInt32(exactly: entryCount), entryCount > 0
        else { throw RecordDamage() }
        self.init(happening: happening, entryCount: entryCount)
    }
}
