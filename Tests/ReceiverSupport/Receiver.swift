import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A receiver of webhooks that does what a test tells it to: answers well, badly, slowly or never.
///
///     let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
///
/// It speaks HTTP by hand, because most of what it has to say is none. It stops with `stop`, or with
/// its last reference.
package final class Receiver: Sendable {
    package typealias Answer = @Sendable (Request, Exchange) async throws -> Void
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Where it listens on 127.0.0.1.
    package let port: Int
    private let record: Record
    private let serving: Task<Void, Never>

    /// - Parameters:
    ///   - certificate: what it shows over TLS; nil for plain HTTP.
    ///   - answer: called for each request, in turn on each connection.
    package init(
        port: Int = 0, certificate: TestCertificate? = nil, answer: @escaping Answer
    ) async throws {
        let context = try certificate.map {
            try NIOSSLContext(configuration: $0.serverConfiguration)
        }
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLServerHandler(context: context))
                    }
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        self.port = server.channel.localAddress?.port ?? 0
        let record = Record()
        self.record = record
        serving = Task {
            await withDiscardingTaskGroup { group in
                // It ends by being cancelled.
                try? await server.executeThenClose { connections in
                    for try await connection in connections {
                        record.addConnection()
                        group.addTask { await Receiver.serve(connection, record, answer) }
                    }
                }
                group.cancelAll()
            }
        }
    }

    deinit { serving.cancel() }

    package func stop() async {
        serving.cancel()
        await serving.value
    }

    /// The requests so far, in the order of their arrival.
    package var requests: [Request] { record.requests }

    /// Connections so far, whether a request came or not.
    package var connectionCount: Int { record.connectionCount }

    /// Waits until so many requests have come.
    package func requests(atLeast count: Int) async -> [Request] {
        await record.requests(atLeast: count)
    }

    private static func serve(
        _ connection: Connection, _ record: Record, _ answer: @escaping Answer
    ) async {
        // Whatever ends a connection ends only that.
        try? await connection.executeThenClose { inbound, outbound in
            let exchange = Exchange(connection.channel, inbound.makeAsyncIterator(), outbound)
            while let request = try await exchange.request() {
                record.add(request)
                try await answer(request, exchange)
                if exchange.isOver { return }
            }
        }
    }
}

/// A request as it came.
package struct Request: Hashable, Sendable {
    /// Such as "POST /hook HTTP/1.1".
    package let line: String
    /// By their names in lower case.
    package let headers: [String: String]
    package let body: String
}

/// What a receiver has seen.
private final class Record: Sendable {
    private struct State {
        var requests: [Request] = []
        var connectionCount = 0
        var waiting: [(count: Int, CheckedContinuation<[Request], Never>)] = []
    }

    private let state = Mutex(State())

    var requests: [Request] { state.withLock(\.requests) }
    var connectionCount: Int { state.withLock(\.connectionCount) }

    func addConnection() { state.withLock { $0.connectionCount += 1 } }

    func add(_ request: Request) {
        let (ready, requests) = state.withLock { state in
            state.requests.append(request)
            let ready = state.waiting.filter { $0.count <= state.requests.count }
            state.waiting.removeAll { $0.count <= state.requests.count }
            return (ready, state.requests)
        }
        for (_, continuation) in ready { continuation.resume(returning: requests) }
    }

    func requests(atLeast count: Int) async -> [Request] {
        await withCheckedContinuation { continuation in
            let ready: [Request]? = state.withLock { state in
                if state.requests.count >= count { return state.requests }
                state.waiting.append((count, continuation))
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }
}
