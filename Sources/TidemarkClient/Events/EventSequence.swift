public import Messages
public import TTRPC

/// Events in their order, without a gap and without a double, over as many connections as it takes.
///
/// Each iterator reads over a connection of its own, so that a slow reader holds up nobody. When
/// the connection is lost, or the server ends the stream because it stops or the reader was too
/// slow, the iterator connects again, as long as it takes, and goes on after the last event it
/// gave. What can't be mended is thrown: a first connection that fails, a cursor that is older than
/// what the server retains (`CURSOR_EXPIRED`; ``RPCError/oldestSequence`` says which is left), a
/// filter that it refuses, another reader of the same durable subscription
/// (`SUBSCRIPTION_TAKEN_OVER`).
///
/// To go on after a restart of the program, keep the `sequence` of the last event of each commit
/// that is dealt with, and begin with `.sequence(kept + 1)`. An event of a commit that was dealt
/// with in part comes again then; its `event_id` is the same.
public struct EventSequence<Channel: CallChannel>: AsyncSequence, Sendable {
    public typealias Element = V1.Event
    public typealias Failure = RPCError

    let start: EventStart
    let filter: V1.EventFilter?
    let options: EventStreamOptions
    let onChange: (@Sendable (EventStreamChange) -> Void)?
    let connect: @Sendable () async throws(RPCError) -> Channel
    let backoff: Backoff

    init(
        from start: EventStart, filter: V1.EventFilter? = nil,
        options: EventStreamOptions = .init(),
        onChange: (@Sendable (EventStreamChange) -> Void)?, backoff: Backoff = .standard,
        connect: @escaping @Sendable () async throws(RPCError) -> Channel
    ) {
        self.start = start
        self.filter = filter
        self.options = options
        self.onChange = onChange
        self.backoff = backoff
        self.connect = connect
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(reader: EventReader(self))
    }

    public struct Iterator: AsyncIteratorProtocol {
        var reader: EventReader<Channel>

        public mutating func next() async throws(RPCError) -> V1.Event? {
            try await next(isolation: nil)
        }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(RPCError) -> V1.Event? {
            try await reader.next(isolation: actor)
        }
    }
}

/// How long to wait between tries: longer each time, so that a server that comes back isn't run
/// over.
struct Backoff: Sendable {
    /// Before the first try again.
    let first: Duration
    /// Before any.
    let most: Duration

    /// Short enough to go unnoticed after a restart, long enough to cost nothing over a night.
    static let standard = Backoff(first: .milliseconds(100), most: .seconds(5))

    func delay(before attempt: Int) -> Duration {
        min(most, first * (1 << min(attempt, 16)))
    }
}
