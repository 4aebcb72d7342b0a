import Foundation
import Ledger
import Messages
import ReceiverSupport
import Server
import Store
import Synchronization
import Testing
import TidemarkClient
import Webhooks

/// A server that may post to the receivers of a test, with a clock that the test moves.
struct WebhookFixture: Sendable {
    let server: TestServer
    let client: Client
    let clock: MovedClock

    init(_ change: @escaping (inout WebhookOptions) -> Void = { _ in }) async throws {
        let clock = MovedClock()
        self.clock = clock
        let allowance = try #require(Allowance("127.0.0.0/8"))
        server = try await TestServer { options in
            options.store.now = { clock.now }
            options.webhooks.poster.policy = AddressPolicy(allowing: [allowance])
            options.webhooks.poster.timeLimit = .seconds(20)
            options.webhooks.chance = { 0 }
            change(&options.webhooks)
        }
        client = try server.client()
    }

    /// A registered endpoint at a path of a receiver.
    func endpoint(
        _ receiver: Receiver, _ path: String = "/", types: [V1.EventType] = [.transactionApplied]
    ) async throws -> (id: String, secret: String) {
        let reply = try await client.events.createWebhookEndpoint(
            .init(
                url: "http://127.0.0.1:\(receiver.port)\(path)",
                filter: types.isEmpty ? nil : .init(types: types)))
        return (try given(reply.endpoint).webhookID, reply.secret)
    }

    /// Moves the clock, and has the dispatcher notice by a commit.
    func advance(_ seconds: Int64) async throws {
        clock.advance(seconds)
        _ = try await client.ledgers.createLedger(.init(name: "tick"))
    }

    /// The deliveries, in the order of their events.
    func deliveries(
        _ change: (inout V1.ListDeliveriesRequest) -> Void = { _ in }
    ) async throws -> [V1.Delivery] {
        var request = V1.ListDeliveriesRequest(order: .oldestFirst)
        change(&request)
        return try await client.events.listDeliveries(request).deliveries
    }

    /// Asks until the deliveries are as wanted: what became of a post is noted after it.
    func deliveries(
        until isWanted: ([V1.Delivery]) -> Bool
    ) async throws -> [V1.Delivery] {
        while true {
            let found = try await deliveries()
            if isWanted(found) { return found }
            await Task.yield()
        }
    }
}

/// A clock that stands still until it is moved.
final class MovedClock: Sendable {
    private let time = Mutex(Timestamp(nanoseconds: 1_800_000_000_000_000_000))

    var now: Timestamp { time.withLock { $0 } }

    func advance(_ seconds: Int64) {
        time.withLock {
            $0 = Timestamp(nanoseconds: $0.nanoseconds + seconds * 1_000_000_000)
        }
    }
}

/// Answers that a receiver gives one after the other; the last one again and again.
final class Script: Sendable {
    private let left: Mutex<[Int]>

    init(_ statuses: [Int]) {
        left = Mutex(statuses)
    }

    func next() -> Int {
        left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}

/// Lets a test decide when a receiver answers.
final class Door: Sendable {
    private enum State {
        case closed([CheckedContinuation<Void, Never>])
        case open
    }

    private let state = Mutex(State.closed([]))

    func open() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            defer { state = .open }
            if case .closed(let waiting) = state { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume() }
    }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                guard case .closed(let waiting) = state else { return true }
                state = .closed(waiting + [continuation])
                return false
            }
            if isOpen { continuation.resume() }
        }
    }
}
