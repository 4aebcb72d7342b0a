import Synchronization

/// What lies between a `StreamCall` and its connection: the connection's end of a stream.
///
/// The connection keeps the pipe while the handler keeps the call, so that a handler which lets
/// go of its call is noticed.
///
/// Callbacks are called, and let go of, outside the lock: they may hold the last reference to the
/// call, whose end takes the lock again.
package final class StreamPipe: Sendable {
    package let head: CallHead
    let outlet: CallOutlet
    private let limits: StreamLimits
    private let state: Mutex<State>

    package init(
        _ head: CallHead, isClientFinished: Bool = false, outlet: CallOutlet,
        limits: StreamLimits = StreamLimits()
    ) {
        self.head = head
        self.outlet = outlet
        self.limits = limits
        state = Mutex(State(isClientFinished: isClientFinished))
    }

    private enum Phase {
        case open
        /// The handler was told to end the stream, and still may speak.
        case draining
        /// By the handler's own word.
        case ended
        case cancelled(StreamCancellation)
    }

    private struct Callbacks {
        var readable: (@Sendable () -> Void)?
        var cancelled: (@Sendable (StreamCancellation) -> Void)?
        var drained: [@Sendable () -> Void] = []
    }

    private struct State {
        var phase = Phase.open
        var pendingBytes = 0
        var incoming = MessageQueue()
        var isClientFinished: Bool
        var callbacks = Callbacks()

        var isOver: Bool {
            switch phase {
            case .open, .draining: false
            case .ended, .cancelled: true
            }
        }

        mutating func takeCallbacks() -> Callbacks {
            defer { callbacks = Callbacks() }
            return callbacks
        }
    }
}

// MARK: What the handler says

extension StreamPipe {
    func send(_ message: [UInt8]) -> Bool {
        let size = message.count + FrameHeader.byteCount
        return state.withLock { state in
            guard !state.isOver else { return false }
            // Submitted inside the lock, so that nothing of a stream is queued behind its end.
            guard state.pendingBytes + size <= limits.pendingBytesMax else {
                state.phase = .ended
                outlet.submit(.failure(Self.tooSlow), from: head.id)
                return false
            }
            state.pendingBytes += size
            outlet.submit(.message(message), from: head.id)
            return true
        }
    }

    func finish() { end(.end) }

    func fail(_ error: RPCError) { end(.failure(error)) }

    private func end(_ content: CallOutput.Content) {
        state.withLock { state in
            guard !state.isOver else { return }
            state.phase = .ended
            outlet.submit(content, from: head.id)
        }
    }

    func onPassed(_ callback: @escaping @Sendable () -> Void) {
        outlet.submit(.passage(Passage(callback)), from: head.id)
    }

    func receive() -> StreamCall.Incoming {
        state.withLock { state in
            guard let message = state.incoming.popFirst() else {
                return state.isClientFinished ? .finished : .nothing
            }
            outlet.submit(.consumed(byteCount: message.count), from: head.id)
            return .message(message)
        }
    }

    private static let tooSlow = RPCError(
        .resourceExhausted, "the stream was ended because its messages were read too slowly")
}

// MARK: What the handler asks

extension StreamPipe {
    var pendingBytes: Int { state.withLock { $0.pendingBytes } }

    var isWritable: Bool { state.withLock { isWritable($0) } }

    var isCancelled: Bool {
        state.withLock { if case .cancelled = $0.phase { true } else { false } }
    }

    func onDrained(_ callback: @escaping @Sendable () -> Void) {
        let isNow = state.withLock { state in
            if !state.isOver, !isWritable(state) { state.callbacks.drained.append(callback) }
            return isWritable(state)
        }
        if isNow { callback() }
    }

    private func isWritable(_ state: borrowing State) -> Bool {
        !state.isOver && state.pendingBytes < limits.pendingBytesHigh
    }

    func onReadable(_ callback: @escaping @Sendable () -> Void) {
        let (isNow, former) = state.withLock { state in
            guard !state.isOver else { return (false, state.callbacks.readable) }
            let former = state.callbacks.readable
            state.callbacks.readable = callback
            return (!state.incoming.isEmpty || state.isClientFinished, former)
        }
        if isNow { callback() }
        _ = former
    }

    func onCancel(_ callback: @escaping @Sendable (StreamCancellation) -> Void) {
        let (already, former) = state.withLock { state in
            let former = state.callbacks.cancelled
            switch state.phase {
            case .open: state.callbacks.cancelled = callback
            case .draining: return (StreamCancellation.draining as StreamCancellation?, former)
            case .cancelled(let reason): return (reason, former)
            case .ended: break
            }
            return (nil, former)
        }
        if let already { callback(already) }
        _ = former
    }
}

// MARK: What the connection says

extension StreamPipe {
    /// A message came, or the client's end, or both. The connection bounds what is unread.
    package func deliver(_ message: ArraySlice<UInt8>?, isLast: Bool) {
        let callback = state.withLock { state in
            if let message { state.incoming.append(Array(message)) }
            if isLast { state.isClientFinished = true }
            return state.callbacks.readable
        }
        callback?()
    }

    /// Bytes of this stream, headers included, have reached the kernel.
    package func flushed(_ byteCount: Int) {
        let drained = state.withLock { state -> [@Sendable () -> Void] in
            state.pendingBytes -= byteCount
            guard !state.isOver, state.pendingBytes < limits.pendingBytesLow else { return [] }
            defer { state.callbacks.drained = [] }
            return state.callbacks.drained
        }
        for callback in drained { callback() }
    }

    /// The handler is to end the stream, which stays open for its last words.
    package func drain() {
        let cancelled = state.withLock { state -> (@Sendable (StreamCancellation) -> Void)? in
            guard case .open = state.phase else { return nil }
            state.phase = .draining
            defer { state.callbacks.cancelled = nil }
            return state.callbacks.cancelled
        }
        cancelled?(.draining)
    }

    /// The stream has ended other than by the handler's word.
    package func cancel(_ reason: StreamCancellation) {
        let taken = state.withLock { state in
            let isNews = !state.isOver
            if isNews { state.phase = .cancelled(reason) }
            return (isNews: isNews, callbacks: state.takeCallbacks())
        }
        if taken.isNews { taken.callbacks.cancelled?(reason) }
    }

    /// The handler's end of the stream has been put on the wire: nothing will be called any more.
    package func close() {
        let callbacks = state.withLock { $0.takeCallbacks() }
        _ = callbacks
    }
}
