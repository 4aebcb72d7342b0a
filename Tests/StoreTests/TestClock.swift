import Dispatch
import Ledger
import Synchronization

@testable import Store

/// A clock that stands still until it is set.
final class TestClock: Sendable {
    private let nanoseconds = Atomic<Int64>(Timestamp.start.nanoseconds)

    var now: Timestamp { Timestamp(nanoseconds: nanoseconds.load(ordering: .acquiring)) }

    func set(_ time: Timestamp) { nanoseconds.store(time.nanoseconds, ordering: .releasing) }

    /// A small store that lives by this clock.
    var options: StoreOptions {
        var options = StoreOptions.small
        options.now = { self.now }
        return options
    }
}

/// Waits for commits that nobody asked for.
struct CommitWatch {
    private let store: LedgerStore
    private let moved = DispatchSemaphore(value: 0)

    init(_ store: LedgerStore) {
        self.store = store
        store.onCommit { [moved] _ in moved.signal() }
    }

    /// Returns once a sequence is durable.
    func wait(for sequence: UInt64) {
        while store.log.tail < sequence { moved.wait() }
    }
}
