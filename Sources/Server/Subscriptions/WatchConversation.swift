import Ledger
import Messages
import Store
import Synchronization
import TTRPC

/// The client's side of a stream of Watch: reads what it says, keeps count of its credit until the
/// hub takes it, and writes its acknowledgements.
///
/// It runs on the connection's event loop and on the log's thread. What it owes to others is
/// bounded, however much the client says: a sum of credit, and the highest acknowledgement.
final class WatchConversation: Sendable {
    /// Credit that may be given at once, and that may be unused in all.
    static let creditMax = 1_000_000

    private enum Phase {
        case awaitsStart
        case running(streamID: String, SubscriptionID?)
        case over
    }

    private struct State {
        var phase = Phase.awaitsStart
        /// Credit that the hub hasn't taken yet.
        var credit = 0
        /// The highest sequence that the client acknowledged, and the one being written.
        var wanted: UInt64 = 0
        var writing: UInt64?
        /// The cursor that is stored, once the hub is to be told.
        var stored: UInt64?
        /// Whether the hub knows that there is something to take.
        var isAnnounced = false
    }

    /// What the hub takes.
    struct News {
        var credit: Int
        var acknowledged: UInt64?
    }

    private let call: StreamCall
    private let hub: SubscriptionHub
    private let log: any CommandLog
    private let begin: @Sendable (V1.WatchStart, WatchConversation) throws -> SubscriptionHub.Start
    private let state = Mutex(State())

    /// - Parameter begin: makes of the client's first message what the hub starts with.
    init(
        _ call: StreamCall, hub: SubscriptionHub, log: any CommandLog,
        begin:
            @escaping @Sendable (V1.WatchStart, WatchConversation) throws
            -> SubscriptionHub.Start
    ) {
        self.call = call
        self.hub = hub
        self.log = log
        self.begin = begin
    }

    func start() {
        // Once it has begun, the hub ends it.
        call.onCancel { reason in
            guard reason == .draining else { return }
            self.fail(
                RPCError(
                    reason: .shuttingDown, "the server is stopping",
                    retryAfterMilliseconds: 1000))
        }
        call.onReadable { self.read() }
    }

    /// What the client said since the hub asked last.
    func take() -> News {
        state.withLock { state in
            defer {
                state.credit = 0
                state.stored = nil
                state.isAnnounced = false
            }
            return News(credit: state.credit, acknowledged: state.stored)
        }
    }
}

// MARK: - What the client says

extension WatchConversation {
    private func read() {
        while true {
            switch call.receive() {
            case .nothing: return
            case .finished: return finish()
            case .message(let bytes):
                do {
                    try hear(V1.WatchRequest(serialized: bytes[...]))
                } catch {
                    return fail(RPCError(answering: error))
                }
            }
        }
    }

    private func hear(_ request: V1.WatchRequest) throws {
        switch request.message {
        case .start(let start): try hear(start)
        case .credit(let credit): try hear(credit)
        case .acknowledgement(let acknowledgement): try hear(acknowledgement)
        case nil: throw WatchConversation.malformed("a message of Watch says nothing")
        }
    }

    private func hear(_ message: V1.WatchStart) throws {
        guard case .awaitsStart = state.withLock({ $0.phase }) else {
            throw WatchConversation.malformed("a stream of Watch has one start")
        }
        let start = try begin(message, self)
        state.withLock { $0.phase = .running(streamID: start.id, start.source.subscriptionID) }
        hub.start(start)
    }

    private func hear(_ message: V1.WatchCredit) throws {
        let id = try running().streamID
        let credit = try WatchConversation.credit(
            message.credits, "credit.credits", from: 1)
        announce(to: id) { $0.credit = min($0.credit + credit, WatchConversation.creditMax) }
    }

    private func hear(_ message: V1.WatchAcknowledgement) throws {
        guard let subscription = try running().subscription else {
            throw Rejection(
                .fieldInvalid, field: "acknowledgement",
                "only a stream with a durable subscription has a cursor to move")
        }
        guard message.sequence > 0 else {
            throw Rejection(
                .fieldInvalid, field: "acknowledgement.sequence", "must be 1 or more")
        }
        acknowledge(subscription, through: UInt64(message.sequence))
    }

    private func running() throws -> (streamID: String, subscription: SubscriptionID?) {
        guard case .running(let id, let subscription) = state.withLock({ $0.phase }) else {
            throw WatchConversation.malformed("a stream of Watch begins with start")
        }
        return (id, subscription)
    }

    /// Closing the client's side ends the stream.
    private func finish() {
        switch end() {
        case .awaitsStart:
            call.fail(WatchConversation.malformed("a stream of Watch begins with start"))
        case .running(let id, _): hub.end(id, .closed)
        case .over: break
        }
    }

    private func fail(_ error: RPCError) {
        if case .running(let id, _) = end() {
            hub.end(id, .refused(error))
        } else {
            call.fail(error)
        }
    }

    private func end() -> Phase {
        state.withLock { state in
            defer { state.phase = .over }
            return state.phase
        }
    }

    /// Changes what the hub is to take, and tells it once until it has taken it.
    private func announce(to id: String, _ change: (inout sending State) -> Void) {
        let isNews = state.withLock { state in
            change(&state)
            defer { state.isAnnounced = true }
            return !state.isAnnounced
        }
        if isNews { hub.attend(id) }
    }

    static func credit(
        _ credits: Int32, _ field: String, from least: Int
    ) throws(Rejection) -> Int {
        guard (least...creditMax).contains(Int(credits)) else {
            throw Rejection(
                .fieldInvalid, field: field, "must lie between \(least) and 1,000,000")
        }
        return Int(credits)
    }

    private static func malformed(_ sentence: String) -> RPCError {
        RPCError(reason: .malformedRequest, sentence)
    }
}

// MARK: - Acknowledgements

extension WatchConversation {
    /// Writes an acknowledgement, or leaves it to the one that is being written.
    private func acknowledge(_ subscription: SubscriptionID, through sequence: UInt64) {
        let first: UInt64? = state.withLock { state in
            state.wanted = max(state.wanted, sequence)
            guard state.writing == nil else { return nil }
            state.writing = state.wanted
            return state.wanted
        }
        if let first { write(subscription, first) }
    }

    private func write(_ subscription: SubscriptionID, _ sequence: UInt64) {
        let note = AcknowledgeSubscription(.id(subscription), through: sequence)
        log.submit(
            PendingWrite(.note(.acknowledge(note))) { result in
                do {
                    guard let item = try result.get().items.first else { throw UnexpectedResult() }
                    self.wrote(sequence, try item.applied, subscription)
                } catch StoreError.queueFull {
                    // The next acknowledgement says the same and more.
                    self.state.withLock { $0.writing = nil }
                } catch {
                    self.fail(RPCError(answering: error))
                }
            })
    }

    private func wrote(_ sequence: UInt64, _ applied: Applied, _ subscription: SubscriptionID) {
        guard case .subscription(let view) = applied.result else { return }
        if case .running(let id, _) = state.withLock({ $0.phase }) {
            announce(to: id) { $0.stored = view.cursor.acknowledged }
        }
        let following = state.withLock { state in
            state.writing = state.wanted > sequence ? state.wanted : nil
            return state.writing
        }
        if let following { write(subscription, following) }
    }
}
