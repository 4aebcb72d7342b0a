import LMDB
import Ledger

/// The book on disk: what the rules read and write, within the one open write transaction.
///
/// It belongs to the writer thread. Commands are applied one after the other and sealed with
/// `seal`, which numbers and chains them; `commit` makes the whole group durable.
struct LMDBBook: ~Copyable, Book {
    typealias Failure = StoreError

    var state: StoreState
    private(set) var txn: WriteTransaction
    let tables: Tables
    var content = CommitContent()
    /// The record that was put last: one room for all of them.
    private(set) var record = RecordWriter()
    /// What was changed or read before.
    private var memory: BookMemory
    /// What to put back if the trial that runs is taken back; nil while none runs.
    var trial: Trial?
    /// The registered endpoints, once something asked for them.
    var registered: [WebhookEndpoint]?
    /// What was written since this was taken, for those who look after it. It may name what was
    /// taken back again.
    var arrivals: Arrivals = []
    /// The events to tell of, since this was taken.
    var told: [EventMaterial] = []
    /// Told of each monitor that could not be read while it should have fired.
    let onDamage: @Sendable (MonitorID) -> Void

    /// - Parameter memory: of the book before, which LMDB's last commit came from.
    init(
        _ txn: consuming WriteTransaction, _ tables: Tables, _ state: StoreState,
        _ memory: BookMemory = BookMemory(), onDamage: @escaping @Sendable (MonitorID) -> Void
    ) {
        self.txn = txn
        self.tables = tables
        self.state = state
        self.memory = memory
        self.onDamage = onDamage
    }

    /// Numbers and chains the command that was just applied.
    mutating func seal(_ stamp: Stamp) throws(StoreError) {
        let entries = content.entryCount
        let told = content.told
        let commit = content.seal(
            stamp, after: state.chainHash, firstEntry: state.entryCount - entries + 1)
        let key = FixedKey.number(stamp.sequence)
        try put(tables.commits, key.span, commit, .append)
        state.sequence = stamp.sequence
        state.time = stamp.time
        state.chainHash = commit.chainHash
        state.eventCount += commit.eventCount
        // What can't be read now is not told, and no reason for the command to fail: when it is
        // applied again, nobody may be told.
        if let told, let material = try? material(told.transaction, told.entries, of: commit) {
            self.told.append(material)
        }
    }

    /// Counts a monitor, if it is new.
    mutating func count(_ monitor: Monitor) {
        state.monitorCount = max(state.monitorCount, monitor.ordinal)
    }

    /// Counts the note that was just applied.
    mutating func sealNote() { state.noteCount += 1 }

    mutating func noteTrimmed(_ count: UInt64, through sequence: UInt64) {
        state.trimmedThrough = sequence
        state.eventCount -= min(count, state.eventCount)
    }

    mutating func countSubscription() { state.subscriptionCount += 1 }

    /// A look at what it holds by now. It must have ended before anything is changed.
    func look() -> StoreView { StoreView(txn.look(), tables, state, memory.balances) }

    /// Whether so many balances aren't in their table yet that they are to be put there.
    var isFull: Bool { memory.balances.isFull }

    /// Puts the balances that were changed into their table.
    mutating func flush() throws(StoreError) {
        // Taken out meanwhile, because putting changes the book. Where that fails they are lost,
        // and the book with them.
        var balances = WorkingBalances()
        swap(&balances, &memory.balances)
        try balances.flush { (balance) throws(StoreError) in try put(balance) }
        swap(&balances, &memory.balances)
    }

    /// Makes everything since the beginning durable in LMDB; the state then is the store's, and the
    /// memory that of the next book.
    /// - Parameter mark: how far the journal is in it; nil where there is none.
    @available(*, noasync, message: "the book belongs to the writer thread")
    consuming func commit(
        _ mark: JournalMark? = nil
    ) throws(StoreError) -> (state: StoreState, memory: BookMemory) {
        try flush()
        try put(tables.state, Key.state, state)
        if let mark { try put(tables.journal, Key.journalMark, mark) }
        let committed = (state, memory)
        do { try txn.commit() } catch { throw .lmdb(error) }
        return committed
    }

    /// Drops everything since the beginning.
    consuming func abort() {
        txn.abort()
    }
}

// MARK: - Ledgers and balances

extension LMDBBook {
    func ledger(_ id: LedgerID) throws(StoreError) -> LedgerRecord? {
        try memory.known.ledger(id) { (id) throws(StoreError) in try txn.ledger(tables, id) }
    }

    mutating func save(_ ledger: LedgerRecord) throws(StoreError) {
        memory.known.forget(ledger.id)
        try put(tables.ledgers, Key.id(ledger.id), ledger)
    }

    func balanceID(
        _ indicator: Indicator, _ currency: Currency
    ) throws(StoreError) -> BalanceID? {
        try txn.balanceID(tables, indicator, currency)
    }

    func balance(_ id: BalanceID) throws(StoreError) -> Balance? {
        if let balance = memory.balances[id] { return balance }
        return try txn.balance(tables, id)
    }

    func profile(_ id: BalanceID) throws(StoreError) -> BalanceProfile? {
        try memory.known.profile(id) { (id) throws(StoreError) in try txn.profile(tables, id) }
    }

    mutating func insert(_ view: BalanceView) throws(StoreError) {
        // At once, so that whoever counts or walks the balances meets it.
        try put(view.balance)
        try save(view.profile)
        guard let indicator = view.profile.indicator else { return }
        let key = Key.indicator(indicator, view.balance.currency)
        try putBytes(tables.indicators, key, view.balance.id.stored(under: key))
    }

    mutating func save(_ balance: Balance) throws(StoreError) {
        trial?.remember(balance.id, memory.balances.working(balance.id))
        memory.balances.save(balance)
    }

    private mutating func put(_ balance: Balance) throws(StoreError) {
        let key = FixedKey.id(balance.id)
        try remember(tables.balances, key.span)
        do throws(LMDBError) {
            try txn.put(tables.balances, key.span, count: BalanceRecord.size(balance)) {
                BalanceRecord.write(balance, under: key.span, to: &$0)
            }
        } catch { throw .lmdb(error) }
    }

    mutating func save(_ profile: BalanceProfile) throws(StoreError) {
        memory.known.forget(profile.id)
        try put(tables.profiles, Key.id(profile.id), profile)
    }
}

// MARK: - Transactions and entries

extension LMDBBook {
    func transactionID(_ reference: Reference) throws(StoreError) -> TransactionID? {
        try txn.transactionID(tables, reference)
    }

    func transaction(_ id: TransactionID) throws(StoreError) -> Transaction? {
        try txn.transaction(tables, id)
    }

    mutating func insert(_ transaction: Transaction) throws(StoreError) {
        try write(transaction)
        let key = transaction.reference.description
        let row = transaction.id.stored(under: key.utf8.span)
        try putBytes(tables.references, key.utf8.span, row)
        guard let parent = transaction.parentID else { return }
        try putKey(tables.children, Key.child(parent, transaction.id))
    }

    mutating func complete(_ transaction: Transaction) throws(StoreError) {
        try write(transaction)
    }

    private mutating func write(_ transaction: Transaction) throws(StoreError) {
        let key = FixedKey.id(transaction.id)
        try put(tables.transactions, key.span, transaction)
        content.addTransaction(record, transaction)
    }

    func progress(_ id: TransactionID) throws(StoreError) -> TransactionProgress? {
        try txn.progress(tables, id)
    }

    mutating func save(_ progress: TransactionProgress) throws(StoreError) {
        try put(tables.progress, Key.id(progress.transactionID), progress)
    }

    mutating func insert(_ due: Due) throws(StoreError) {
        arrivals.insert(.dues)
        try putKey(tables.dues, Key.due(due))
    }

    mutating func delete(_ due: Due) throws(StoreError) {
        try remove(tables.dues, Key.due(due))
    }

    mutating func insert(expiry: HoldExpiry) throws(StoreError) {
        try putKey(tables.expiries, Key.expiry(expiry))
    }

    mutating func delete(expiry: HoldExpiry) throws(StoreError) {
        try remove(tables.expiries, Key.expiry(expiry))
    }

    func entry(_ number: UInt64) throws(StoreError) -> Entry? {
        try txn.entry(tables, number)
    }

    func nextEntryNumber() -> UInt64 { state.entryCount + 1 }

    mutating func append(_ entries: [Entry]) throws(StoreError) {
        for start in stride(from: 0, to: entries.count, by: EntryRow.entriesMax) {
            let end = min(start + EntryRow.entriesMax, entries.count)
            try append(EntryRow(entries[start..<end]))
        }
    }

    private mutating func append(_ row: EntryRow) throws(StoreError) {
        let key = FixedKey.number(row.number)
        try put(tables.entries, key.span, row, .append)
        content.addEntries(record, row.entries)
        state.entryCount = row.number
        for entry in row.entries where entry.effectiveAt != entry.recordedAt {
            try putKey(tables.backdated, Key.backdated(entry))
        }
    }
}

// MARK: - Writing

extension LMDBBook {
    mutating func put(
        _ database: Database, _ key: consuming Key, _ value: some Record
    ) throws(StoreError) {
        let key = key
        try put(database, key.bytes.span, value)
    }

    mutating func put(
        _ database: Database, _ key: Span<UInt8>, _ value: some Record,
        _ options: PutOptions = .overwrite
    ) throws(StoreError) {
        try remember(database, key, isNew: options == .append)
        value.lay(out: &record, under: key)
        do { try txn.put(database, key, record, options) } catch { throw .lmdb(error) }
    }

    /// Forgets what was read, where it is about to be something else.
    func forgetKnown() { memory.known.forgetAll() }

    /// Takes back what became of balances while a trial ran.
    mutating func takeBackBalances(of trial: Trial) {
        for (id, former) in trial.formerBalances { memory.balances.putBack(id, former) }
    }

    mutating func putBytes(
        _ database: Database, _ key: Key, _ value: [UInt8]
    ) throws(StoreError) {
        try putBytes(database, key.bytes.span, value)
    }

    mutating func putBytes(
        _ database: Database, _ key: Span<UInt8>, _ value: [UInt8],
        _ options: PutOptions = .overwrite
    ) throws(StoreError) {
        try remember(database, key, isNew: options == .append)
        do { try txn.put(database, key, value.span, options) } catch { throw .lmdb(error) }
    }

    /// A row that says all it has to say by its key.
    mutating func putKey(_ database: Database, _ key: Key) throws(StoreError) {
        try putBytes(database, key, KeyRecord.row(under: key))
    }

    mutating func remove(_ database: Database, _ key: Key) throws(StoreError) {
        try remember(database, key.bytes.span)
        do { try txn.delete(database, key.bytes.span) } catch { throw .lmdb(error) }
    }
}

extension WriteTransaction {
    fileprivate mutating func put(
        _ database: Database, _ key: Span<UInt8>, _ record: borrowing RecordWriter,
        _ options: PutOptions
    ) throws(LMDBError) {
        try put(database, key, record.room.span.extracting(0..<record.count), options)
    }
}
