import TTRPC
import Testing

/// A server's state machine with a script's convenience: bytes in, actions and frames out.
struct ServerHarness {
    var machine: ServerConnectionStateMachine
    var now = ContinuousClock.now

    init(limits: ConnectionLimits = ConnectionLimits()) {
        machine = ServerConnectionStateMachine(methods: EchoService.methods, limits: limits)
    }

    /// Feeds bytes and takes every action they lead to.
    mutating func feed(_ bytes: [UInt8]) -> [ServerConnectionStateMachine.Action] {
        machine.receive(bytes, at: now)
        return actions()
    }

    mutating func actions() -> [ServerConnectionStateMachine.Action] {
        var actions: [ServerConnectionStateMachine.Action] = []
        while let action = machine.nextAction(at: now) { actions.append(action) }
        return actions
    }

    /// Feeds a Request and returns the call it starts.
    mutating func start(
        _ method: String, streamID: UInt32, flags: FrameFlags = [], payload: [UInt8] = [],
        timeoutNanoseconds: Int64 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> CallHead {
        let request = EchoService.request(
            method, streamID: streamID, flags: flags, payload: payload,
            timeoutNanoseconds: timeoutNanoseconds)
        let head = feed(request).compactMap(\.startedCall).first
        return try #require(head, sourceLocation: sourceLocation)
    }

    mutating func say(_ content: CallOutput.Content, from head: CallHead) {
        _ = machine.take(CallOutput(id: head.id, content: content))
    }

    /// The frames written since last asked.
    mutating func frames() throws -> [Frame] {
        try decodeFrames(machine.takeOutput())
    }

    /// The one frame written since last asked, which must be a refusal.
    mutating func refusal(sourceLocation: SourceLocation = #_sourceLocation) throws -> Refusal {
        let frames = try frames()
        try #require(frames.count == 1, sourceLocation: sourceLocation)
        let error = try #require(frames[0].refusal, sourceLocation: sourceLocation)
        return Refusal(streamID: frames[0].streamID, code: error.code)
    }
}

/// A non-OK Response, by what tests compare.
struct Refusal: Equatable {
    var streamID: UInt32
    var code: StatusCode
}

extension Frame {
    /// The error of a non-OK Response.
    var refusal: RPCError? {
        guard type == .response, case .failure(let error) = try? ResponseEnvelope(decoding: data)
        else { return nil }
        return error
    }
}

extension ServerConnectionStateMachine.Action {
    var startedCall: CallHead? {
        if case .start(let head, _) = self { head } else { nil }
    }

    /// The action in few words, so that scripts of them can be compared.
    var summary: String {
        switch self {
        case .start(let head, let isFinished):
            "start \(head.route.method) \(head.id.streamID)\(isFinished ? "" : " open")"
        case .deliver(let id, let message, let isLast):
            "deliver \(id.streamID) \(message.map { "\($0.count)" } ?? "-")\(isLast ? " last" : "")"
        case .cancel(let id, let reason): "cancel \(id.streamID) \(reason)"
        case .closeForeign(let firstByte): "close \(firstByte)"
        }
    }
}

/// All frames of some bytes, which must be nothing but whole frames.
func decodeFrames(
    _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
) throws -> [Frame] {
    var decoder = FrameDecoder()
    decoder.append(bytes)
    var frames: [Frame] = []
    while let event = decoder.next() {
        guard case .frame(let frame) = event else {
            Issue.record("not a frame: \(event)", sourceLocation: sourceLocation)
            break
        }
        frames.append(frame)
    }
    #expect(!decoder.isInsideFrame, sourceLocation: sourceLocation)
    return frames
}
