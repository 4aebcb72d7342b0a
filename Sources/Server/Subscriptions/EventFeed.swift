import Ledger
import Messages
import Store
import Synchronization

/// Reads the event log for everybody who follows it: what was committed last is kept ready, so that
/// many followers cost one reading; what lies further back is read again.
final class EventFeed: Sendable {
    /// Events kept ready. Whoever is further behind reads the log.
    private static let keptMax = 4096
    /// Events read from the log at a time.
    private static let readMax = 512

    private struct Kept {
        /// The sequence from which on everything up to `through` is here.
        var from: UInt64 = 1
        var through: UInt64 = 0
        var events: [RenderedEvent] = []
    }

    private let store: LedgerStore
    private let kept: Mutex<Kept>

    init(_ store: LedgerStore) {
        self.store = store
        let tail = store.log.tail
        kept = Mutex(Kept(from: tail + 1, through: tail))
    }

    /// Whole commits in order, and how far they reach.
    struct Batch {
        var events: [RenderedEvent] = []
        /// Everything up to here is in, or was before.
        var through: UInt64
    }

    /// The last sequence there is.
    var tail: UInt64 { store.log.tail }

    /// The oldest sequence whose events are retained.
    func oldest() throws -> UInt64 { try store.read { try $0.oldestSequence() } }

    /// What follows from a sequence on: some commits, or none if there are none yet.
    func batch(from sequence: UInt64) throws -> Batch {
        if let ready = ready(from: sequence) { return ready }
        return try read(from: sequence)
    }

    private func ready(from sequence: UInt64) -> Batch? {
        kept.withLock { kept in
            guard sequence >= kept.from else { return nil }
            guard sequence <= kept.through else {
                return kept.through >= tail ? Batch(through: sequence - 1) : nil
            }
            // Events are in order of their sequence.
            let first = kept.events.firstIndex { UInt64($0.message.sequence) >= sequence }
            guard let first else { return Batch(through: kept.through) }
            return EventFeed.cut(kept.events[first...], through: kept.through)
        }
    }

    private func read(from sequence: UInt64) throws -> Batch {
        let (events, last) = try store.read { view in
            let stored = try view.events(from: sequence, limit: EventFeed.readMax)
            var rendered: [RenderedEvent] = []
            for event in stored { rendered.append(try RenderedEvent(event, in: view)) }
            // Where not all was read, it reaches as far as the last event.
            let isAll = stored.count < EventFeed.readMax
            return (rendered, isAll ? view.sequence : stored.last?.sequence ?? view.sequence)
        }
        keep(events, from: sequence, through: last)
        return Batch(events: events, through: max(last, sequence - 1))
    }

    /// Keeps what continues what is kept.
    private func keep(_ events: [RenderedEvent], from: UInt64, through: UInt64) {
        kept.withLock { kept in
            guard from <= kept.through + 1, through > kept.through else { return }
            kept.events += events.filter { UInt64($0.message.sequence) > kept.through }
            kept.through = through
            guard kept.events.count > 2 * EventFeed.keptMax else { return }
            let dropped = kept.events.count - EventFeed.keptMax
            // A commit is dropped whole.
            let newFrom = UInt64(kept.events[dropped].message.sequence) + 1
            kept.events.removeAll { UInt64($0.message.sequence) < newFrom }
            kept.from = newFrom
        }
    }

    /// As many whole commits as one reading takes.
    private static func cut(_ events: ArraySlice<RenderedEvent>, through: UInt64) -> Batch {
        guard events.count > readMax else {
            return Batch(events: Array(events), through: through)
        }
        var end = events.startIndex + readMax
        let last = events[end - 1].message.sequence
        while end < events.endIndex, events[end].message.sequence == last { end += 1 }
        return Batch(
            events: Array(events[..<end]),
            through: end == events.endIndex ? through : UInt64(last))
    }
}
