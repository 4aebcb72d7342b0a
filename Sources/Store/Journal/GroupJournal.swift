package import Journal
import LMDB
import Ledger
import Synchronization

/// The journal of groups: what was submitted, durable before it is applied.
///
/// It belongs to the writer thread; the lock only says so to the compiler.
final class GroupJournal: Sendable {
    private struct State: ~Copyable {
        /// Nil once it is closed.
        var journal: Journal?
        var encoder = GroupEncoder()
    }

    private let state: Mutex<State>

    /// Opens the journal of a data folder, or makes it.
    /// - Parameters:
    ///   - record: the last one that LMDB has applied.
    ///   - replay: is given every group behind that, in order.
    init(
        folder: String, _ options: StoreOptions, after record: UInt64,
        replay: (_ record: UInt64, JournaledGroup) throws(StoreError) -> Void
    ) throws(StoreError) {
        let journal = try Journal(in: folder, after: record, options: Journal.Options(options)) {
            (number, payload) throws(StoreError) in
            try replay(number, GroupJournal.group(number, payload))
        }
        state = Mutex(State(journal: journal))
    }

    /// Reads the journal of a data folder, and changes nothing in it.
    static func read(
        folder: String, _ options: StoreOptions, after record: UInt64,
        replay: (_ record: UInt64, JournaledGroup) throws(StoreError) -> Void
    ) throws(StoreError) {
        try Journal.read(in: folder, after: record, options: Journal.Options(options)) {
            (number, payload) throws(StoreError) in
            try replay(number, GroupJournal.group(number, payload))
        }
    }

    /// Writes down writes as one group, durable after `sync`; the number of its record, and nil if
    /// there are none. Throws `diskFull` if there is no room for them: then nothing was written.
    func write(_ writes: [JournaledWrite]) throws(StoreError) -> UInt64? {
        guard !writes.isEmpty else { return nil }
        return try state.withLock { (state) throws(StoreError) in
            let number: UInt64?
            do throws(JournalError) {
                let bytes = state.encoder.encode(JournaledGroup(writes: writes))
                number = try state.journal?.append(bytes.span)
            } catch { throw StoreError(error) }
            guard let number else { throw .closed }
            return number
        }
    }

    /// Makes durable what was written down.
    func sync() throws(StoreError) {
        try state.withLock { (state) throws(StoreError) in
            do throws(JournalError) { try state.journal?.sync() } catch { throw StoreError(error) }
        }
    }

    /// LMDB has what the records up to this one came to: their room may be used again.
    func recycle(through record: UInt64) throws(StoreError) {
        try state.withLock { (state) throws(StoreError) in
            do throws(JournalError) {
                try state.journal?.recycle(through: record)
            } catch { throw StoreError(error) }
        }
    }

    /// Lets go of its files, and waits for what is being prepared.
    func close() { state.withLock { $0.journal = nil } }

    private static func group(
        _ number: UInt64, _ payload: Span<UInt8>
    ) throws(StoreError) -> JournaledGroup {
        do throws(UnreadableGroup) {
            return try JournaledGroup(decoding: payload.copied())
        } catch {
            throw .journal("record \(number): \(error)")
        }
    }
}

extension Journal.Options {
    fileprivate init(_ options: StoreOptions) {
        self.init()
        segmentSize = options.journalSegmentBytes
        keepsArchive = options.keepsJournal
        mayBeMissing = options.acceptsMissingJournal
    }
}

extension StoreError: ExpressibleByJournalError {
    package init(_ error: JournalError) {
        self = error == .diskFull ? .diskFull : .journal("\(error)")
    }
}
