public import TTRPC

/// What the typed clients call through: bytes to a method and bytes back.
///
/// A connection is one; another is what answers by itself in the tests of a program.
public protocol CallChannel: Sendable {
    /// The messages of a stream, and for a bidirectional one the way to send.
    associatedtype Stream: CallStream

    /// Sends a request and waits for its one answer.
    func unary(_ call: OutgoingCall) async throws(RPCError) -> ArraySlice<UInt8>

    /// Sends a request and gives the messages that answer it.
    func serverStream(_ call: OutgoingCall) async throws(RPCError) -> Stream

    /// Opens a stream in both directions; `call.payload` is not sent.
    func bidirectional(_ call: OutgoingCall) async throws(RPCError) -> Stream
}

/// One call, ready to be sent.
public struct OutgoingCall: Sendable {
    /// The service's full proto name, `tidemark.v1.BalanceService`.
    public var service: String
    /// The method's bare name, `CreateBalance`.
    public var method: String
    /// The request message, encoded.
    public var payload: [UInt8]
    /// How long the caller waits for the whole call; nil: as long as the channel says, and for a
    /// stream as long as it takes.
    public var timeout: Duration?
    /// Key-value pairs beside the request.
    public var metadata: Metadata

    public init(
        service: String, method: String, payload: [UInt8] = [], timeout: Duration? = nil,
        metadata: Metadata = [:]
    ) {
        self.service = service
        self.method = method
        self.payload = payload
        self.timeout = timeout
        self.metadata = metadata
    }
}

/// The encoded messages of one stream. Whoever stops reading before the end cancels the call.
public protocol CallStream: AsyncSequence, Sendable
where Element == ArraySlice<UInt8>, Failure == RPCError {
    /// Sends one message to the server, if the stream is bidirectional.
    func send(_ message: [UInt8]) async throws(RPCError)

    /// Says that no message will follow.
    func finishSending() async throws(RPCError)
}
