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
                    try channel.pipeline.syncOperations.addHandler(
                        AcceptPauseHandler(pause: limits.acceptBackoff, logger: logger))
                }
            }
            // A peer that closes its side still gets the answers it is owed.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in accept(channel) }
    }

    /// Connections taken from the backlog before the loop serves those it has.
    private static let acceptsPerTurn: UInt = 64

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

/// Lets the listener rest for a moment where no connection can be taken, mostly because the
/// process has no descriptor left.
///
/// NIO's own `AcceptBackoffHandler` doesn't do here: after a failed accept the socket stays
/// registered for reading, and the loop turns at full speed.
private final class AcceptPauseHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let pause: TimeAmount
    private let logger: Logger
    private var isPaused = false
    /// Whether the trouble was told; once is enough until a connection has been taken again.
    private var isTold = false

    init(pause: Duration, logger: Logger) {
        self.pause = TimeAmount(pause)
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isTold = false
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError else {
            logger.debug("connection refused", metadata: ["reason": "\(error)"])
            return
        }
        if !isTold { logger.warning("can't accept", metadata: ["error": "\(error)"]) }
        isTold = true
        guard !isPaused else { return }
        isPaused = true
        setReading(false, context)
        context.eventLoop.assumeIsolated().scheduleTask(in: pause) {
            self.isPaused = false
            self.setReading(true, context)
        }
    }

    private func setReading(_ isReading: Bool, _ context: ChannelHandlerContext) {
        // It fails only on a channel that is closed, which reads no more in any case.
        try? context.channel.syncOptions?.setOption(.autoRead, value: isReading)
    }
}
