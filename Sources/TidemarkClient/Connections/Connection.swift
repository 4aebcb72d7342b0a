public import TTRPC
public import Transport

/// A connection to a Tidemark server, and what the typed clients call through.
///
///     let connection = try await Connection.connect(to: "unix:///run/tidemark.sock")
///     let balances = BalanceServiceClient(connection)
///
/// Any number of tasks may call at once; calls are pipelined and answered in any order. Use a
/// connection of its own for each subscription: a reader that lags pauses its whole connection.
///
/// A connection that is lost stays lost: calls fail with UNAVAILABLE, and a new one is made. It is
/// closed when it is let go of.
public final class Connection: CallChannel {
    private let base: ClientConnection
    private let options: Options

    private init(base: ClientConnection, options: Options) {
        self.base = base
        self.options = options
    }

    deinit { base.abandon() }

    public struct Options: Sendable {
        /// How long a unary call waits that doesn't say so itself; nil: for ever. Longer than any
        /// group commit takes, and short enough to notice a server that hangs.
        public var unaryTimeout: Duration? = .seconds(30)

        /// How long connecting may take.
        public var connectTimeout: Duration = .seconds(10)

        public init() {}
    }
}

extension Connection {
    /// Connects to an address: `unix:///path`, `unix:path` or `tcp://host:port`.
    public static func connect(
        to address: String, options: Options = Options()
    ) async throws(RPCError) -> Connection {
        let endpoint: Endpoint
        do {
            endpoint = try Endpoint(address)
        } catch {
            throw RPCError(.invalidArgument, error.description)
        }
        return try await connect(to: endpoint, options: options)
    }

    /// Connects to an endpoint.
    public static func connect(
        to endpoint: Endpoint, options: Options = Options()
    ) async throws(RPCError) -> Connection {
        let base = try await ClientConnection.connect(
            to: endpoint, timeout: options.connectTimeout)
        return Connection(base: base, options: options)
    }

    /// Where it is connected to.
    public var endpoint: Endpoint { base.endpoint }

    /// Whether calls can be made, as far as is known by now.
    public var isOpen: Bool { base.isOpen }

    /// Closes the connection. Calls without an answer fail with UNAVAILABLE.
    public func close() async { await base.close() }
}

// MARK: Calls

extension Connection {
    /// Without a timeout, the call has that of the connection's options.
    public func unary(_ call: OutgoingCall) async throws(RPCError) -> ArraySlice<UInt8> {
        var call = call
        call.timeout = call.timeout ?? options.unaryTimeout
        return try await base.unary(call.envelope(), deadline: call.deadline)
    }

    public func serverStream(_ call: OutgoingCall) async throws(RPCError) -> Stream {
        Stream(try base.stream(.serverStream, call.envelope(), deadline: call.deadline))
    }

    public func bidirectional(_ call: OutgoingCall) async throws(RPCError) -> Stream {
        var envelope = try call.envelope()
        envelope.payload = []
        return Stream(try base.stream(.bidirectional, envelope, deadline: call.deadline))
    }

    /// The encoded messages of one call. Letting go of it, and of its iterator, ends the call.
    public struct Stream: CallStream {
        private let base: ClientStream

        init(_ base: ClientStream) {
            self.base = base
        }

        public func makeAsyncIterator() -> Iterator { Iterator(base: base) }

        public func send(_ message: [UInt8]) async throws(RPCError) {
            try await base.send(message)
        }

        public func finishSending() async throws(RPCError) { base.finishSending() }

        public struct Iterator: AsyncIteratorProtocol {
            let base: ClientStream

            public func next() async throws(RPCError) -> ArraySlice<UInt8>? {
                try await base.next()
            }

            public func next(
                isolation actor: isolated (any Actor)?
            ) async throws(RPCError) -> ArraySlice<UInt8>? {
                try await base.next()
            }
        }
    }
}

extension OutgoingCall {
    fileprivate var deadline: ContinuousClock.Instant? {
        timeout.map { ContinuousClock.now.advanced(by: $0) }
    }

    /// The call as it is sent. On the wire a timeout of zero would be none.
    fileprivate func envelope() throws(RPCError) -> RequestEnvelope {
        guard timeout.map({ $0 > .zero }) ?? true else {
            throw RPCError(.deadlineExceeded, "the call was given no time")
        }
        return RequestEnvelope(
            service: service, method: method, payload: payload,
            timeoutNanoseconds: timeout?.wholeNanoseconds ?? 0, metadata: metadata)
    }
}

extension Duration {
    /// At least one, at most what the wire can say: 292 years.
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || carry ? .max : max(1, sum)
    }
}
