public import Messages
public import TTRPC

/// The messages that answer a streaming call, decoded one by one.
public struct MessageStream<Reply: Message, Base: CallStream>: AsyncSequence, Sendable {
    public typealias Element = Reply
    public typealias Failure = RPCError

    let base: Base

    public func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeAsyncIterator())
    }

    public struct Iterator: AsyncIteratorProtocol {
        var base: Base.AsyncIterator

        public mutating func next() async throws(RPCError) -> Reply? {
            try await next(isolation: nil)
        }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(RPCError) -> Reply? {
            guard let bytes = try await base.next(isolation: actor) else { return nil }
            return try Reply(answer: bytes)
        }
    }
}

/// A stream in both directions: requests go out by `send`, answers come from `replies`.
public struct BidirectionalCall<Request: Message, Reply: Message, Base: CallStream>: Sendable {
    let base: Base

    /// What the server sends, until it ends the stream.
    public var replies: MessageStream<Reply, Base> { MessageStream(base: base) }

    /// Sends one message; waits where the server is slow to take it.
    public func send(_ request: Request) async throws(RPCError) {
        try await base.send(request.serialized())
    }

    /// Says that no message will follow; the server then ends the stream.
    public func finishSending() async throws(RPCError) {
        try await base.finishSending()
    }
}
