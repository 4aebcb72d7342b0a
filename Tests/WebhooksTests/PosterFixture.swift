import ReceiverSupport
import Synchronization
import Testing
import Webhooks

/// A poster that may reach the receivers of tests, and knows the names that a test gives them.
struct PosterFixture {
    let poster: WebhookPoster
    private let names: Names

    /// - Parameter change: what a test wants otherwise.
    init(
        allowing allowances: [String] = ["127.0.0.0/8"],
        names: [String: [[String]]] = [:], _ change: (inout PosterOptions) -> Void = { _ in }
    ) throws {
        var options = PosterOptions()
        options.policy = AddressPolicy(
            allowing: try allowances.map { try #require(Allowance($0)) })
        options.timeLimit = .seconds(60)
        options.connectLimit = .seconds(60)
        change(&options)
        let answers = Names(names)
        self.names = answers
        poster = WebhookPoster(options) { name in try answers.next(name) }
    }

    /// How often names were looked up.
    var lookUpCount: Int { names.count }

    func post(
        _ url: String, id: String = "evt_1", body: String = #"{"event":"test"}"#
    ) async throws -> WebhookAnswer {
        await poster.post(.sample(id: id, body: body), to: try WebhookURL(url))
    }
}

extension WebhookMessage {
    static func sample(id: String = "evt_1", body: String = "{}") -> WebhookMessage {
        WebhookMessage(id: id, timestamp: 1_700_000_000, body: body, secrets: [.random()])
    }
}

/// Answers look-ups as it is told to: the first answer first, the last one again and again.
private final class Names: Sendable {
    private struct State {
        var answers: [String: [[String]]]
        var count = 0
    }

    private let state: Mutex<State>

    init(_ answers: [String: [[String]]]) {
        state = Mutex(State(answers: answers))
    }

    var count: Int { state.withLock(\.count) }

    func next(_ name: String) throws -> [IPAddress] {
        let texts = try state.withLock { state in
            state.count += 1
            guard let left = state.answers[name], let first = left.first else {
                throw UnknownName()
            }
            if left.count > 1 { state.answers[name] = Array(left.dropFirst()) }
            return first
        }
        return try texts.map { try #require(IPAddress($0)) }
    }
}

private struct UnknownName: Error {}
