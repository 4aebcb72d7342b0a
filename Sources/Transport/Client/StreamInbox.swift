import Synchronization
import TTRPC

/// What has come of a stream and was not yet read.
///
/// It is bounded by the connection: when it says that it is over its bound, the connection isn't
/// read until it says otherwise.
final class StreamInbox: Sendable {
    private struct State {
        var messages = MessageQueue()
        var byteCount = 0
        var isOverfull = false
        var reader: CheckedContinuation<Next, Never>?
        var end: Next?
    }

    typealias Next = Result<[UInt8]?, RPCError>

    enum Arrival {
        case message([UInt8])
        /// The stream is over: well, where there is no error.
        case end(RPCError?)
    }

    /// Unread bytes above which the connection is paused: several batches of events.
    static let byteCountHigh = 1 << 20
    /// Unread bytes below which it goes on.
    static let byteCountLow = 256 << 10
    /// What a message counts beside its bytes, since also empty ones take room.
    private static let messageOverhead = 64

    /// Tells the connection whether a stream's reader lags too far behind.
    typealias Pause = @Sendable (_ streamID: UInt32, _ isOverfull: Bool) -> Void

    let streamID: UInt32
    private let state = Mutex(State())
    private let pause: Pause

    init(streamID: UInt32, pause: @escaping Pause) {
        self.streamID = streamID
        self.pause = pause
    }
}

extension StreamInbox {
    func arrived(_ arrival: Arrival) {
        switch arrival {
        case .message(let message): append(message)
        case .end(let error): end(error.map { .failure($0) } ?? .success(nil))
        }
    }

    /// The next message, nil at the end of the stream, or its error. One reads at a time.
    func next() async -> Next {
        if let ready = ready() { return ready }
        return await withCheckedContinuation { continuation in
            if let ready = ready(orWakes: continuation) { continuation.resume(returning: ready) }
        }
    }

    /// What can be read now; where that is nothing, the reader is woken later.
    private func ready(orWakes reader: CheckedContinuation<Next, Never>? = nil) -> Next? {
        let (ready, isDrained) = state.withLock { state -> (Next?, Bool) in
            guard let message = state.messages.popFirst() else {
                return (state.end ?? Self.wait(reader, in: &state), false)
            }
            state.byteCount -= message.count + Self.messageOverhead
            let isDrained = state.isOverfull && state.byteCount < Self.byteCountLow
            if isDrained { state.isOverfull = false }
            return (.success(message), isDrained)
        }
        if isDrained { pause(streamID, false) }
        return ready
    }

    private static func wait(
        _ reader: CheckedContinuation<Next, Never>?, in state: inout State
    ) -> Next? {
        guard let reader else { return nil }
        guard state.reader == nil else {
            return .failure(
                RPCError(.failedPrecondition, "a stream is read by one task at a time"))
        }
        state.reader = reader
        return nil
    }

    private func append(_ message: [UInt8]) {
        let (reader, isNewlyOverfull) = state.withLock { state in
            guard state.end == nil else { return (nil as CheckedContinuation<Next, Never>?, false) }
            if let reader = state.reader {
                state.reader = nil
                return (reader, false)
            }
            state.messages.append(message)
            state.byteCount += message.count + Self.messageOverhead
            guard !state.isOverfull, state.byteCount > Self.byteCountHigh else {
                return (nil, false)
            }
            state.isOverfull = true
            return (nil, true)
        }
        reader?.resume(returning: .success(message))
        if isNewlyOverfull { pause(streamID, true) }
    }

    private func end(_ end: Next) {
        let reader = state.withLock { state in
            guard state.end == nil else { return nil as CheckedContinuation<Next, Never>? }
            state.end = end
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: end)
    }
}
