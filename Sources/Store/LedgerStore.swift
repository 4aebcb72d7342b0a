import LMDB
import Ledger
package import Logging
import Synchronization

/// The ledger on disk: one folder, one writer, any number of views.
package final class LedgerStore: Sendable {
    private let folder: DataFolder
    private let environment: Environment
    private let tables: Tables
    private let local: LocalLog
    private let observers: CommitObservers

    /// Where writes enter.
    package var log: any CommandLog { local }

    /// Opens the store in a folder, which is made where it is missing, and starts its writer.
    /// - Parameter onFailure: called once if the writer had to end because a sync failed.
    @available(*, noasync, message: "it waits for the disk")
    package init(
        folder path: String, options: StoreOptions = StoreOptions(),
        logger: Logger = Logger(label: "tidemark.store"),
        onFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        folder = try DataFolder(path, allowsRemote: options.allowsRemoteFolder)
        do throws(LMDBError) {
            environment = try Environment(
                path: path,
                options: Environment.Options(
                    mapSize: options.initialMapBytes, maxDatabases: Table.allCases.count,
                    maxReaders: options.viewsMax))
            tables = try environment.openDatabases { (opener) throws(LMDBError) in
                try Tables(opener)
            }
        } catch {
            throw LedgerStore.unusable(path, error)
        }
        let state = try LedgerStore.begin(environment, tables, options)
        let writer = GroupWriter(environment, tables, state, folder: path, options) { monitor in
            logger.error(
                "a damaged monitor did not fire", metadata: ["monitor_id": "\(monitor)"])
        }
        let observers = CommitObservers()
        self.observers = observers
        local = LocalLog(
            writer, options, onCommit: { observers.notify($0) },
            onFailure: { failure in
                logger.critical("the store takes no more writes", metadata: ["cause": "\(failure)"])
                onFailure(failure)
            })
    }

    /// Runs `body` on the newest durable state. Keep it short, and suspend nowhere inside.
    package func read<R>(_ body: (borrowing StoreView) throws -> R) throws -> R {
        let txn: ReadTransaction
        do { txn = try environment.beginRead() } catch { throw StoreError.lmdb(error) }
        return try body(StoreView(txn, tables))
    }

    /// Has `observer` told of each new last sequence, after it is durable, on the writer's thread.
    package func onCommit(_ observer: @escaping @Sendable (UInt64) -> Void) {
        observers.add(observer)
    }

    /// Writes that wait for the writer.
    package var queueDepth: Int { local.depth }

    /// Bytes of the data file in use, and of address space for it.
    package func size() throws(StoreError) -> (usedBytes: Int, mapBytes: Int) {
        do throws(LMDBError) {
            let info = try environment.information
            return (info.usedBytes, info.mapSize)
        } catch { throw .lmdb(error) }
    }

    /// Finishes the writes that wait, and takes no more.
    @available(*, noasync, message: "it waits for the disk")
    package func close() {
        local.close()
    }
}

// MARK: - Opening

extension LedgerStore {
    /// The state of the store; what exists from the start is made in a new one.
    private static func begin(
        _ environment: Environment, _ tables: Tables, _ options: StoreOptions
    ) throws(StoreError) -> StoreState {
        try environment.write { (txn) throws(StoreError) in
            if let state = try txn.state(tables) {
                guard state.formatVersion == StoreState.formatVersion else {
                    throw .unusableFolder(
                        "the data folder has format \(state.formatVersion), this server knows"
                            + " \(StoreState.formatVersion). Use the server that wrote it")
                }
                return state
            }
            let state = StoreState(epoch: options.entropy())
            let general = LedgerRecord.general
            let generalKey = Key.id(general.id)
            let stateKey = Key.state
            let generalRecord = general.record(under: generalKey.bytes.span)
            let stateRecord = state.record(under: stateKey.bytes.span)
            do throws(LMDBError) {
                try txn.put(tables.ledgers, generalKey.bytes.span, generalRecord.span)
                try txn.put(tables.state, stateKey.bytes.span, stateRecord.span)
            } catch { throw .lmdb(error) }
            return state
        }
    }

    private static func unusable(_ path: String, _ error: LMDBError) -> StoreError {
        switch error.code {
        case .truncated:
            .unusableFolder(
                "the data file in \(path) is shorter than it says. Bring it back from a backup")
        case .invalid, .versionMismatch:
            .unusableFolder(
                "the data file in \(path) is not one of this server's. Name another folder with"
                    + " --data")
        default:
            error.isDiskFull
                ? .unusableFolder("the disk of the data folder \(path) is full. Make room on it")
                : .unusableFolder("the data folder \(path) can't be opened: \(error)")
        }
    }
}

/// Whoever wants to know of commits.
private final class CommitObservers: Sendable {
    private let observers = Mutex<[@Sendable (UInt64) -> Void]>([])

    func add(_ observer: @escaping @Sendable (UInt64) -> Void) {
        observers.withLock { $0.append(observer) }
    }

    func notify(_ sequence: UInt64) {
        for observer in observers.withLock({ $0 }) { observer(sequence) }
    }
}
