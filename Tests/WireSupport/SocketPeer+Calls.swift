package import Messages
package import TTRPC
package import TidemarkClient

/// Calls of messages: begun and answered apart, so that one thread can have many under way.
extension SocketPeer {
    /// Sends a Request; answers with its stream id.
    @discardableResult
    package func begin(
        _ route: (service: String, method: String), _ request: some Message,
        timeout: Duration? = nil, flags: FrameFlags = [], on streamID: UInt32? = nil
    ) throws -> UInt32 {
        try begin(
            OutgoingCall(
                service: route.service, method: route.method, payload: request.serialized(),
                timeout: timeout), flags: flags, on: streamID)
    }

    package func begin(
        _ call: OutgoingCall, flags: FrameFlags = [], on given: UInt32? = nil
    ) throws -> UInt32 {
        let streamID = given ?? takeStreamID()
        var envelope = RequestEnvelope(
            service: call.service, method: call.method, payload: call.payload,
            metadata: call.metadata)
        if let timeout = call.timeout {
            let (seconds, attoseconds) = timeout.components
            envelope.timeoutNanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        }
        var bytes: [UInt8] = []
        envelope.append(to: &bytes)
        try send(Frame(streamID: streamID, type: .request, flags: flags, data: bytes[...]))
        return streamID
    }

    /// Waits for the answer to a unary call.
    package func answer<Reply: Message>(
        to streamID: UInt32, as type: Reply.Type = Reply.self
    ) throws -> Reply {
        let frame = try receive(on: streamID)
        switch try ResponseEnvelope(decoding: frame.data) {
        case .success(let payload): return try Reply(serialized: payload, limits: .batch)
        case .failure(let error): throw error
        }
    }

    /// Waits for the refusal of a call.
    package func refusal(of streamID: UInt32) throws -> Refusal {
        let frame = try receive(on: streamID)
        switch try ResponseEnvelope(decoding: frame.data) {
        case .success: throw Failure(operation: "was not refused", code: 0)
        case .failure(let error): return try Refusal(error)
        }
    }
}

extension SocketPeer {
    /// Begins a server stream.
    package func openStream(_ call: OutgoingCall) throws -> SocketStream {
        SocketStream(self, try begin(call, flags: .remoteClosed))
    }
}

// MARK: - The generated clients over it

/// Blocks the thread it is called on, which is right for tests: nothing of the server waits for it.
extension SocketPeer: CallChannel {
    package func unary(_ call: OutgoingCall) async throws(RPCError) -> ArraySlice<UInt8> {
        do {
            let frame = try receive(on: begin(call))
            switch try ResponseEnvelope(decoding: frame.data) {
            case .success(let payload): return payload
            case .failure(let error): throw error
            }
        } catch let error as RPCError {
            throw error
        } catch {
            throw RPCError(.unavailable, "\(error)")
        }
    }

    package func serverStream(_ call: OutgoingCall) async throws(RPCError) -> SocketStream {
        do {
            return SocketStream(self, try begin(call, flags: .remoteClosed))
        } catch {
            throw RPCError(.unavailable, "\(error)")
        }
    }

    package func bidirectional(_ call: OutgoingCall) async throws(RPCError) -> SocketStream {
        do {
            return SocketStream(self, try begin(call, flags: .remoteOpen))
        } catch {
            throw RPCError(.unavailable, "\(error)")
        }
    }
}

/// The encoded messages of one stream, as they come.
package struct SocketStream: CallStream, AsyncIteratorProtocol {
    package typealias Element = ArraySlice<UInt8>
    package typealias Failure = RPCError

    private let peer: SocketPeer
    package let streamID: UInt32

    init(_ peer: SocketPeer, _ streamID: UInt32) {
        self.peer = peer
        self.streamID = streamID
    }

    package func makeAsyncIterator() -> SocketStream { self }

    package func next() async throws(RPCError) -> ArraySlice<UInt8>? { try receive() }

    package func next(
        isolation actor: isolated (any Actor)?
    ) async throws(RPCError) -> ArraySlice<UInt8>? { try receive() }

    /// The next message; nil at the end.
    package func receive() throws(RPCError) -> ArraySlice<UInt8>? {
        do {
            let frame = try peer.receive(on: streamID)
            guard frame.type == .response else {
                return frame.flags == .endOfStream && frame.data.isEmpty ? nil : frame.data
            }
            switch try ResponseEnvelope(decoding: frame.data) {
            case .success: throw RPCError(.internalError, "a stream ended by an OK response")
            case .failure(let error): throw error
            }
        } catch let error as RPCError {
            throw error
        } catch {
            throw RPCError(.unavailable, "\(error)")
        }
    }

    package func send(_ message: [UInt8]) async throws(RPCError) {
        try say(Frame(streamID: streamID, type: .data, data: message[...]))
    }

    package func finishSending() async throws(RPCError) { try close() }

    /// Data with flags 0x05: on a server stream that is the client's cancel.
    package func close() throws(RPCError) {
        try say(Frame(streamID: streamID, type: .data, flags: .endOfStream))
    }

    private func say(_ frame: Frame) throws(RPCError) {
        do { try peer.send(frame) } catch { throw RPCError(.unavailable, "\(error)") }
    }
}
