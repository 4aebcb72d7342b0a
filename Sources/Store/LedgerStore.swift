import LMDB
import Ledger
package import Logging
import Synchronization

/// The ledger on disk: one folder, one writer, any number of views.
package final class LedgerStore: Sendable {
    private let folder: DataFolder
    private let environment: Environment
    private let reader: LedgerReader
    private let local: LocalLog
    private let observers: Observers<CommitNotice>
    private let timer: DueTimer
    private let trimmer: EventTrimmer
    private let trimObservers: Observers<UInt64>

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
        let opened = try LedgerStore.open(path, options)
        environment = opened.environment
        let reader = LedgerReader(
            environment: opened.environment, tables: opened.tables, open: OpenBook())
        self.reader = reader
        var writer = GroupWriter(opened, reader.open, folder, options) { monitor in
            logger.error(
                "a damaged monitor did not fire", metadata: ["monitor_id": "\(monitor)"])
        }
        let journal = try LedgerStore.replay(path, to: &writer, options)
        let observers = Observers<CommitNotice>()
        self.observers = observers
        local = LocalLog(
            LogWriter(writer, journal, options), options, onCommit: { observers.notify($0) },
            onFailure: { failure in
                logger.critical("the store takes no more writes", metadata: ["cause": "\(failure)"])
                onFailure(failure)
            })
        let timer = DueTimer(local, now: options.now, logger: logger) { now, limit in
            try reader.read { try $0.dues(at: now, limit) }
        }
        self.timer = timer
        observers.add { [weak timer] notice in timer?.note(notice) }
        let trimObservers = Observers<UInt64>()
        self.trimObservers = trimObservers
        trimmer = EventTrimmer(reader, local, options, logger: logger) {
            trimObservers.notify($0)
        }
    }

    /// Runs `body` on the newest durable state. It may keep the writer waiting, so keep it short,
    /// and suspend nowhere inside.
    package func read<R>(_ body: (borrowing StoreView) throws -> R) throws -> R {
        try reader.read(body)
    }

    /// Runs `body` on a state that was the newest a moment ago, durable as any, and keeps nobody
    /// waiting. Not all that was answered before needs to be in it.
    package func readBehind<R>(_ body: (borrowing StoreView) throws -> R) throws -> R {
        try reader.readCommitted(body)
    }

    /// Runs `body` on a state that is as new as anything that was answered before, and keeps nobody
    /// waiting however long it takes.
    @available(*, noasync, message: "it waits for the disk")
    package func readAtLength<R>(_ body: (borrowing StoreView) throws -> R) throws -> R {
        try local.settle()
        return try reader.readCommitted(body)
    }

    /// Has `observer` told of commits, after they are durable, on the writer's thread.
    package func onCommit(_ observer: @escaping @Sendable (CommitNotice) -> Void) {
        observers.add(observer)
    }

    /// Has events told as they are made, while `tap` is open.
    package func tell(_ tap: EventTap) { local.tell(tap) }

    /// Has `observer` told of the oldest sequence whose events are retained, each time after some
    /// were let go, on a thread of the store's.
    package func onTrim(_ observer: @escaping @Sendable (UInt64) -> Void) {
        trimObservers.add(observer)
    }

    /// Lets go at once whatever events are to go, instead of at the next look.
    @available(*, noasync, message: "it waits for the disk")
    package func trimEvents() throws { try trimmer.trim() }

    /// Writes that wait for the writer.
    package var queueDepth: Int { local.depth }

    /// Bytes of the data file in use, and of address space for it.
    package func size() throws(StoreError) -> (usedBytes: Int, mapBytes: Int) {
        do throws(LMDBError) {
            let info = try environment.information
            return (info.usedBytes, info.mapSize)
        } catch { throw .lmdb(error) }
    }

    /// Finishes the writes that wait, takes no more, and closes the files once all views have
    /// ended. Not to be called from a completion or an observer.
    @available(*, noasync, message: "it waits for the disk")
    package func close() {
        timer.stop()
        trimmer.stop()
        local.close()
        // It fails only where it was closed before.
        try? environment.close()
        folder.release()
    }

    deinit {
        // The writer outlives its store until it has finished what waits, and the folder's lock and
        // the files live as long as the writer.
        timer.end()
        trimmer.end()
        local.stop()
    }
}

/// Whoever wants to be told of something.
private final class Observers<Notice: Sendable>: Sendable {
    private let observers = Mutex<[@Sendable (Notice) -> Void]>([])

    func add(_ observer: @escaping @Sendable (Notice) -> Void) {
        observers.withLock { $0.append(observer) }
    }

    func notify(_ notice: Notice) {
        for observer in observers.withLock({ $0 }) { observer(notice) }
    }
}
