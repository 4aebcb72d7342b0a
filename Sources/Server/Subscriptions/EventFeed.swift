import Ledger
import Messages
import Store
import Synchronization

/// Reads the event log for everybody who follows it: what was committed last is kept ready, so that
/// many followers cost one reading; what lies further back is read again.
final class EventFeed: Sendable {
    /// Events kept ready. Whoever is further behind reads the log.
    private static let keptMax = 8192
    /// Bytes of events kept ready, as sent: metadata may make one larger than a page of others.
    private static let keptBytesMax = 16 << 20
    /// Events read from the log at a time.
    private static let readMax = 512
    /// Bytes of events, as sent, after which no further commit is read: a few messages' worth.
    private static let readBytesMax = 512 << 10

    private struct Kept {
        /// The sequence from which on everything up to `through` is here.
        var from: UInt64 = 1
        var through: UInt64 = 0
        var events: [RenderedEvent] = []
        var byteCount = 0

        /// Drops the oldest, a good part at once and no commit but whole, where it is too much.
        mutating func shrink() {
            guard events.count > keptMax || byteCount > keptBytesMax else { return }
            var index = 0
            while events.count - index > keptMax / 2 || byteCount > keptBytesMax / 2 {
                byteCount -= events[index].byteCount
                index += 1
            }
            let last = events[index - 1].message.sequence
            while index < events.count, events[index].message.sequence == last {
                byteCount -= events[index].byteCount
                index += 1
            }
            events.removeFirst(index)
            from = UInt64(last) + 1
        }
    }

    private let store: LedgerStore
    private let kept: Mutex<Kept>
    private let oldestSequence: Atomic<UInt64>

    init(_ store: LedgerStore) throws {
        self.store = store
        oldestSequence = Atomic(try store.read { $0.oldestSequence })
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
    var oldest: UInt64 { oldestSequence.load(ordering: .acquiring) }

    /// Events were let go; this is the oldest that is left.
    func trimmed(to oldest: UInt64) { oldestSequence.store(oldest, ordering: .releasing) }

    /// What follows from a sequence on: some commits, or none if there are none yet. Refused where
    /// they were let go.
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
            let rest = kept.events[EventFeed.firstIndex(in: kept.events, from: sequence)...]
            return EventFeed.cut(rest, through: kept.through)
        }
    }

    private func read(from sequence: UInt64) throws -> Batch {
        let (events, last) = try store.read { view in
            guard sequence >= view.oldestSequence else {
                throw Rejection.cursorExpired(oldest: view.oldestSequence)
            }
            let stored = try view.events(from: sequence, limit: EventFeed.readMax)
            var rendered: [RenderedEvent] = []
            var bytes = 0
            for (event, former) in zip(stored, [nil] + stored.map(\.sequence)) {
                // Where not all is read, it reaches as far as the last whole commit.
                if let former, event.sequence != former, bytes >= EventFeed.readBytesMax {
                    return (rendered, former)
                }
                rendered.append(try RenderedEvent(event, in: view))
                bytes += rendered.last?.byteCount ?? 0
            }
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
            let news = events.filter { UInt64($0.message.sequence) > kept.through }
            kept.events += news
            kept.byteCount += news.reduce(0) { $0 + $1.byteCount }
            kept.through = through
            kept.shrink()
        }
    }

    /// Where a sequence begins among events, which are in order of theirs.
    private static func firstIndex(in events: [RenderedEvent], from sequence: UInt64) -> Int {
        var lower = 0
        var upper = events.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if UInt64(events[middle].message.sequence) < sequence {
                lower = middle + 1
            } else {
                upper = middle
            }
        }
        return lower
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
