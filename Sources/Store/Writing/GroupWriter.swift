import LMDB
import Ledger
import Synchronization

/// Applies a group of commands in one write transaction and makes it durable by one sync.
///
/// It belongs to the writer thread.
final class GroupWriter: Sendable {
    private let environment: Environment
    private let tables: Tables
    /// Kept as long as anything may be written: nobody else opens the folder before.
    private let folder: DataFolder
    private let options: StoreOptions
    private let onDamage: @Sendable (MonitorID) -> Void
    private let state: Mutex<StoreState>

    init(
        _ environment: Environment, _ tables: Tables, _ state: StoreState, _ folder: DataFolder,
        _ options: StoreOptions, onDamage: @escaping @Sendable (MonitorID) -> Void
    ) {
        self.environment = environment
        self.tables = tables
        self.folder = folder
        self.options = options
        self.onDamage = onDamage
        self.state = Mutex(state)
    }

    /// The last sequence that is durable.
    var sequence: UInt64 { state.withLock(\.sequence) }

    /// Writes a group, or the first part of it, and answers for its commands in order: for one at
    /// least. What concerns one command fails that command; what is thrown means that nothing may
    /// be written any more.
    @available(*, noasync, message: "writing belongs to the writer thread")
    func write(
        _ group: ArraySlice<PendingWrite>
    ) throws(StoreError) -> [Swift.Result<Written, StoreError>] {
        if isDiskFull { return group.map { _ in .failure(.diskFull) } }
        try makeRoom()
        var part = group
        while true {
            do throws(GroupFailure) {
                return try attempt(part)
            } catch {
                switch error {
                case .mapFull: try grow()
                case .diskFull: return part.map { _ in .failure(.diskFull) }
                case .damaged(0, let failure): return [.failure(failure)]
                // What comes before is written by itself, so that no command is applied more than
                // twice, however many are damaged.
                case .damaged(let position, _): part = part.prefix(position)
                case .fatal(let failure): throw failure
                }
            }
        }
    }

    /// What ends an attempt to write a group; nothing of it is written then.
    private enum GroupFailure: Error {
        case mapFull
        case diskFull
        /// The command at this position met a damaged record. The others don't suffer for it.
        case damaged(Int, StoreError)
        case fatal(StoreError)
    }

    private func attempt(
        _ group: ArraySlice<PendingWrite>
    ) throws(GroupFailure) -> [Swift.Result<Written, StoreError>] {
        let former = state.withLock { $0 }
        let txn: WriteTransaction
        do { txn = try environment.beginWrite() } catch { throw classify(.lmdb(error)) }
        var book = LMDBBook(txn, tables, former, onDamage: onDamage)
        var results: [Swift.Result<Written, StoreError>] = []
        results.reserveCapacity(group.count)
        for (position, write) in group.enumerated() {
            if let deadline = write.deadline, deadline <= .now {
                results.append(.failure(.deadlineExceeded))
                continue
            }
            do throws(StoreError) {
                results.append(.success(try apply(write, to: &book)))
            } catch {
                if case .damaged = error { throw .damaged(position, error) }
                throw classify(error)
            }
        }
        // Where all were refused there is nothing to make durable.
        guard book.state != former else {
            book.abort()
            return results
        }
        do throws(StoreError) {
            let reached = try book.commit()
            state.withLock { $0 = reached }
        } catch { throw classify(error) }
        return results
    }

    private func apply(
        _ write: PendingWrite, to book: inout LMDBBook
    ) throws(StoreError) -> Written {
        switch write.mode {
        case .each:
            var items: [Written.Item] = []
            for command in write.commands {
                let stamp = stamp(after: book.state)
                let outcome = try book.apply(command, stamp)
                if outcome.isApplied {
                    if command.isNote { book.sealNote() } else { try book.seal(stamp) }
                }
                items.append(Written.Item(outcome, of: command, stamp))
            }
            return Written(items: items, refusal: nil)
        case .all:
            let stamp = stamp(after: book.state)
            switch try book.applyAll(write.commands, stamp) {
            case .rejected(let rejection, let item):
                return Written(
                    items: [], refusal: Written.Refusal(rejection: rejection, item: item))
            case .applied(let outcomes):
                let applied = zip(write.commands, outcomes).filter(\.1.isApplied)
                if applied.contains(where: { !$0.0.isNote }) { try book.seal(stamp) }
                for (command, _) in applied where command.isNote { book.sealNote() }
                return Written(
                    items: zip(outcomes, write.commands).map {
                        Written.Item($0, of: $1, stamp)
                    }, refusal: nil)
            }
        case .dry:
            let outcomes = try book.applyDry(write.commands, stamp(after: book.state))
            return Written(
                items: outcomes.map { Written.Item(outcome: $0, sequence: 0) }, refusal: nil)
        }
    }

    private func stamp(after last: StoreState) -> Stamp { Stamp(after: last, options.occasion()) }
}

extension Outcome {
    fileprivate var isApplied: Bool {
        if case .applied = self { true } else { false }
    }
}

extension Written.Item {
    fileprivate init(_ outcome: Outcome, of command: Command, _ stamp: Stamp) {
        self.outcome = outcome
        sequence =
            switch outcome {
            case .applied: command.isNote ? stamp.sequence - 1 : stamp.sequence
            case .replayed(_, let sequence): sequence
            case .rejected: stamp.sequence - 1
            }
    }
}

// MARK: - Room

extension GroupWriter {
    /// What a failure of the disk means for the group.
    private func classify(_ failure: StoreError) -> GroupFailure {
        guard case .lmdb(let error) = failure else { return .fatal(failure) }
        if error.isMapFull { return .mapFull }
        // A short write says EIO as a broken disk does; only a disk seen to be full is believed.
        let isFull = error.isDiskFull && (!error.isAmbiguous || isDiskFull)
        return isFull ? .diskFull : .fatal(failure)
    }

    private var isDiskFull: Bool {
        guard let disk = try? FileSystem(of: folder.path) else { return false }
        // On a small disk the reserve is a sixteenth of it.
        return disk.freeBytes < min(options.diskReserveBytes, disk.totalBytes / 16)
    }

    /// Grows the map before it is full, while no transaction is open.
    private func makeRoom() throws(StoreError) {
        do throws(LMDBError) {
            let info = try environment.information
            guard info.usedBytes > info.mapSize / 4 * 3 else { return }
            try environment.grow(to: info.mapSize * 2)
        } catch { throw .lmdb(error) }
    }

    private func grow() throws(StoreError) {
        do { try environment.grow(to: environment.mapSize * 2) } catch { throw .lmdb(error) }
    }
}
