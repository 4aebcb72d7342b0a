import Ledger

/// One reading of the log for a caller without streams: where it stands and what it wants.
struct EventPull: Sendable {
    /// Bytes of events in one answer, where that doesn't divide a commit: half a frame.
    private static let bytesMax = 2 << 20
    /// Bytes of events in one answer: where a commit has more, the answer ends inside it.
    private static let partBytesMax = 3 << 20
    /// Batches looked at in one go. Filters may pass over much: others get their turn between.
    private static let batchesMax = 16

    let filter: EventFilter
    /// The most events to answer with, where that doesn't divide a commit.
    let limit: Int
    /// The next sequence to look at.
    private(set) var next: UInt64
    /// How many events of that commit were answered before.
    private var answeredOfNext: UInt32

    init(_ filter: EventFilter, limit: Int, from place: Place) {
        self.filter = filter
        self.limit = limit
        next = place.sequence
        answeredOfNext = place.index
    }

    /// An event in the log, or where one will be.
    struct Place: Hashable, Sendable {
        var sequence: UInt64
        /// The index within the commit.
        var index: UInt32 = 0
    }

    /// What a reading came to.
    struct Answer {
        var events: [EncodedEvent] = []
        /// All up to here is answered or doesn't pass the filter.
        var reached: UInt64
        /// Where a commit that didn't fit goes on.
        var rest: Place?
        /// Whether there may be more to look at right now.
        var isMore = false
    }

    /// Reads on from where it stands, and stands behind what it has answered then.
    mutating func read(_ feed: EventFeed) throws -> Answer {
        var answer = Answer(reached: next - 1)
        var bytes = 0
        for _ in 0..<Self.batchesMax {
            let batch = try feed.batch(from: next)
            guard batch.through >= next else { return answer }
            for event in batch.events where isWanted(event) {
                bytes += event.bytes.count
                if answer.isFull(before: event, limit, bytes, Self.bytesMax, Self.partBytesMax) {
                    return answer
                }
                answer.events.append(event)
            }
            next = batch.through + 1
            answeredOfNext = 0
            answer.reached = batch.through
            if answer.events.count >= limit { break }
        }
        answer.isMore = true
        return answer
    }

    private func isWanted(_ event: EncodedEvent) -> Bool {
        if event.sequence == next, event.index < answeredOfNext { return false }
        return filter.passes(event.facets)
    }
}

extension EventPull.Answer {
    /// Whether it ends before an event; then it says where.
    fileprivate mutating func isFull(
        before event: EncodedEvent, _ limit: Int, _ bytes: Int, _ bytesMax: Int,
        _ partBytesMax: Int
    ) -> Bool {
        guard let last = events.last else { return false }
        if last.sequence == event.sequence {
            guard bytes > partBytesMax else { return false }
            rest = EventPull.Place(
                sequence: event.sequence, index: event.index)
        } else {
            guard events.count >= limit || bytes > bytesMax else { return false }
        }
        reached = event.sequence - 1
        isMore = true
        return true
    }
}
