import Ledger

/// What the writer thread works with: the journal, and what applies its records.
///
/// It belongs to that thread.
struct LogWriter: Sendable {
    private var writer: GroupWriter
    private let journal: GroupJournal
    private let options: StoreOptions
    /// When the open transaction is to be committed, however busy the writer is.
    private var commitBy: ContinuousClock.Instant?
    /// The disk had no room for the last commit.
    private var isStuck = false

    init(_ writer: GroupWriter, _ journal: GroupJournal, _ options: StoreOptions) {
        self.writer = writer
        self.journal = journal
        self.options = options
    }

    /// The last sequence that is durable.
    var sequence: UInt64 { writer.state.sequence }

    /// When it was made.
    var time: Timestamp { writer.state.time }

    /// What was brought by all that was applied since this was asked last.
    mutating func takeArrivals() -> Arrivals { writer.takeArrivals() }

    /// How long to wait for writes, before what is open is committed; nil where nothing is.
    var patience: Duration? {
        guard writer.isOpen else { return nil }
        return isStuck ? options.stuckPause : options.commitIdle
    }

    /// The writes that can be begun now.
    /// - Parameter refuse: told of each of the others, and why.
    mutating func admit(
        _ writes: ArraySlice<PendingWrite>, refuse: (PendingWrite, StoreError) -> Void
    ) throws(StoreError) -> ArraySlice<PendingWrite> {
        let isDiskFull = writer.isDiskFull
        if isStuck, !isDiskFull { try commit() }
        return writes.filter { write in
            if isDiskFull || isStuck {
                refuse(write, .diskFull)
            } else if let deadline = write.deadline, deadline <= .now {
                refuse(write, .deadlineExceeded)
            } else {
                return true
            }
            return false
        }[...]
    }

    /// Makes writes durable and applies them. Where the journal has no room, all of them fail.
    /// - Parameters:
    ///   - tap: told of the events that can be told.
    ///   - answer: told of the results of the first, then of the next, as they are applied.
    mutating func write(
        _ writes: ArraySlice<PendingWrite>, _ tap: EventTap?,
        answer: (_ results: [Swift.Result<Written, StoreError>], _ sequence: UInt64) -> Void
    ) throws(StoreError) {
        guard !writes.isEmpty else { return }
        var occasions = OccasionSource(options)
        let admitted = writes.map { AdmittedWrite($0, &occasions) }
        let record: UInt64?
        do throws(StoreError) {
            record = try journal.write(admitted.compactMap(\.journaled))
        } catch {
            guard error == .diskFull else { throw error }
            return answer(writes.map { _ in .failure(.diskFull) }, sequence)
        }
        if options.durability == .disk { try journal.sync() }
        var rest = admitted[...]
        while !rest.isEmpty {
            writer.tellsEvents = tap?.isWanted ?? false
            let results = try writer.apply(rest)
            tap?.tell(writer.takeTold())
            answer(results, sequence)
            rest = rest.dropFirst(results.count)
        }
        if options.durability == .os { try journal.sync() }
        if let record { writer.finish(record) }
        if commitBy == nil { commitBy = .now + options.commitAge }
        if let commitBy, writer.isFull || commitBy <= .now { try commit() }
    }

    /// Brings what is open into LMDB; false if the disk has no room for it.
    @discardableResult
    mutating func commit() throws(StoreError) -> Bool {
        isStuck = try !writer.commit()
        commitBy = isStuck ? .now + options.stuckPause : nil
        try journal.recycle(through: writer.committedRecord)
        return !isStuck
    }

    /// Ends in good order.
    mutating func end() throws(StoreError) {
        try commit()
        writer.drop()
        journal.close()
    }

    /// Ends after a failure: whatever LMDB can no longer be given is in the journal.
    mutating func breakOff() {
        do throws(StoreError) {
            _ = try writer.commit()
        } catch {
            // What was thrown before tells what is wrong.
        }
        writer.drop()
        journal.close()
    }
}
