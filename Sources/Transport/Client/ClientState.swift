import TTRPC

/// All that a client connection shares between tasks and its event loop: the state machine, and
/// who waits for what.
///
/// Its functions run under the connection's lock. They wake nobody: they return whom to wake,
/// which is done once the lock is released.
struct ClientState {
    private var machine: ClientConnectionStateMachine
    private let limits: ClientLimits
    private var answers: [UInt32: Answer] = [:]
    private var inboxes: [UInt32: StreamInbox] = [:]
    /// Streams whose reader is so far behind that the connection isn't read on.
    private var overfull: Set<UInt32> = []
    private var senders: [Sender] = []
    private var unflushedByteCount = 0
    /// Whether the event loop is already on its way.
    private var isAwake = false

    init(limits: ClientLimits) {
        self.limits = limits
        machine = ClientConnectionStateMachine(limits: limits)
    }

    /// Where a unary call stands.
    private enum Answer {
        case awaited
        case awaitedBy(CheckedContinuation<UnaryResult, Never>)
        case arrived(UnaryResult)
    }

    /// Who waits to send on a stream until output has drained.
    private struct Sender {
        let streamID: UInt32
        let continuation: CheckedContinuation<Void, Never>
    }
}

typealias UnaryResult = Result<ArraySlice<UInt8>, RPCError>

/// Somebody to be woken, and with what.
enum Wakening {
    case caller(CheckedContinuation<UnaryResult, Never>, UnaryResult)
    case reader(StreamInbox, StreamInbox.Arrival)
    case sender(CheckedContinuation<Void, Never>)

    func perform() {
        switch self {
        case .caller(let continuation, let result): continuation.resume(returning: result)
        case .reader(let inbox, let arrival): inbox.arrived(arrival)
        case .sender(let continuation): continuation.resume()
        }
    }
}

// MARK: Calls

extension ClientState {
    mutating func openUnary(
        _ request: RequestEnvelope, deadline: ContinuousClock.Instant?
    ) throws(RPCError) -> UInt32 {
        try checkRoom()
        let streamID = try machine.open(.unary, request, deadline: deadline)
        answers[streamID] = .awaited
        return streamID
    }

    mutating func openStream(
        _ kind: CallKind, _ request: RequestEnvelope, deadline: ContinuousClock.Instant?,
        pause: @escaping StreamInbox.Pause
    ) throws(RPCError) -> StreamInbox {
        try checkRoom()
        let streamID = try machine.open(kind, request, deadline: deadline)
        let inbox = StreamInbox(streamID: streamID, pause: pause)
        inboxes[streamID] = inbox
        return inbox
    }

    private func checkRoom() throws(RPCError) {
        guard unflushedByteCount + machine.outputByteCount < limits.outputBytesMax else {
            throw RPCError(.resourceExhausted, "the server takes requests too slowly")
        }
    }

    /// Somebody waits for a unary answer, which may have come already.
    mutating func await(
        _ streamID: UInt32, _ continuation: CheckedContinuation<UnaryResult, Never>
    ) -> Wakening? {
        if case .arrived(let result) = answers[streamID] {
            answers[streamID] = nil
            return .caller(continuation, result)
        }
        answers[streamID] = .awaitedBy(continuation)
        return nil
    }

    /// Ends a call before its end.
    mutating func cancel(_ streamID: UInt32, _ error: RPCError) -> [Wakening] {
        machine.cancel(streamID)
        return end(streamID, error)
    }

    /// Queues a message, or says that there is too much queued: then wait with `hold`.
    mutating func send(_ message: [UInt8], on streamID: UInt32) throws(RPCError) -> Bool {
        guard !isOutputFull || inboxes[streamID] == nil else { return false }
        try machine.send(message, on: streamID)
        return true
    }

    /// Somebody waits until there is room to send. True where there is already.
    mutating func hold(
        _ streamID: UInt32, _ continuation: CheckedContinuation<Void, Never>
    ) -> Bool {
        guard isOutputFull, inboxes[streamID] != nil else { return true }
        senders.append(Sender(streamID: streamID, continuation: continuation))
        return false
    }

    mutating func finishSending(on streamID: UInt32) {
        machine.finishSending(on: streamID)
    }

    /// Whether a stream's reader lags so far that the connection isn't to be read on.
    mutating func setOverfull(_ streamID: UInt32, _ isOverfull: Bool) {
        // A stream that is over takes no more room, however much of it is unread.
        guard isOverfull, inboxes[streamID] != nil else {
            overfull.remove(streamID)
            return
        }
        overfull.insert(streamID)
    }

    /// Whether the event loop must be woken for what was queued just now.
    mutating func wakes() -> Bool {
        guard !isAwake, machine.outputByteCount > 0 else { return false }
        isAwake = true
        return true
    }

    private var isOutputFull: Bool {
        unflushedByteCount + machine.outputByteCount >= limits.outputBytesHigh
    }
}

// MARK: The event loop's side

extension ClientState {
    var isHeldBack: Bool { !overfull.isEmpty }
    var nextExpiry: ContinuousClock.Instant? { machine.nextExpiry }

    /// Takes what is to be written, and with that goes back to sleep.
    mutating func takeOutput() -> [UInt8] {
        isAwake = false
        let output = machine.takeOutput()
        unflushedByteCount += output.count
        return output
    }

    mutating func flushed(_ byteCount: Int) -> [Wakening] {
        unflushedByteCount -= byteCount
        guard unflushedByteCount < limits.outputBytesLow else { return [] }
        defer { senders = [] }
        return senders.map { .sender($0.continuation) }
    }

    /// Reads. Nil where the peer isn't speaking ttrpc.
    mutating func receive(_ bytes: [UInt8]) -> [Wakening]? {
        machine.receive(bytes)
        var wakenings: [Wakening] = []
        while let result = machine.nextResult() {
            switch result {
            case .message(let streamID, let message):
                if let inbox = inboxes[streamID] {
                    wakenings.append(.reader(inbox, .message(Array(message))))
                } else if let wakening = answer(streamID, .success(message)) {
                    wakenings.append(wakening)
                }
            case .end(let streamID): wakenings += end(streamID, nil)
            case .failure(let streamID, let error): wakenings += end(streamID, error)
            case .closeForeign: return nil
            }
        }
        return wakenings
    }

    mutating func expire(at now: ContinuousClock.Instant) -> [Wakening] {
        let error = RPCError(.deadlineExceeded, "no answer came in time")
        return machine.expire(at: now).flatMap { end($0, error) }
    }

    /// The connection is gone.
    mutating func fail(_ error: RPCError) -> [Wakening] {
        machine.fail(error).flatMap { end($0, error) }
    }
}

extension ClientState {
    /// A call is over; without an error, well.
    private mutating func end(_ streamID: UInt32, _ error: RPCError?) -> [Wakening] {
        var wakenings = takeSenders(of: streamID)
        overfull.remove(streamID)
        if let inbox = inboxes.removeValue(forKey: streamID) {
            wakenings.append(.reader(inbox, .end(error)))
        } else if let error, let wakening = answer(streamID, .failure(error)) {
            wakenings.append(wakening)
        }
        return wakenings
    }

    private mutating func answer(_ streamID: UInt32, _ result: UnaryResult) -> Wakening? {
        switch answers.removeValue(forKey: streamID) {
        case .awaited: answers[streamID] = .arrived(result)
        case .awaitedBy(let continuation): return .caller(continuation, result)
        case .arrived(let first): answers[streamID] = .arrived(first)
        case nil: break
        }
        return nil
    }

    private mutating func takeSenders(of streamID: UInt32) -> [Wakening] {
        guard !senders.isEmpty else { return [] }
        defer { senders.removeAll { $0.streamID == streamID } }
        return senders.filter { $0.streamID == streamID }.map { .sender($0.continuation) }
    }
}
