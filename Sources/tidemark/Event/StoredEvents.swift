import Messages
import TTRPC
import TidemarkClient

/// The events that are stored, read piece by piece up to the last.
struct StoredEvents {
    let session: Session
    /// All up to this sequence has been read.
    private(set) var sequence: Int64 = 0
    private var request: V1.PullEventsRequest
    /// How long a call may take: what the server waits comes on top.
    private let timeout: Duration

    /// - Parameter wait: how long to wait for the first events, where there are none yet.
    init(
        _ session: Session, from start: EventStart, filter: V1.EventFilter?, durable: String = "",
        wait: SpanArgument? = nil
    ) {
        self.session = session
        timeout = session.timeout + .seconds(wait?.seconds ?? 0)
        request = V1.PullEventsRequest(filter: filter, durable: durable, wait: wait?.message)
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
        let reply = try await session.client.eventLog.pullEvents(request, timeout: timeout)
        let hasMoved = reply.sequence > sequence || !reply.nextPageToken.isEmpty
        guard hasMoved || !reply.events.isEmpty else { return nil }
        sequence = max(sequence, reply.sequence)
        request.fromOldest = false
        request.fromSequence = reply.sequence + 1
        request.pageToken = reply.nextPageToken
        // What is there now was worth waiting for; what comes after it isn't.
        request.wait = nil
        return reply.events
    }
}
