import Foundation
import Messages
import ReceiverSupport
import Synchronization
import TestSupport
import Testing
import TidemarkClient
import WireSupport

/// The real server, killed again and again while it delivers webhooks.
@Suite struct `A server killed in mid-delivery` {
    private static var cycles: Int { SeededGenerator.isDeep ? 100 : 8 }

    /// Payments of one cycle.
    private static let payments = 12

    @Test(arguments: SeededGenerator.seeds(1))
    func `loses no webhook, and repeats one with the same id and body`(_ seed: UInt64) async throws
    {
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let killing = Killing()
        // Each kill comes while an attempt is under way: after it arrived, before it is answered.
        let receiver = try await Receiver { _, exchange in
            if killing.comesNow() {
                try await exchange.waitForClose()
            } else {
                try await exchange.answer(200)
            }
        }
        let arguments = ["--webhook-allow", "127.0.0.1:\(receiver.port)"]
        for cycle in 0..<Self.cycles {
            let server = try await RunningServer(folder: folder, arguments: arguments)
            let socket = SocketPeer.Address.unix("\(folder.path)/tidemark.sock")
            let peer = try SocketPeer(socket)
            if cycle == 0 { try await register(receiver.port, peer) }
            let killed = killing.prepare(after: random.pick(1, 3, 7)) {
                server.process.send(SIGKILL)
            }
            for number in 0..<Self.payments {
                // The kill may come before the answer.
                _ = try? await TransactionServiceClient(peer).createTransaction(
                    .init(
                        reference: "r\(cycle)-\(number)", currency: "USD", preciseAmount: "1",
                        source: "@world", destination: "@\(number % 4)"))
            }
            await killed.value
            _ = await server.kill()
        }
        let server = try await RunningServer(folder: folder, arguments: arguments)
        try await check(receiver, SocketPeer(.unix("\(folder.path)/tidemark.sock")), seed)
        #expect(await server.stop().status == 0)
    }

    private func register(_ port: Int, _ peer: SocketPeer) async throws {
        _ = try await EventServiceClient(peer).createWebhookEndpoint(
            .init(
                url: "http://127.0.0.1:\(port)/", filter: .init(types: [.transactionApplied])))
    }

    /// Every event of the log has arrived, each under its own id with one body.
    private func check(_ receiver: Receiver, _ peer: SocketPeer, _ seed: UInt64) async throws {
        let events = EventServiceClient(peer)
        while try await !events.listDeliveries(.init(status: .pending)).deliveries.isEmpty {
            await Task.yield()
        }
        var made: [String] = []
        var next: Int64 = 1
        while true {
            let page = try await events.pullEvents(.init(fromSequence: next, limit: 1000))
            made += page.events.filter { $0.type == .transactionApplied }.map(\.eventID)
            guard page.sequence >= next else { break }
            next = page.sequence + 1
        }
        var bodies: [String: Set<String>] = [:]
        for request in receiver.requests {
            bodies[request.headers["webhook-id"] ?? "", default: []].insert(request.body)
        }
        #expect(Set(bodies.keys) == Set(made), "SEED=\(seed)")
        #expect(bodies.values.allSatisfy { $0.count == 1 }, "SEED=\(seed)")
        #expect(receiver.requests.count > made.count, "SEED=\(seed): some were repeated")
    }
}

/// When the next kill comes.
private final class Killing: Sendable {
    private struct State {
        var left = Int.max
        var kill: @Sendable () -> Void = {}
        var done: CheckedContinuation<Void, Never>?
        var isDone = true
    }

    private let state = Mutex(State())

    /// Has the server killed with so many more requests; the task ends once it was.
    func prepare(after count: Int, _ kill: @escaping @Sendable () -> Void) -> Task<Void, Never> {
        state.withLock {
            $0.left = count
            $0.kill = kill
            $0.isDone = false
        }
        return Task {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if !state.isDone { state.done = continuation }
                    return state.isDone
                }
                if isDone { continuation.resume() }
            }
        }
    }

    /// Whether this request is the one that isn't answered.
    func comesNow() -> Bool {
        let (kill, done): ((@Sendable () -> Void)?, CheckedContinuation<Void, Never>?) =
            state.withLock { state in
                guard !state.isDone else { return (nil, nil) }
                state.left -= 1
                guard state.left <= 0 else { return (nil, nil) }
                state.isDone = true
                defer { state.done = nil }
                return (state.kill, state.done)
            }
        kill?()
        done?.resume()
        return kill != nil
    }
}
