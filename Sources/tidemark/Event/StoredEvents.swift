import Messages
import TTRPC
import TidemarkClient

/// The events that are stored, read piece by piece up to the last.
struct StoredEvents {
    let session: Session
    let filter: V1.EventFilter?
    /// All up to this sequence has been read.
    private(set) var sequence: Int64 = 0
    private var request: V1.PullEventsRequest

    init(_ session: Session, from start: EventStart, filter: V1.EventFilter?) {
        self.session = session
        self.filter = filter
        request = V1.PullEventsRequest(filter: filter)
        switch start {
        case .now: break
        case .oldest: request.fromOldest = true
        case .sequence(let sequence): request.fromSequence = sequence
        }
    }

    /// The next events, at most about `limit`; nil at the end of the log. May be empty where a
    /// filter passed over many.
    mutating func next(_ limit: Int) async throws(RPCError) -> [V1.Event]? {
        request.limit = Int32(min(limit, 1000))
        let reply = try await session.client.eventLog.pullEvents(
            request, timeout: session.timeout)
        let hasMoved = reply.sequence > sequence || !reply.nextPageToken.isEmpty
        guard hasMoved || !reply.events.isEmpty else { return nil }
        sequence = max(sequence, reply.sequence)
        request.fromOldest = false
        request.fromSequence = reply.sequence + 1
        request.pageToken = reply.nextPageToken
        return reply.events
    }
}
