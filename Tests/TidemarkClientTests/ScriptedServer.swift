import Messages
import Synchronization
import TTRPC
import TidemarkClient

/// Answers each stream of events as the script of a test says, one script after the other.
final class ScriptedServer: Sendable {
    typealias Batch = V1.SubscribeResponse

    /// What one stream gives: its messages, and how it ends.
    struct Script: Sendable {
        var connects: RPCError?
        var messages: [Batch] = []
        /// Nil: it ends well.
        var end: RPCError?
    }

    private struct State {
        var scripts: ArraySlice<Script>
        var requests: [V1.SubscribeRequest] = []
    }

    private let state: Mutex<State>

    init(_ scripts: Script...) {
        state = Mutex(State(scripts: scripts[...]))
    }

    /// What was asked for, in order.
    var requests: [V1.SubscribeRequest] { state.withLock(\.requests) }

    func connect() throws(RPCError) -> ScriptedChannel {
        let script = state.withLock { $0.scripts.popFirst() }
        guard let script else { throw RPCError(.internalError, "the script has no more streams") }
        if let error = script.connects { throw error }
        return ScriptedChannel(server: self, script: script)
    }

    fileprivate func note(_ request: V1.SubscribeRequest) {
        state.withLock { $0.requests.append(request) }
    }
}

struct ScriptedChannel: CallChannel {
    let server: ScriptedServer
    let script: ScriptedServer.Script

    func unary(_ call: OutgoingCall) async throws(RPCError) -> ArraySlice<UInt8> {
        throw RPCError(.unimplemented, call.method)
    }

    func serverStream(_ call: OutgoingCall) async throws(RPCError) -> ScriptedStream {
        do {
            server.note(try V1.SubscribeRequest(serialized: call.payload))
        } catch {
            throw RPCError(.invalidArgument, "\(error)")
        }
        return ScriptedStream(script: script)
    }

    func bidirectional(_ call: OutgoingCall) async throws(RPCError) -> ScriptedStream {
        throw RPCError(.unimplemented, call.method)
    }
}

struct ScriptedStream: CallStream {
    let script: ScriptedServer.Script

    func send(_ message: [UInt8]) async throws(RPCError) {}

    func finishSending() async throws(RPCError) {}

    func makeAsyncIterator() -> Iterator {
        Iterator(rest: script.messages[...], end: script.end)
    }

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<V1.SubscribeResponse>
        let end: RPCError?

        mutating func next() async throws(RPCError) -> ArraySlice<UInt8>? {
            try await next(isolation: nil)
        }

        mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(RPCError) -> ArraySlice<UInt8>? {
            if let message = rest.popFirst() { return message.serialized()[...] }
            if let end { throw end }
            return nil
        }
    }
}
