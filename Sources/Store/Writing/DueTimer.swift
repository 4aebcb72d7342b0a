import Ledger
import Logging

/// Sees to it that what is to happen at a time happens then: holds expire or are committed,
/// scheduled transactions run. It only submits commands; the writer stamps, checks and applies them
/// like all others, so that time moves by commands alone.
///
/// After a long stop whatever fell due meanwhile is done in the order of its time.
final class DueTimer: Sendable {
    /// Dues submitted at a time, so that other writes come in between.
    static let batchMax = 256

    /// How long it waits before it tries again what did not work.
    struct Pauses {
        /// Where nothing can be written: the disk or the queue is full.
        var stuck = Duration.seconds(1)
        /// Where one due can't be done: its records are damaged, or the rules refuse it. The others
        /// go on meanwhile.
        var failed = Duration.seconds(60)
    }

    private let thread = WakeableThread()
    private let alarm: DueAlarm
    private let now: @Sendable () -> Timestamp
    private let dues: @Sendable (_ now: Timestamp, _ limit: Int) throws -> DueList
    private let log: any CommandLog
    private let logger: Logger

    /// - Parameter dues: those that are ripe, in order, out of the newest durable state.
    init(
        _ log: any CommandLog, now: @escaping @Sendable () -> Timestamp, logger: Logger,
        pauses: Pauses = Pauses(),
        dues: @escaping @Sendable (_ now: Timestamp, _ limit: Int) throws -> DueList
    ) {
        self.log = log
        self.now = now
        alarm = DueAlarm(of: .dues, sleepMax: .seconds(10), now: now)
        self.dues = dues
        self.logger = logger
        thread.start("tidemark-timer") { [self] in run(pauses) }
    }

    /// There may be something new that falls due.
    func wake() { thread.wake() }

    /// Wakes it where something falls due by what was committed.
    func note(_ notice: CommitNotice) {
        if alarm.isRung(by: notice) { wake() }
    }

    /// Submits nothing more; the thread ends soon.
    func end() { thread.end() }

    /// The same, and waits for it.
    func stop() { thread.stop() }

    private func run(_ pauses: Pauses) {
        var failed = FailedDues(pause: pauses.failed)
        var isStuck = false
        while !thread.isEnding {
            switch step(&failed) {
            case .nothing(let next):
                thread.sleep(alarm.set(to: next))
                isStuck = false
            case .done(let refused):
                failed.add(refused)
                isStuck = false
            case .stuck(let cause):
                if !isStuck {
                    logger.error("what falls due has to wait", metadata: ["cause": "\(cause)"])
                }
                isStuck = true
                thread.rest(pauses.stuck)
            case .over: return
            }
        }
    }
}

// MARK: - Doing

extension DueTimer {
    /// What became of what was due.
    private enum Verdict {
        /// There was nothing; when there is more.
        case nothing(next: Timestamp?)
        /// All was done but these.
        case done(refused: [Due])
        /// Nothing can be read or written now.
        case stuck(any Error)
        /// Nothing will be written any more.
        case over
    }

    /// Does what is to be done now, or the first of it. Rows that can't be read are passed over.
    private func step(_ failed: inout FailedDues) -> Verdict {
        failed.forgetOld()
        var list: DueList
        do { list = try dues(now(), Self.batchMax + failed.count) } catch { return .stuck(error) }
        for key in failed.addDamaged(list.damaged) {
            logger.error("a damaged record of what falls due", metadata: ["key": "\(key)"])
        }
        list.ripe.removeAll { failed.contains($0) }
        return list.ripe.isEmpty ? .nothing(next: list.next) : perform(list.ripe)
    }

    /// Submits what is due and waits until it is done: as one write, so that nothing changes its
    /// order, or one by one where a damaged record would fail them all.
    private func perform(_ ripe: [Due]) -> Verdict {
        switch log.write(ripe.map(\.command)) {
        case .success(let written):
            return .done(refused: zip(ripe, written.items).compactMap(refusal))
        case .failure(.closed): return .over
        case .failure(.damaged(let table, let key)):
            if ripe.count == 1 {
                tell(ripe[0], "the record \(key) of \(table) is damaged")
                return .done(refused: ripe)
            }
            var refused: [Due] = []
            for due in ripe {
                switch perform([due]) {
                case .done(let more): refused += more
                case let verdict: return verdict
                }
            }
            return .done(refused: refused)
        case .failure(let failure): return .stuck(failure)
        }
    }

    private func refusal(_ due: Due, _ item: Written.Item) -> Due? {
        guard case .rejected(let rejection) = item.outcome else { return nil }
        tell(due, rejection.reason.rawValue)
        return due
    }

    private func tell(_ due: Due, _ cause: String) {
        logger.error(
            "what fell due could not be done",
            metadata: ["transaction_id": "\(due.transactionID)", "cause": "\(cause)"])
    }
}
