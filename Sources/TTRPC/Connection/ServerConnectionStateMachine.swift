/// The server's side of one connection: bytes and answers in, actions and bytes out.
///
/// It decodes frames, routes them, keeps account of the calls in flight, and says by itself what
/// the protocol has to say. It does no I/O: its owner hands in what was read and what the calls
/// answer, performs actions until there is none, and writes `takeOutput()`.
///
///     receive(bytes)    ─┐                 ┌─► nextAction()   start, deliver, cancel, close
///     take(output)      ─┼─► the machine ──┤
///     drain, endInput   ─┘                 └─► takeOutput()   frames, ready to be written
package struct ServerConnectionStateMachine {
    private let methods: MethodTable
    private let limits: ConnectionLimits
    private var decoder = FrameDecoder()
    private var lastArrival: ContinuousClock.Instant?
    private var calls = CallTable()
    private var writer = FrameWriter()
    /// The second of two actions that one frame gave.
    private var deferred: Action?
    private var isDraining = false
    private var isInputEnded = false

    package init(methods: MethodTable, limits: ConnectionLimits = ConnectionLimits()) {
        self.methods = methods
        self.limits = limits
    }

    package enum Action: Sendable {
        /// A call begins: give it to its handler.
        case start(CallHead, isClientFinished: Bool)
        /// A bidirectional call's client sent a message, or its end, or both.
        case deliver(CallID, message: ArraySlice<UInt8>?, isLast: Bool)
        /// A stream is over; where there is somebody to tell, the status is in the output.
        case cancel(CallID, StreamCancellation)
        /// The peer isn't speaking ttrpc: close at once.
        case closeForeign(firstByte: UInt8)
    }
}

// MARK: Events in

extension ServerConnectionStateMachine {
    /// Bytes were read.
    package mutating func receive(_ bytes: [UInt8], at now: ContinuousClock.Instant) {
        lastArrival = now
        decoder.append(bytes)
    }

    /// What to do next, or nil where more bytes, or an answer, must come first.
    package mutating func nextAction(at now: ContinuousClock.Instant) -> Action? {
        if let action = deferred.take() { return action }
        while !isPaused, !isInputEnded, let event = decoder.next() {
            let action: Action? =
                switch event {
                case .frame(let frame): handle(frame, at: now)
                case .oversized(let header): refuseOversized(header)
                case .foreign(let firstByte): closeForeign(firstByte)
                }
            if let action { return action }
        }
        return nil
    }

    /// A call said something. What comes from a call that has ended is let fall.
    package mutating func take(_ output: CallOutput) -> Action? {
        guard let call = calls[output.id] else { return nil }
        let streamID = call.id.streamID
        switch output.content {
        case .reply(let payload):
            writer.response(.success(payload[...]), streamID: streamID)
            calls.close(call.id)
        case .answer(let make):
            switch make() {
            case .success(let payload):
                writer.response(.success(payload[...]), streamID: streamID)
            case .failure(let error): writer.response(.failure(error), streamID: streamID)
            }
            calls.close(call.id)
        case .failure(let error):
            writer.response(.failure(error), streamID: streamID)
            calls.close(call.id)
        case .message(let message):
            guard message.count <= FrameHeader.lengthMax else {
                let error = FrameWriter.tooLarge("message", message.count)
                return cancel(call.id, .messageTooLarge, error)
            }
            writer.message(message, streamID: streamID)
        case .end:
            writer.endOfStream(streamID: streamID)
            calls.close(call.id)
        case .consumed(let byteCount):
            calls.addUnread(-byteCount, to: call.id)
        case .passage: break
        }
        return nil
    }

    /// The peer sends no more, which counts as gone. Returns the streams that are thereby over;
    /// unary calls go on, because a write that was queued can't be taken back.
    package mutating func endInput() -> [CallID] {
        isInputEnded = true
        let streams = calls.streams
        for id in streams { calls.close(id) }
        return streams
    }

    /// The server is going away: new calls are refused. Returns the streams to be ended, by their
    /// handlers, with what lets the client resume.
    package mutating func drain() -> [CallID] {
        isDraining = true
        return calls.streams
    }

    /// Gives up the frames to be written.
    package mutating func takeOutput() -> [UInt8] { writer.take() }
}

// MARK: What the owner asks

extension ServerConnectionStateMachine {
    package var outputByteCount: Int { writer.bytes.count }

    /// Grows with every frame of the peer, so that one it is slow to complete can be told.
    package var framesDecoded: Int { decoder.eventCount }

    /// Whether so much is under way that the connection isn't to be read on.
    package var isPaused: Bool {
        calls.unaryCount >= limits.unaryCallsMax || calls.unreadByteCount > limits.unreadBytesMax
    }

    /// Whether the peer owes the rest of a frame; not while it is we who don't read on.
    package var awaitsRestOfFrame: Bool { !isPaused && !isInputEnded && decoder.isInsideFrame }

    /// Whether all is said and nothing more can come.
    package var isFinished: Bool { (isDraining || isInputEnded) && calls.isEmpty }
}

// MARK: Frames

extension ServerConnectionStateMachine {
    private mutating func handle(_ frame: Frame, at now: ContinuousClock.Instant) -> Action? {
        switch frame.type {
        case .request: open(frame, at: now)
        case .data: receiveData(frame)
        default: nil  // Unknown types, and Responses, which are never for a server.
        }
    }

    private mutating func open(_ frame: Frame, at now: ContinuousClock.Instant) -> Action? {
        do throws(RPCError) {
            return try start(frame, at: now)
        } catch {
            writer.response(.failure(error), streamID: frame.streamID)
            return nil
        }
    }

    /// In order: the id, the envelope, the method, the state of the server, the deadline. From
    /// there on the call exists.
    private mutating func start(
        _ frame: Frame, at now: ContinuousClock.Instant
    ) throws(RPCError) -> Action {
        try checkStreamID(frame.streamID)
        let request = try decodeRequest(frame.data)
        guard let route = methods.route(service: request.service, method: request.method) else {
            throw methods.unknownMethod(service: request.service, method: request.method)
        }
        let kind = route.handler.kind
        try checkRoom(for: kind)
        let deadline = try deadline(of: request, at: now)

        let isClientFinished = kind != .bidirectional || frame.flags.contains(.remoteClosed)
        let id = calls.open(frame.streamID, kind: kind, isClientFinished: isClientFinished)
        var head = CallHead(
            id: id, route: route, payload: request.payload, metadata: request.metadata,
            deadline: deadline)
        switch kind {
        case .unary:
            return .start(head, isClientFinished: true)
        case .serverStream:
            // A stream outlives the chunk its request was read with.
            head.payload = Array(request.payload)[...]
            return .start(head, isClientFinished: true)
        case .bidirectional:
            head.payload = []
            return startBidirectional(
                head, firstMessage: request.payload, isClientFinished: isClientFinished)
        }
    }

    /// Clients may put the first of their messages into the Request already.
    private mutating func startBidirectional(
        _ head: CallHead, firstMessage: ArraySlice<UInt8>, isClientFinished: Bool
    ) -> Action {
        guard !firstMessage.isEmpty else {
            return .start(head, isClientFinished: isClientFinished)
        }
        calls.addUnread(firstMessage.count, to: head.id)
        deferred = .deliver(head.id, message: firstMessage, isLast: isClientFinished)
        return .start(head, isClientFinished: false)
    }

    private mutating func receiveData(_ frame: Frame) -> Action? {
        let isLast = frame.flags.contains(.remoteClosed)
        guard let call = calls[frame.streamID], call.kind != .unary else {
            let error = RPCError(.invalidArgument, "stream \(frame.streamID) isn't open for data")
            writer.response(.failure(error), streamID: frame.streamID)
            return nil
        }
        if call.isClientFinished {
            // Closing what is closed already is how a client says that it wants no more.
            let error =
                isLast
                ? RPCError(.cancelled, "the client closed the stream")
                : RPCError(.invalidArgument, "data came after the client's end of the stream")
            return cancel(call.id, .cancelled, error)
        }
        if isLast { calls.finishClient(call.id) }
        let message = frame.flags.contains(.noData) ? nil : frame.data
        guard message != nil || isLast else { return nil }
        calls.addUnread(message?.count ?? 0, to: call.id)
        return .deliver(call.id, message: message, isLast: isLast)
    }

    private mutating func refuseOversized(_ header: FrameHeader) -> Action? {
        let error = FrameWriter.tooLarge("message", Int(header.length))
        if header.type == .data, let call = calls[header.streamID], call.kind != .unary {
            return cancel(call.id, .cancelled, error)
        }
        writer.response(.failure(error), streamID: header.streamID)
        return nil
    }

    private mutating func closeForeign(_ firstByte: UInt8) -> Action {
        isInputEnded = true
        return .closeForeign(firstByte: firstByte)
    }

    private mutating func cancel(
        _ id: CallID, _ reason: StreamCancellation, _ error: RPCError
    ) -> Action {
        writer.response(.failure(error), streamID: id.streamID)
        calls.close(id)
        return .cancel(id, reason)
    }
}

// MARK: Checks of a Request

extension ServerConnectionStateMachine {
    private func checkStreamID(_ streamID: UInt32) throws(RPCError) {
        guard streamID % 2 == 1 else {
            throw RPCError(.invalidArgument, "stream id \(streamID) isn't odd")
        }
        guard calls[streamID] == nil else {
            throw RPCError(.invalidArgument, "stream id \(streamID) has a call in flight")
        }
    }

    private func decodeRequest(
        _ data: ArraySlice<UInt8>
    ) throws(RPCError) -> RequestEnvelope {
        do throws(EnvelopeError) {
            return try RequestEnvelope(decoding: data)
        } catch {
            throw RPCError(.invalidArgument, "the request can't be read: \(error.reason)")
        }
    }

    private func checkRoom(for kind: CallKind) throws(RPCError) {
        guard !isDraining else {
            throw RPCError(.unavailable, "the server is shutting down")
        }
        guard kind == .unary || calls.streamCount < limits.streamsMax else {
            throw RPCError(
                .resourceExhausted,
                "the connection has \(limits.streamsMax) streams open; open another connection")
        }
    }

    /// Counted from arrival, so the time a request waited to be looked at is not given to it anew.
    private func deadline(
        of request: RequestEnvelope, at now: ContinuousClock.Instant
    ) throws(RPCError) -> ContinuousClock.Instant? {
        guard request.timeoutNanoseconds != 0 else { return nil }
        let timeout = Duration.nanoseconds(request.timeoutNanoseconds)
        let deadline = (lastArrival ?? now).advanced(by: timeout)
        guard deadline > now else {
            throw RPCError(.deadlineExceeded, "the deadline passed before the call began")
        }
        return deadline
    }
}
