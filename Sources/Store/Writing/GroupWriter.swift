import LMDB
import Ledger

/// Applies writes that are durable in the journal, in a write transaction that stays open until
/// `commit` brings all of it into LMDB.
///
/// It belongs to one thread at a time: the one that opens the store, then the writer's. What the
/// open transaction holds can be made again out of LMDB's last commit and the writes since, so
/// whatever goes wrong with it costs time and nothing else.
struct GroupWriter: Sendable {
    /// Commands applied before those who want to look get their turn.
    private static let turnMax = 64
    /// Records of the journal that changed nothing, of which LMDB need not know: they would be
    /// refused again after a restart.
    private static let idleRecordMax: UInt64 = 10_000

    private let environment: Environment
    private let tables: Tables
    /// Kept as long as anything may be written: nobody else opens the folder before.
    private let folder: DataFolder
    private let options: StoreOptions
    private let onDamage: @Sendable (MonitorID) -> Void
    private let open: OpenBook
    /// Where the store stands, and where LMDB does.
    private(set) var state: StoreState
    private var committed: StoreState
    /// The last record of the journal that was applied, and the last of which LMDB knows.
    private var record: UInt64
    private(set) var committedRecord: UInt64
    /// What changed something since LMDB's last commit.
    private var news: [JournaledWrite] = []
    private var newCommandCount = 0
    /// What LMDB's last commit left to the next book.
    private var memory = BookMemory()
    /// What was applied since this was taken brought.
    private var arrivals: Arrivals = []
    /// Whether those who follow the log are to be told of events.
    var tellsEvents = false
    /// The events to tell of, since this was taken.
    private var told: [EventMaterial] = []

    init(
        _ opened: LedgerStore.Opened, _ open: OpenBook, _ folder: DataFolder,
        _ options: StoreOptions, onDamage: @escaping @Sendable (MonitorID) -> Void
    ) {
        environment = opened.environment
        tables = opened.tables
        self.folder = folder
        self.options = options
        self.onDamage = onDamage
        self.open = open
        state = opened.state
        committed = opened.state
        record = opened.mark.record
        committedRecord = opened.mark.record
    }

    /// Whether a transaction is open.
    var isOpen: Bool { open.isOpen }

    /// Whether so much is open that it is to be committed.
    var isFull: Bool {
        newCommandCount >= options.commitMax || record - committedRecord >= Self.idleRecordMax
    }

    /// Whether too little room is left on the disk to take another write.
    var isDiskFull: Bool {
        guard let disk = try? FileSystem(of: folder.path) else { return false }
        // On a small disk the reserve is a sixteenth of it.
        return disk.freeBytes < min(options.diskReserveBytes, disk.totalBytes / 16)
    }
}

// MARK: - Applying

extension GroupWriter {
    /// Applies writes, or the first of them: as many as may hold up those who want to look.
    ///
    /// What concerns one write fails that write, and what it had begun is undone. What is thrown
    /// means that nothing may be written any more.
    @available(*, noasync, message: "writing belongs to the writer thread")
    mutating func apply(
        _ writes: ArraySlice<AdmittedWrite>
    ) throws(StoreError) -> [Swift.Result<Written, StoreError>] {
        var results: [Swift.Result<Written, StoreError>] = []
        try open.withTurn { (open) throws(StoreError) in
            var book = try takeOrBegin(&open)
            book.content.isTold = tellsEvents
            var commandCount = 0
            for write in writes {
                do throws(StoreError) {
                    results.append(.success(try apply(write, to: &book)))
                } catch {
                    let interruption = try interruption(by: error)
                    // LMDB writes before its commit only what no longer fits its list of pages, and
                    // would have to again.
                    guard interruption != .diskFull else { throw error }
                    book = try madeAgain(book, inLargerMap: interruption == .mapFull)
                    // In a larger map it is tried again.
                    guard interruption == .damage else { break }
                    results.append(.failure(error))
                }
                commandCount += write.commandCount
                if commandCount >= Self.turnMax { break }
            }
            if book.isFull { book = try flushed(book) }
            arrivals.formUnion(book.arrivals)
            book.arrivals = []
            told += book.told
            book.told = []
            open = consume book
        }
        return results
    }

    /// What was brought by all that was applied since this was asked last.
    mutating func takeArrivals() -> Arrivals {
        defer { arrivals = [] }
        return arrivals
    }

    /// The events to tell of, of all that was applied since this was asked last.
    mutating func takeTold() -> [EventMaterial] {
        defer { told = [] }
        return told
    }

    /// Brings what is open into its tables, so that whoever walks through them finds it there.
    @available(*, noasync, message: "writing belongs to the writer thread")
    mutating func flush() throws(StoreError) {
        try open.withTurn { (open) throws(StoreError) in
            if let book = open.take() { open = try flushed(book) }
        }
    }

    private mutating func flushed(_ book: consuming LMDBBook) throws(StoreError) -> LMDBBook {
        var book = book
        while true {
            do throws(StoreError) {
                try book.flush()
                return book
            } catch {
                guard try interruption(by: error) == .mapFull else { throw error }
                book = try madeAgain(book, inLargerMap: true)
            }
        }
    }

    /// Notes that a record of the journal has been applied as a whole.
    mutating func finish(_ record: UInt64) { self.record = record }

    /// Applies a record of the journal again. What failed fails again.
    @available(*, noasync, message: "writing belongs to the writer thread")
    mutating func replay(_ record: UInt64, _ group: JournaledGroup) throws(StoreError) {
        var rest = group.writes.map { AdmittedWrite.journaled($0, .brief) }[...]
        while !rest.isEmpty { rest = rest.dropFirst(try apply(rest).count) }
        finish(record)
    }

    private mutating func apply(
        _ write: AdmittedWrite, to book: inout LMDBBook
    ) throws(StoreError) -> Written {
        switch write {
        case .dry(let commands, let occasion):
            return try book.tryOut(commands, occasion)
        case .journaled(let write, let extent):
            let written = try book.apply(write, extent)
            guard book.state.commandCount > state.commandCount else { return written }
            state = book.state
            news.append(write)
            newCommandCount += write.commands.count
            return written
        }
    }
}

// MARK: - The open transaction

extension GroupWriter {
    /// Brings what is open into LMDB, synced; false if the disk has no room for it: then it stays
    /// open.
    @available(*, noasync, message: "writing belongs to the writer thread")
    mutating func commit() throws(StoreError) -> Bool {
        guard isOpen else { return true }
        return try open.withTurn { (open) throws(StoreError) in
            while true {
                var book = try takeOrBegin(&open)
                guard !news.isEmpty || isFull else {
                    book.abort()
                    return true
                }
                do throws(StoreError) {
                    (committed, memory) = try book.commit(JournalMark(record: record))
                    committedRecord = record
                    news.removeAll(keepingCapacity: true)
                    newCommandCount = 0
                    return true
                } catch {
                    let interruption = try interruption(by: error)
                    book = try madeAgain(nil, inLargerMap: interruption == .mapFull)
                    open = consume book
                    if interruption != .mapFull { return false }
                }
            }
        }
    }

    /// Drops what is open. It is made again out of the journal when the store is opened.
    func drop() { open.drop() }

    private mutating func takeOrBegin(_ open: inout LMDBBook?) throws(StoreError) -> LMDBBook {
        if let book = open.take() { return book }
        // What a failure took along is in the journal alone. A transaction that began anew would
        // know nothing of it, and its commit would say that LMDB has it.
        guard news.isEmpty else { throw .closed }
        try makeRoom()
        return try begin()
    }

    private mutating func begin() throws(StoreError) -> LMDBBook {
        let txn: WriteTransaction
        do { txn = try environment.beginWrite() } catch { throw .lmdb(error) }
        // Good for one book: what becomes of it is LMDB's only with the next commit.
        let memory = memory
        self.memory = BookMemory()
        return LMDBBook(txn, tables, committed, memory, onDamage: onDamage)
    }

    /// What was open before something broke it off: the same writes, applied again.
    private mutating func madeAgain(
        _ broken: consuming LMDBBook?, inLargerMap: Bool
    ) throws(StoreError) -> LMDBBook {
        broken?.abort()
        if inLargerMap { try grow() }
        while true {
            var book = try begin()
            do throws(StoreError) {
                for write in news { _ = try book.apply(write, .brief) }
            } catch {
                guard try interruption(by: error) == .mapFull else { throw error }
                book.abort()
                try grow()
                continue
            }
            guard book.state == state else { throw .unreproducible(sequence: state.sequence) }
            return book
        }
    }
}

// MARK: - Room

extension GroupWriter {
    /// What breaks a transaction off, and nothing more.
    private enum Interruption {
        case mapFull
        case diskFull
        /// One write met a damaged record. The others don't suffer for it.
        case damage
    }

    /// What a failure breaks off; thrown again if it is worse than that.
    private func interruption(by failure: StoreError) throws(StoreError) -> Interruption {
        switch failure {
        case .damaged: return .damage
        case .lmdb(let error) where error.isMapFull: return .mapFull
        // A short write says EIO as a broken disk does; only a disk seen to be full is believed.
        case .lmdb(let error) where error.isDiskFull && (!error.isAmbiguous || isDiskFull):
            return .diskFull
        default: throw failure
        }
    }

    /// Grows the map before it is full, while no transaction is open.
    private func makeRoom() throws(StoreError) {
        let info: Environment.Information
        do { info = try environment.information } catch { throw .lmdb(error) }
        if info.usedBytes > info.mapSize / 4 * 3 { try grow() }
    }

    private func grow() throws(StoreError) {
        do { try environment.grow(to: environment.mapSize * 2) } catch { throw .lmdb(error) }
    }
}
