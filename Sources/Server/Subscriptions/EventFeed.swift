import Ledger
import Store
import Synchronization

/// Reads the event log for everybody who follows it: what was committed last is kept ready, so that
/// many followers cost one reading, or none where the writer told of it. What lies further back is
/// read again, once for all those who are about as far behind.
final class EventFeed: Sendable {
    /// Events kept ready. Whoever is further behind reads the log.
    private static let keptMax = 8192
    /// Bytes of events kept ready, as sent, and of those that were read again: metadata may make
    /// one larger than a page of others.
    private static let keptBytesMax = 16 << 20
    /// Events of those kept ready that are handed out at a time, whole commits of them.
    private static let handedMax = 256
    /// Events read from the log at a time, where that doesn't divide a commit: few where the writer
    /// may wait for it.
    private static let readMax = 128
    private static let readBehindMax = 256

    private struct Kept {
        /// The sequence from which on everything up to `through` is here.
        var from: UInt64 = 1
        var through: UInt64 = 0
        var events: [EncodedEvent] = []
        var byteCount = 0
        /// What the writer told of that doesn't continue it yet.
        var told: [EventMaterial] = []
        /// Whether somebody has followed it closely, since this was asked last.
        var isFollowed = false

        /// Takes in what continues it of what was told.
        mutating func absorb(_ news: [EventMaterial]) {
            told += news
            var index = 0
            while index < told.count, told[index].event.sequence <= through + 1 {
                if told[index].event.sequence > through { add(EncodedEvent(told[index])) }
                index += 1
            }
            told.removeFirst(index)
            if told.count > keptMax { told = [] }
            shrink()
        }

        mutating func add(_ event: EncodedEvent) {
            events.append(event)
            byteCount += event.bytes.count
            through = event.sequence
        }

        /// Drops the oldest, a good part at once and no commit but whole, where it is too much.
        mutating func shrink() {
            guard events.count > keptMax || byteCount > keptBytesMax else { return }
            var index = 0
            while events.count - index > keptMax / 2 || byteCount > keptBytesMax / 2 {
                byteCount -= events[index].bytes.count
                index += 1
            }
            let last = events[index - 1].sequence
            while index < events.count, events[index].sequence == last {
                byteCount -= events[index].bytes.count
                index += 1
            }
            events.removeFirst(index)
            from = last + 1
        }
    }

    /// What was read last of what lies further back.
    private struct Past {
        /// As many as followers in step with each other, and a few others beside them, go through.
        private static let batchesMax = 16

        private var batches: [(from: UInt64, batch: Batch, byteCount: Int)] = []
        private var byteCount = 0

        func batch(from sequence: UInt64) -> Batch? {
            batches.first { $0.from == sequence }?.batch
        }

        mutating func keep(_ batch: Batch, from sequence: UInt64) {
            let bytes = batch.events.reduce(0) { $0 + $1.bytes.count }
            guard bytes <= keptBytesMax else { return }
            batches.append((sequence, batch, bytes))
            byteCount += bytes
            while batches.count > Self.batchesMax || byteCount > keptBytesMax {
                byteCount -= batches.removeFirst().byteCount
            }
        }
    }

    private let store: LedgerStore
    private let kept: Mutex<Kept>
    private let news = EventNews()
    private let past = Mutex(Past())
    private let oldestSequence: Atomic<UInt64>

    init(_ store: LedgerStore) throws {
        self.store = store
        oldestSequence = Atomic(try store.read { $0.oldestSequence })
        let tail = store.log.tail
        kept = Mutex(Kept(from: tail + 1, through: tail))
        store.tell(news.tap)
    }

    /// Whole commits in order, and how far they reach.
    struct Batch {
        var events: [EncodedEvent] = []
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
        if sequence >= oldest, let batch = past.withLock({ $0.batch(from: sequence) }) {
            return batch
        }
        return try read(from: sequence)
    }

    /// Has the writer tell of events, if somebody has followed what is committed closely since this
    /// was called. Those who are far behind would only have it told in vain.
    func tapWhileFollowed() {
        let isFollowed = kept.withLock { kept in
            defer { kept.isFollowed = false }
            return kept.isFollowed
        }
        news.tap.open(isFollowed)
    }

    private func ready(from sequence: UInt64) -> Batch? {
        kept.withLock { kept in
            // What is told of is told before the tail moves.
            let tail = tail
            kept.absorb(news.take())
            guard sequence >= kept.from else { return nil }
            if tail < sequence + UInt64(Self.keptMax) { kept.isFollowed = true }
            guard sequence <= kept.through else {
                guard kept.through >= tail else { return nil }
                return Batch(through: sequence - 1)
            }
            let rest = kept.events[EventFeed.firstIndex(in: kept.events, from: sequence)...]
            return EventFeed.cut(rest, through: kept.through)
        }
    }

    private func read(from sequence: UInt64) throws -> Batch {
        // What lies further back is read where that keeps nobody waiting.
        let behind = try store.readBehind { view in
            guard view.sequence >= sequence else { return Found?.none }
            return try look(from: sequence, Self.readBehindMax, in: view)
        }
        let found = try behind ?? store.read { try look(from: sequence, Self.readMax, in: $0) }
        let events = found.materials.map { EncodedEvent($0) }
        let batch = Batch(events: events, through: max(found.through, sequence - 1))
        let isKept = keep(events, from: sequence, through: found.through, isEnd: found.isEnd)
        if !isKept, !events.isEmpty { past.withLock { $0.keep(batch, from: sequence) } }
        return batch
    }

    /// What a reading of the log gave.
    private struct Found {
        let materials: [EventMaterial]
        let through: UInt64
        /// Whether there was no more.
        let isEnd: Bool
    }

    private func look(
        from sequence: UInt64, _ limit: Int, in view: borrowing StoreView
    ) throws -> Found {
        guard sequence >= view.oldestSequence else {
            throw Rejection.cursorExpired(oldest: view.oldestSequence)
        }
        let events = try view.events(from: sequence, limit: limit)
        var materials: [EventMaterial] = []
        materials.reserveCapacity(events.count)
        for event in events { materials.append(try view.material(of: event)) }
        guard events.count >= limit, let last = events.last else {
            return Found(materials: materials, through: view.sequence, isEnd: true)
        }
        return Found(materials: materials, through: last.sequence, isEnd: false)
    }

    /// Keeps what continues what is kept, or begins anew with what reaches the end of the log;
    /// whether it does.
    private func keep(
        _ events: [EncodedEvent], from: UInt64, through: UInt64, isEnd: Bool
    ) -> Bool {
        kept.withLock { kept in
            guard through > kept.through else { return false }
            if from > kept.through + 1 {
                guard isEnd else { return false }
                kept = Kept(from: from, through: from - 1, told: kept.told)
            }
            let before = kept.through
            for event in events where event.sequence > before { kept.add(event) }
            kept.through = through
            kept.shrink()
            return true
        }
    }

    /// Where a sequence begins among events, which are in order of theirs.
    private static func firstIndex(in events: [EncodedEvent], from sequence: UInt64) -> Int {
        var lower = 0
        var upper = events.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if events[middle].sequence < sequence {
                lower = middle + 1
            } else {
                upper = middle
            }
        }
        return lower
    }

    /// As many whole commits as are handed out at a time.
    private static func cut(_ events: ArraySlice<EncodedEvent>, through: UInt64) -> Batch {
        guard events.count > handedMax else {
            return Batch(events: Array(events), through: through)
        }
        var end = events.startIndex + handedMax
        let last = events[end - 1].sequence
        while end < events.endIndex, events[end].sequence == last { end += 1 }
        return Batch(
            events: Array(events[..<end]),
            through: end == events.endIndex ? through : last)
    }
}
