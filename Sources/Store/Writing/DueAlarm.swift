package import Ledger
import Synchronization

/// Says how long whoever does what falls due may sleep, and which commits are to wake it: those
/// that brought something of the kind, and those whose time shows that something has fallen due,
/// since the machine's clock may be set at any moment.
package final class DueAlarm: Sendable {
    /// How long it may sleep at most, where nothing is committed for so long.
    private let sleepMax: Duration
    private let kind: Arrivals
    private let now: @Sendable () -> Timestamp
    /// In nanoseconds, as was known before it went to sleep.
    private let next = Atomic<Int64>(.max)

    /// - Parameter now: where time comes from; the store's.
    package init(
        of kind: Arrivals, sleepMax: Duration, now: @escaping @Sendable () -> Timestamp
    ) {
        self.kind = kind
        self.sleepMax = sleepMax
        self.now = now
    }

    /// Sets it for what falls due next, if there is anything; how long to sleep.
    package func set(to time: Timestamp?) -> Duration {
        // Stored before the clock is read: a commit that comes in between is either told by it, or
        // stamped with a time that is seen here.
        next.store(time?.nanoseconds ?? .max, ordering: .sequentiallyConsistent)
        guard let time else { return sleepMax }
        let left = Duration.nanoseconds(time.nanoseconds - now().nanoseconds)
        return min(max(left, .zero), sleepMax)
    }

    package func isRung(by notice: CommitNotice) -> Bool {
        notice.arrivals.contains(kind)
            || notice.time.nanoseconds >= next.load(ordering: .sequentiallyConsistent)
    }
}
