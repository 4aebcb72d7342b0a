/// One request that is answered by a stream: a handler's end of it.
///
/// Everything here may be called from any thread. The stream ends once: by `finish`, by `fail`, or
/// because the client has gone, of which `onCancel` tells. What is said after that is ignored.
/// A call that is let go of before its end fails with INTERNAL by itself.
///
/// A producer paces itself: it sends while `isWritable`, then asks `onDrained` to be called.
package final class StreamCall: Sendable {
    private let pipe: StreamPipe

    package init(_ pipe: StreamPipe) {
        self.pipe = pipe
    }

    deinit {
        pipe.fail(RPCError(.internalError, "\(method) ended without an answer"))
    }
}

extension StreamCall {
    package var service: String { pipe.head.route.service }
    package var method: String { pipe.head.route.method }
    /// The encoded request; empty for a bidirectional call.
    package var payload: ArraySlice<UInt8> { pipe.head.payload }
    package var metadata: Metadata { pipe.head.metadata }
    package var deadline: ContinuousClock.Instant? { pipe.head.deadline }
    package var peer: Peer { pipe.outlet.peer }
}

// MARK: Sending

extension StreamCall {
    /// Sends one message. False where the stream is over, also if this message ended it: a stream
    /// that owes its reader more than `StreamLimits.pendingBytesMax` fails with
    /// RESOURCE_EXHAUSTED. A producer that minds `isWritable` never gets there.
    @discardableResult
    package func send(_ message: [UInt8]) -> Bool { pipe.send(message) }

    /// Ends the stream well.
    package func finish() { pipe.finish() }

    /// Ends the stream with a refusal.
    package func fail(_ error: RPCError) { pipe.fail(error) }

    /// Bytes of this stream that were not yet handed to the kernel, headers included.
    package var pendingBytes: Int { pipe.pendingBytes }

    /// Whether the stream is open and fewer than `StreamLimits.pendingBytesHigh` bytes are pending.
    package var isWritable: Bool { pipe.isWritable }

    /// Calls once when the stream is writable: at once and on this thread if it is now, otherwise
    /// later on the event loop. Never once the stream is over; of that `onCancel` tells.
    package func onDrained(_ callback: @escaping @Sendable () -> Void) { pipe.onDrained(callback) }

    /// Calls once, when the connection has come to all that was sent so far and has written it or
    /// left it waiting for its reader; also if the stream or the connection is over by then.
    package func onPassed(_ callback: @escaping @Sendable () -> Void) { pipe.onPassed(callback) }
}

// MARK: Receiving

extension StreamCall {
    package enum Incoming: Equatable, Sendable {
        case message([UInt8])
        /// The client sends no more. Said again each time.
        case finished
        /// Nothing has come yet; `onReadable` tells when.
        case nothing
    }

    /// Takes the client's next message. Only bidirectional calls have any.
    package func receive() -> Incoming { pipe.receive() }

    /// Calls on the event loop whenever `receive` has something new, and now if it already has.
    package func onReadable(_ callback: @escaping @Sendable () -> Void) {
        pipe.onReadable(callback)
    }

    /// Calls once, when the stream is to end other than by the handler's own word: on the event
    /// loop, or at once if that has already happened.
    package func onCancel(_ callback: @escaping @Sendable (StreamCancellation) -> Void) {
        pipe.onCancel(callback)
    }

    /// Whether the stream is over without the handler having ended it.
    package var isCancelled: Bool { pipe.isCancelled }
}

/// Why a stream is to end.
package enum StreamCancellation: Hashable, Sendable {
    /// The peer has gone. Nothing more can be said.
    case disconnected
    /// The client closed a server stream, or broke the protocol. It has been answered.
    case cancelled
    /// A message didn't fit a frame. The client has been told.
    case messageTooLarge
    /// The server is shutting down. The stream is still open: the handler fails it with
    /// UNAVAILABLE and whatever lets the client resume elsewhere.
    case draining
}
