import Dispatch
import Foundation
import LMDB
import Ledger
import Logging
import Synchronization

/// Sees to it that what is to happen at a time happens then: holds expire or are committed,
/// scheduled transactions run. It only submits commands; the writer stamps, checks and applies them
/// like all others, so that time moves by commands alone.
///
/// After a long stop whatever fell due meanwhile is done in the order of its time.
final class DueTimer: Sendable {
    /// Dues submitted at a time, so that other writes come in between.
    private static let batchMax = 256
    /// How long it sleeps at most, in case the machine's clock is set.
    private static let sleepMax = Duration.seconds(10)

    private let wakeUp = DispatchSemaphore(value: 0)
    private let isStopped = Atomic<Bool>(false)
    private let ended = DispatchSemaphore(value: 0)
    private let now: @Sendable () -> Timestamp
    private let dues: @Sendable (_ limit: Int) throws -> [Due]
    private let log: any CommandLog
    private let logger: Logger

    /// - Parameter dues: the next ones, in order, out of the newest durable state.
    init(
        _ log: any CommandLog, now: @escaping @Sendable () -> Timestamp, logger: Logger,
        dues: @escaping @Sendable (_ limit: Int) throws -> [Due]
    ) {
        self.log = log
        self.now = now
        self.dues = dues
        self.logger = logger
        let thread = Thread { [self] in run() }
        thread.name = "tidemark-timer"
        thread.start()
    }

    /// There may be something new that falls due.
    func wake() { wakeUp.signal() }

    /// Submits nothing more; the thread ends soon.
    func end() {
        isStopped.store(true, ordering: .releasing)
        wakeUp.signal()
    }

    /// The same, and waits for it.
    func stop() {
        end()
        ended.wait()
        ended.signal()
    }

    private func run() {
        defer { ended.signal() }
        // What can't be done is left alone until the next start, and told once.
        var refused: Set<Due> = []
        while !isStopped.load(ordering: .acquiring) {
            let next: [Due]
            do {
                next = try dues(Self.batchMax + refused.count).filter { !refused.contains($0) }
            } catch {
                logger.error("what falls due can't be read", metadata: ["cause": "\(error)"])
                next = []
            }
            let present = now()
            let ripe = next.prefix { $0.time <= present }
            guard ripe.isEmpty else {
                refused.formUnion(perform(Array(ripe)))
                continue
            }
            sleep(until: next.first?.time, present)
        }
    }

    /// Submits what is due and waits until it is done; answers with what was refused.
    private func perform(_ ripe: [Due]) -> [Due] {
        let done = DispatchSemaphore(value: 0)
        let refused = Mutex<[Due]>([])
        for due in ripe {
            log.submit(
                PendingWrite(due.command) { [logger] written in
                    defer { done.signal() }
                    guard case .success(let written) = written,
                        case .rejected(let rejection)? = written.items.first?.outcome
                    else { return }
                    logger.error(
                        "what fell due was refused",
                        metadata: [
                            "transaction_id": "\(due.transactionID)",
                            "reason": "\(rejection.reason.rawValue)",
                        ])
                    refused.withLock { $0.append(due) }
                })
        }
        for _ in ripe { done.wait() }
        return refused.withLock { $0 }
    }

    private func sleep(until due: Timestamp?, _ present: Timestamp) {
        var left = Self.sleepMax
        if let due {
            left = min(left, .nanoseconds(due.nanoseconds - present.nanoseconds))
        }
        let nanoseconds =
            left.components.seconds * 1_000_000_000 + left.components.attoseconds / 1_000_000_000
        _ = wakeUp.wait(timeout: .now() + .nanoseconds(Int(nanoseconds)))
        // Signals that came in the meantime are about the same state.
        while wakeUp.wait(timeout: .now()) == .success {}
    }
}
