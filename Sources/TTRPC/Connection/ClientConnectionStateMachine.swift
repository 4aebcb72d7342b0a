/// The client's side of one connection: calls and bytes in, results and bytes out.
///
/// It numbers the calls, writes their frames, and finds the call that an answer belongs to. Like
/// its server counterpart it does no I/O and owns no timer: its owner writes `takeOutput()`, hands
/// in what was read, takes results until there is none, and asks for what has expired.
package struct ClientConnectionStateMachine {
    private let limits: ClientLimits
    private var decoder = FrameDecoder()
    private var writer = FrameWriter()
    private var calls: [UInt32: Call] = [:]
    private var nextStreamID: UInt32
    /// No call's deadline comes before this; nil where none has one.
    package private(set) var nextExpiry: ContinuousClock.Instant?
    /// Why no call can be made any more.
    private var failure: RPCError?
    /// The second of two results that one frame gave.
    private var deferred: Result?

    /// `firstStreamID` is odd. Only tests begin elsewhere than at 1.
    package init(limits: ClientLimits = ClientLimits(), firstStreamID: UInt32 = 1) {
        precondition(firstStreamID % 2 == 1, "clients open odd streams")
        self.limits = limits
        nextStreamID = firstStreamID
    }

    private struct Call {
        let kind: CallKind
        let deadline: ContinuousClock.Instant?
        /// Whether we have ended our side of a bidirectional stream.
        var isSendingFinished: Bool
    }

    package enum Result: Equatable, Sendable {
        /// The answer of a unary call, or one message of a stream.
        case message(streamID: UInt32, ArraySlice<UInt8>)
        /// A stream ended well.
        case end(streamID: UInt32)
        case failure(streamID: UInt32, RPCError)
        /// The peer isn't speaking ttrpc: close, and report the connection lost.
        case closeForeign
    }
}

// MARK: Calls in

extension ClientConnectionStateMachine {
    /// Opens a call and writes its Request.
    package mutating func open(
        _ kind: CallKind, _ request: RequestEnvelope, deadline: ContinuousClock.Instant? = nil
    ) throws(RPCError) -> UInt32 {
        if let failure { throw failure }
        guard calls.count < limits.callsMax else {
            throw RPCError(
                .resourceExhausted, "the connection has \(limits.callsMax) calls without an answer")
        }
        let streamID = nextStreamID
        let flags: FrameFlags =
            switch kind {
            case .unary: []
            case .serverStream: .remoteClosed
            case .bidirectional: .remoteOpen
            }
        try writer.request(request, flags: flags, streamID: streamID)
        calls[streamID] = Call(
            kind: kind, deadline: deadline, isSendingFinished: kind != .bidirectional)
        if let deadline { nextExpiry = min(nextExpiry ?? deadline, deadline) }
        advanceStreamID()
        return streamID
    }

    /// Writes one message of a bidirectional call.
    package mutating func send(_ message: [UInt8], on streamID: UInt32) throws(RPCError) {
        if let failure, calls[streamID] == nil { throw failure }
        guard let call = calls[streamID], !call.isSendingFinished else {
            throw RPCError(.failedPrecondition, "the stream is closed for sending")
        }
        guard message.count <= FrameHeader.lengthMax else {
            throw FrameWriter.tooLarge("message", message.count)
        }
        writer.message(message, streamID: streamID)
    }

    /// Ends our side of a bidirectional call.
    package mutating func finishSending(on streamID: UInt32) {
        guard let call = calls[streamID], !call.isSendingFinished else { return }
        calls[streamID]?.isSendingFinished = true
        writer.endOfStream(streamID: streamID)
    }

    /// Forgets a call. A stream's server is told; of a unary call the answer will be let fall.
    package mutating func cancel(_ streamID: UInt32) {
        guard let call = calls.removeValue(forKey: streamID), call.kind != .unary else { return }
        // The end of our side, where it was still open, and once more: that is a cancel.
        if !call.isSendingFinished { writer.endOfStream(streamID: streamID) }
        writer.endOfStream(streamID: streamID)
    }

    /// Ids are never used twice on a connection, since a late answer could then reach a new call.
    private mutating func advanceStreamID() {
        let (next, overflow) = nextStreamID.addingReportingOverflow(2)
        if overflow {
            failure = RPCError(.unavailable, "the connection has used all its ids; reconnect")
        }
        nextStreamID = next
    }
}

// MARK: Bytes in

extension ClientConnectionStateMachine {
    package mutating func receive(_ bytes: [UInt8]) {
        decoder.append(bytes)
    }

    /// The next result, or nil where more bytes are needed. Each ends its call but `.message` of
    /// a stream.
    package mutating func nextResult() -> Result? {
        if let result = deferred.take() { return result }
        while let event = decoder.next() {
            let result: Result? =
                switch event {
                case .frame(let frame): handle(frame)
                case .oversized(let header): failOversized(header)
                case .foreign: .closeForeign
                }
            if let result { return result }
        }
        return nil
    }

    private mutating func handle(_ frame: Frame) -> Result? {
        // What belongs to no call is the rest of one that was cancelled.
        guard let call = calls[frame.streamID] else { return nil }
        switch frame.type {
        case .response: return handleResponse(frame, of: call)
        case .data: return handleData(frame, of: call)
        default: return nil
        }
    }

    private mutating func handleResponse(_ frame: Frame, of call: Call) -> Result {
        let streamID = frame.streamID
        calls.removeValue(forKey: streamID)
        do throws(EnvelopeError) {
            switch try ResponseEnvelope(decoding: frame.data) {
            case .failure(let error):
                return .failure(streamID: streamID, error)
            case .success(let payload):
                // A stream that ends with a reply ends with one more message, as in other clients.
                if call.kind != .unary { deferred = .end(streamID: streamID) }
                return .message(streamID: streamID, payload)
            }
        } catch {
            let reason = "the answer can't be read: \(error.reason)"
            return .failure(streamID: streamID, RPCError(.internalError, reason))
        }
    }

    private mutating func handleData(_ frame: Frame, of call: Call) -> Result? {
        let streamID = frame.streamID
        guard call.kind != .unary else {
            calls.removeValue(forKey: streamID)
            let error = RPCError(.internalError, "the server streamed to a unary call")
            return .failure(streamID: streamID, error)
        }
        let isLast = frame.flags.contains(.remoteClosed)
        if isLast { calls.removeValue(forKey: streamID) }
        if frame.flags.contains(.noData) { return isLast ? .end(streamID: streamID) : nil }
        if isLast { deferred = .end(streamID: streamID) }
        return .message(streamID: streamID, frame.data)
    }

    private mutating func failOversized(_ header: FrameHeader) -> Result? {
        guard calls.removeValue(forKey: header.streamID) != nil else { return nil }
        let error = FrameWriter.tooLarge("answer", Int(header.length))
        return .failure(streamID: header.streamID, error)
    }
}

// MARK: Time, loss and output

extension ClientConnectionStateMachine {
    /// Ends the calls whose deadline has come, and returns them. Streams' servers are told.
    ///
    /// It looks at every call, but is seldom due: most calls have long ended when the earliest
    /// deadline ever set comes, and the next one is as far away again.
    package mutating func expire(at now: ContinuousClock.Instant) -> [UInt32] {
        let expired = calls.filter { _, call in call.deadline.map { $0 <= now } ?? false }
        for streamID in expired.keys { cancel(streamID) }
        nextExpiry = calls.values.lazy.compactMap(\.deadline).min()
        return expired.keys.sorted()
    }

    /// The connection is gone: no call can be made any more. Returns those that were open.
    package mutating func fail(_ error: RPCError) -> [UInt32] {
        failure = failure ?? error
        defer { calls = [:] }
        return calls.keys.sorted()
    }

    package var callCount: Int { calls.count }
    package var outputByteCount: Int { writer.bytes.count }

    /// Gives up the frames to be written.
    package mutating func takeOutput() -> [UInt8] { writer.take() }
}
