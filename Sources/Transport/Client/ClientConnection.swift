import NIOCore
import Synchronization
package import TTRPC

/// A client's connection: any number of calls at once, from any number of tasks.
///
/// A call is numbered, framed and queued on the thread that makes it; the event loop is woken once
/// for all that is queued, and writes it in one go. What comes back is decoded on the event loop
/// and handed to whoever waits for it.
package final class ClientConnection: Sendable {
    package let endpoint: Endpoint
    private let channel: any Channel
    private let state: Mutex<ClientState>
    /// Empty once the channel is closed.
    private let handler: NIOLoopBoundBox<ClientConnectionHandler?>

    /// Made on the channel's event loop.
    init(_ channel: any Channel, to endpoint: Endpoint, limits: ClientLimits) {
        self.channel = channel
        self.endpoint = endpoint
        state = Mutex(ClientState(limits: limits))
        handler = NIOLoopBoundBox(nil, eventLoop: channel.eventLoop)
    }
}

// MARK: Calls

extension ClientConnection {
    /// Calls a unary method and waits for its answer, the deadline, or the task's cancellation.
    package func unary(
        _ request: RequestEnvelope, deadline: ContinuousClock.Instant?
    ) async throws(RPCError) -> ArraySlice<UInt8> {
        let streamID = try queue { state throws(RPCError) in
            try state.openUnary(request, deadline: deadline)
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.await(streamID, continuation) }?.perform()
            }
        } onCancel: {
            cancel(streamID)
        }
        return try result.get()
    }

    /// Opens a server stream or a bidirectional call.
    package func stream(
        _ kind: CallKind, _ request: RequestEnvelope, deadline: ContinuousClock.Instant?
    ) throws(RPCError) -> ClientStream {
        let inbox = try queue { state throws(RPCError) in
            try state.openStream(kind, request, deadline: deadline) { [weak self] in
                self?.setOverfull($0, $1)
            }
        }
        return ClientStream(self, inbox: inbox)
    }

    /// Closes the connection; calls without an answer fail with UNAVAILABLE.
    package func close() async {
        fail(RPCError(.unavailable, "the connection was closed"))
        channel.close(promise: nil)
        do {
            try await channel.closeFuture.get()
        } catch {
            // However the channel came to its end, it has.
            return
        }
    }

    /// Whether calls can be made, as far as is known by now.
    package var isOpen: Bool { channel.isActive }

    /// Begins to close the connection, without waiting.
    package func abandon() { channel.close(promise: nil) }
}

extension ClientConnection {
    func cancel(_ streamID: UInt32) {
        let error = RPCError(.cancelled, "the call was cancelled by its caller")
        let wakenings = queue { $0.cancel(streamID, error) }
        for wakening in wakenings { wakening.perform() }
    }

    /// Queues a message. False where the sender has to wait first.
    func send(_ message: [UInt8], on streamID: UInt32) throws(RPCError) -> Bool {
        try queue { state throws(RPCError) in try state.send(message, on: streamID) }
    }

    func waitToSend(on streamID: UInt32) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { $0.hold(streamID, continuation) }
                if isNow { continuation.resume() }
            }
        } onCancel: {
            cancel(streamID)
        }
    }

    func finishSending(on streamID: UInt32) {
        queue { $0.finishSending(on: streamID) }
    }

    /// Runs what may queue output, and wakes the event loop where there is some.
    private func queue<Value: Sendable, Failure>(
        _ body: (inout ClientState) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let (value, wakes) = try state.withLock { state throws(Failure) in
            (try body(&state), state.wakes())
        }
        if wakes { channel.eventLoop.execute { [handler] in handler.value?.write() } }
        return value
    }

    private func setOverfull(_ streamID: UInt32, _ isOverfull: Bool) {
        state.withLock { $0.setOverfull(streamID, isOverfull) }
        // Reading stops by itself when the channel asks next; going on must be said.
        if !isOverfull { channel.eventLoop.execute { [handler] in handler.value?.readOn() } }
    }
}

// MARK: The event loop's side

extension ClientConnection {
    func attach(_ handler: ClientConnectionHandler) { self.handler.value = handler }

    func detach() { handler.value = nil }

    var isHeldBack: Bool { state.withLock { $0.isHeldBack } }

    /// What is to be written, and when to look for calls that have expired.
    func takeOutput() -> (bytes: [UInt8], nextExpiry: ContinuousClock.Instant?) {
        state.withLock { ($0.takeOutput(), $0.nextExpiry) }
    }

    func flushed(_ byteCount: Int) {
        for wakening in state.withLock({ $0.flushed(byteCount) }) { wakening.perform() }
    }

    /// False where the peer isn't speaking ttrpc.
    func receive(_ bytes: [UInt8]) -> Bool {
        guard let wakenings = state.withLock({ $0.receive(bytes) }) else { return false }
        for wakening in wakenings { wakening.perform() }
        return true
    }

    func expire() {
        for wakening in state.withLock({ $0.expire(at: .now) }) { wakening.perform() }
    }

    func fail(_ error: RPCError) {
        for wakening in state.withLock({ $0.fail(error) }) { wakening.perform() }
    }
}
