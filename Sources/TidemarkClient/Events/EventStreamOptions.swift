/// How the server sends a stream of events.
public struct EventStreamOptions: Hashable, Sendable {
    /// A durable subscription to read, by id or name, with the filter that it was created with: its
    /// stream begins after what was last acknowledged, unless it is told where. Empty: none.
    public var durable: String
    /// The most time without a message, 100 milliseconds to 1 hour; nil: 10 seconds.
    public var heartbeatInterval: Duration?
    /// The most events of one message, where that doesn't divide a commit, 1 to 10,000; 0: 1,000.
    public var maxBatchEvents: Int32

    public init(
        durable: String = "", heartbeatInterval: Duration? = nil, maxBatchEvents: Int32 = 0
    ) {
        self.durable = durable
        self.heartbeatInterval = heartbeatInterval
        self.maxBatchEvents = maxBatchEvents
    }
}
