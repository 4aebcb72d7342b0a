import Glibc
package import Logging
import NIOCore
import NIOPosix
import Synchronization
package import TTRPC

/// A server's sockets: Unix and TCP at once, all serving one method table.
///
/// It owns its event loops, its listening sockets and every connection accepted on them, until
/// `shutdown`.
package final class Listener: Sendable {
    /// Where it listens, in the order asked for, with the ports the kernel chose.
    package let endpoints: [Endpoint]

    private let group: MultiThreadedEventLoopGroup
    private let sockets: [ListeningSocket]
    private let registry: ConnectionRegistry
    private let isShutDown = Atomic<Bool>(false)

    private init(
        group: MultiThreadedEventLoopGroup, sockets: [ListeningSocket],
        registry: ConnectionRegistry
    ) {
        self.group = group
        self.sockets = sockets
        self.registry = registry
        endpoints = sockets.map(\.endpoint)
    }
}

/// How a listener behaves beyond where it listens.
package struct ListenerOptions: Sendable {
    /// Permission bits of Unix sockets: who may connect is who may write.
    package var socketMode: UInt32 = 0o660

    /// Whether a socket file on which nobody accepts may be removed. Say yes only while holding
    /// the lock of the data folder that the path belongs to.
    package var replacesStaleSockets = false

    /// Threads that read and write. One does for the load of one ledger; more help where
    /// connections are many and payloads large.
    package var eventLoopCount = 1

    package var limits = TransportLimits()

    package init() {}
}

extension Listener {
    /// Listens at every endpoint, or at none: then it says why.
    package static func start(
        on endpoints: [Endpoint], serving methods: MethodTable,
        options: ListenerOptions = ListenerOptions(), logger: Logger
    ) async throws -> Listener {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: options.eventLoopCount)
        let registry = ConnectionRegistry(countMax: options.limits.connectionsMax)
        let acceptor = ConnectionAcceptor(
            methods: methods, limits: options.limits, registry: registry, logger: logger)
        var sockets: [ListeningSocket] = []
        do {
            for endpoint in endpoints {
                sockets.append(
                    try await ListeningSocket(
                        endpoint, group: group, acceptor: acceptor, options: options))
            }
            return Listener(group: group, sockets: sockets, registry: registry)
        } catch {
            for socket in sockets { await socket.close() }
            try await group.shutdownGracefully()
            throw error
        }
    }

    package var connectionCount: Int { registry.count }

    /// Stops: accepts no more and removes the socket files, refuses new calls, tells streams to
    /// end, lets calls finish for as long as `patience`, then closes what is left.
    package func shutdown(patience: Duration) async throws {
        guard !isShutDown.exchange(true, ordering: .acquiringAndReleasing) else {
            return await registry.waitUntilEmpty()
        }
        for socket in sockets { await socket.close() }
        registry.drain()
        let registry = registry
        let impatience = group.any().scheduleTask(in: TimeAmount(patience)) {
            registry.closeAll()
        }
        await registry.waitUntilEmpty()
        impatience.cancel()
        try await group.shutdownGracefully()
    }
}
