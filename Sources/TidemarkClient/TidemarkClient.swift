public import Messages
public import TTRPC

/// A client of a Tidemark server: typed calls, and events that go on by themselves.
///
/// ```swift
/// import TidemarkClient
///
/// let client = try await TidemarkClient.connect(address)
///
/// let reply = try await client.transactions.createTransaction(
///     .init(
///         reference: Reference.make(), currency: "USD", amount: "100.50", precision: 100,
///         source: "@world", destination: "@alice"))
/// for balance in reply.balances { print(balance.indicator, balance.availableBalance) }
///
/// for try await event in client.events(from: .oldest) {
///     print(event.sequence, event.type)
///     break
/// }
/// await client.close()
/// ```
///
/// An address is `unix:data/tidemark.sock`, `unix:///run/tidemark.sock` or `tcp://127.0.0.1:7411`.
///
/// Calls share one connection, run in parallel and may be made from any task. A connection that is
/// lost is replaced by the next call; no call is repeated by itself. A write whose answer was lost
/// is sent again by the caller with the same `reference`, which applies it once.
///
/// Every call throws `RPCError`; its ``TTRPC/RPCError/reason`` tells refusals apart.
public final class TidemarkClient: Sendable {
    /// Named groups of balances.
    public let ledgers: LedgerServiceClient<SharedConnection>
    /// Balances: reading and describing them.
    public let balances: BalanceServiceClient<SharedConnection>
    /// Transactions: moving money.
    public let transactions: TransactionServiceClient<SharedConnection>
    /// Monitors: conditions on balances.
    public let monitors: MonitorServiceClient<SharedConnection>
    /// The log of events, page by page; ``events(from:filter:options:onChange:)`` streams it.
    public let eventLog: EventServiceClient<SharedConnection>
    /// The server itself.
    public let admin: AdminServiceClient<SharedConnection>
    /// Whether it serves.
    public let health: HealthClient<SharedConnection>

    /// What all calls but streams of events go through; for calls by name.
    public let channel: SharedConnection

    private let connector: @Sendable () async throws(RPCError) -> Connection

    private init(_ connector: @escaping @Sendable () async throws(RPCError) -> Connection) {
        self.connector = connector
        channel = SharedConnection(connector)
        ledgers = LedgerServiceClient(channel)
        balances = BalanceServiceClient(channel)
        transactions = TransactionServiceClient(channel)
        monitors = MonitorServiceClient(channel)
        eventLog = EventServiceClient(channel)
        admin = AdminServiceClient(channel)
        health = HealthClient(channel)
    }

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - address: `unix:///path`, `unix:path` or `tcp://host:port`.
    ///   - options: how long to wait for connections and answers.
    /// - Throws: code `.invalidArgument` for a text that is no address, `.unavailable` where nobody
    ///   answers there.
    public static func connect(
        _ address: String, options: Connection.Options = .init()
    ) async throws(RPCError) -> TidemarkClient {
        let client = TidemarkClient { () throws(RPCError) in
            try await Connection.connect(to: address, options: options)
        }
        try await client.channel.connect()
        return client
    }

    /// The events of the log in their order, without a gap and without a double: what is stored,
    /// then what comes. See ``EventSequence``.
    ///
    /// - Parameters:
    ///   - start: where to begin.
    ///   - filter: which events; all by default.
    ///   - options: which durable subscription, and how it is sent.
    ///   - onChange: told when the stream begins, progresses, is interrupted and goes on.
    public func events(
        from start: EventStart = .now, filter: V1.EventFilter? = nil,
        options: EventStreamOptions = .init(),
        onChange: (@Sendable (EventStreamChange) -> Void)? = nil
    ) -> EventSequence<Connection> {
        EventSequence(
            from: start, filter: filter, options: options, onChange: onChange, connect: connector)
    }

    /// The events of a durable subscription, from behind its cursor on: what the server keeps for
    /// whoever reads under its name. It is made by `eventLog.createSubscription`.
    ///
    ///     for try await event in client.events(of: "ledger-copy") {
    ///         try await copy.take(event)
    ///         try await client.acknowledge("ledger-copy", through: event.sequence)
    ///     }
    ///
    /// Reading moves no cursor; ``acknowledge(_:through:)`` does. Who acknowledges each event while
    /// its commit has more of them to come may miss the rest after a crash.
    ///
    /// - Parameters:
    ///   - subscription: its id or name.
    ///   - start: where to go on instead of its cursor; `.now` for its cursor.
    ///   - onChange: told when the stream begins, is interrupted and goes on.
    public func events(
        of subscription: String, from start: EventStart = .now,
        onChange: (@Sendable (EventStreamChange) -> Void)? = nil
    ) -> EventSequence<Connection> {
        EventSequence(
            from: start, options: EventStreamOptions(durable: subscription), onChange: onChange,
            connect: connector)
    }

    /// Moves the cursor of a durable subscription forward: all up to a sequence is dealt with. What
    /// was acknowledged before is no fault, so this may be repeated.
    ///
    /// - Parameter subscription: its id or name.
    /// - Returns: the subscription with its cursor, which is durable then.
    @discardableResult
    public func acknowledge(
        _ subscription: String, through sequence: Int64
    ) async throws(RPCError) -> V1.Subscription {
        let reply = try await eventLog.acknowledgeSubscription(
            .init(subscriptionID: subscription, acknowledgedSequence: sequence))
        return reply.subscription ?? V1.Subscription()
    }

    /// Ends the connection; calls that run fail. Streams of events have connections of their own
    /// and end with their iterators.
    public func close() async {
        await channel.close()
    }
}
