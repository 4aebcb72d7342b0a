import Ledger
import Logging

/// Lets old events go, on a thread of its own and piece by piece, so that other writes come in
/// between. It only submits commands, like everybody who writes.
final class EventTrimmer: Sendable {
    private let thread = WakeableThread()
    private let retention: EventRetention
    private let now: @Sendable () -> Timestamp
    private let log: any CommandLog
    private let logger: Logger
    private let reader: LedgerReader
    private let onTrim: @Sendable (UInt64) -> Void

    /// - Parameter onTrim: told of the oldest sequence that is left, when this has changed.
    init(
        _ reader: LedgerReader, _ log: any CommandLog, _ options: StoreOptions, logger: Logger,
        onTrim: @escaping @Sendable (UInt64) -> Void
    ) {
        self.reader = reader
        self.log = log
        retention = options.retention
        now = options.now
        self.logger = logger
        self.onTrim = onTrim
        thread.start("tidemark-trimmer") { [self] in run() }
    }

    /// Submits nothing more; the thread ends soon.
    func end() { thread.end() }

    /// The same, and waits for it.
    func stop() { thread.stop() }

    private func run() {
        var lastFailure = ""
        while true {
            thread.sleep(retention.interval)
            if thread.isEnding { return }
            do {
                try trim()
                lastFailure = ""
            } catch StoreError.closed {
                return
            } catch {
                // A full disk says the same each time.
                if "\(error)" != lastFailure {
                    logger.error("old events stay for now", metadata: ["cause": "\(error)"])
                }
                lastFailure = "\(error)"
            }
        }
    }

    /// Lets go whatever is to go now.
    @available(*, noasync, message: "it waits for the disk")
    func trim() throws {
        let now = now()
        var floor: UInt64?
        while !thread.isEnding {
            let next: (note: TrimEvents, trimmed: UInt64)? = try reader.read { view in
                guard try view.isOver(retention, at: now) else { return nil }
                // Cursors only move forward, so one look at them does for all pieces.
                let known = if let floor { floor } else { try view.retentionFloor(at: now) }
                floor = known
                guard let note = try view.nextTrim(retention, at: now, floor: known) else {
                    return nil
                }
                return (note, view.state.trimmedThrough)
            }
            guard let next else { return }
            _ = try log.write([.note(.trimEvents(next.note))]).get()
            let oldest = try reader.read { $0.oldestSequence }
            // Somebody came in between who may want them: the next look sees to it.
            guard oldest > next.trimmed + 1 else { return }
            onTrim(oldest)
        }
    }
}
