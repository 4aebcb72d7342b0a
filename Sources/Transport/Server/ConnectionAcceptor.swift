import Logging
import NIOCore
import NIOPosix
import TTRPC

/// What happens to an accepted connection: it is counted, its peer is asked for, and it gets its
/// handler.
struct ConnectionAcceptor: Sendable {
    let methods: MethodTable
    let limits: TransportLimits
    let registry: ConnectionRegistry
    let logger: Logger
}

extension ConnectionAcceptor {
    func bootstrap(group: MultiThreadedEventLoopGroup) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: limits.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.maxMessagesPerRead, value: Self.acceptsPerTurn)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        backoffHandler, AcceptErrorHandler(logger: logger))
                }
            }
            // A peer that closes its side still gets the answers it is owed.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in accept(channel) }
    }

    /// Connections taken from the backlog before the loop serves those it has.
    private static let acceptsPerTurn: UInt = 64

    private var backoffHandler: AcceptBackoffHandler {
        let pause = TimeAmount(limits.acceptBackoff)
        return AcceptBackoffHandler(shouldForwardIOErrorCaught: true) { _ in pause }
    }

    private func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.peer().flatMapThrowing { peer in
            var logger = logger
            logger[metadataKey: "peer"] = "\(peer)"
            let handler = ServerConnectionHandler(
                peer: peer, methods: methods, limits: limits, logger: logger,
                eventLoop: channel.eventLoop)
            let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
            let isAdded = registry.add(channel) {
                channel.eventLoop.execute { bound.value.drain() }
            }
            guard isAdded else { throw ConnectionRefused() }
            channel.closeFuture.whenComplete { _ in registry.remove(channel) }
            try channel.pipeline.syncOperations.addHandler(handler)
        }
    }
}

/// There are as many connections as there may be. The channel is closed for it.
private struct ConnectionRefused: Error, CustomStringConvertible {
    var description: String { "too many connections" }
}

/// Says why a connection couldn't be taken; the listener goes on.
private final class AcceptErrorHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        logger.warning("connection not accepted", metadata: ["error": "\(error)"])
    }
}
