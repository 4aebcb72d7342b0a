import Synchronization

/// The way back to the peer, shared by all calls of one connection.
///
/// Calls put what they have to say in here from any thread; the connection's owner gathers it.
/// It also tells the calls that nobody is left to answer.
package final class CallOutlet: Sendable {
    package let peer: Peer
    private let disconnected = Atomic<Bool>(false)
    private let sink: @Sendable (CallOutput) -> Void

    /// `sink` is called from any thread, also while a call holds its own lock: it must only
    /// queue what it is given.
    package init(peer: Peer, sink: @escaping @Sendable (CallOutput) -> Void) {
        self.peer = peer
        self.sink = sink
    }
}

extension CallOutlet {
    package var isDisconnected: Bool { disconnected.load(ordering: .acquiring) }

    package func disconnect() { disconnected.store(true, ordering: .releasing) }

    func submit(_ content: CallOutput.Content, from id: CallID) {
        sink(CallOutput(id: id, content: content))
    }
}

/// What a unary call ends with.
package typealias Answer = Result<[UInt8], RPCError>

/// One thing that a call says to its connection.
package struct CallOutput: Sendable {
    package var id: CallID
    package var content: Content

    package init(id: CallID, content: Content) {
        self.id = id
        self.content = content
    }

    package enum Content: Sendable {
        /// The answer of a unary call.
        case reply([UInt8])
        /// The answer of a unary call, to be made where the connection is looked after: what
        /// answers many has only to say what they are told.
        case answer(@Sendable () -> Answer)
        /// The bad end of any call.
        case failure(RPCError)
        /// One message of a stream.
        case message([UInt8])
        /// The good end of a stream.
        case end
        /// The handler has taken this many bytes of the client's messages.
        case consumed(byteCount: Int)
        /// Nothing for the peer: it is let go of when the connection has dealt with all before it.
        case passage(Passage)
    }
}

/// Calls back when it is let go of, wherever that is: where the connection comes to it, or where
/// it falls with a connection that is gone.
package final class Passage: Sendable {
    private let callback: @Sendable () -> Void

    init(_ callback: @escaping @Sendable () -> Void) {
        self.callback = callback
    }

    deinit { callback() }
}
