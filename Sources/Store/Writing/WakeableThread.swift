import Dispatch
import Foundation
import Synchronization

/// A thread for work that there is now and then: it sleeps for a time or until it is woken, and
/// ends when it is told to.
final class WakeableThread: Sendable {
    private let wakeUp = DispatchSemaphore(value: 0)
    private let isStopped = Atomic<Bool>(false)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts it, once.
    /// - Parameter work: what it does; it is to return soon after `isEnding`.
    func start(_ name: String, _ work: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            defer { ended.signal() }
            work()
        }
        thread.name = name
        thread.start()
    }

    /// Whether it was told to end.
    var isEnding: Bool { isStopped.load(ordering: .acquiring) }

    func wake() { wakeUp.signal() }

    /// Has the work end soon.
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
}

// MARK: - For the work itself

extension WakeableThread {
    /// Sleeps so long, or until it is woken.
    func sleep(_ time: Duration) {
        _ = wakeUp.wait(timeout: .now() + time.dispatchInterval)
        // Signals that came in the meantime are about the same state.
        while wakeUp.wait(timeout: .now()) == .success {}
    }

    /// Sleeps whatever else happens, unless it is to end.
    func rest(_ time: Duration) {
        let end = DispatchTime.now() + time.dispatchInterval
        while !isEnding, wakeUp.wait(timeout: end) == .success {}
    }
}

extension Duration {
    var dispatchInterval: DispatchTimeInterval {
        .nanoseconds(
            Int(components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000))
    }
}
