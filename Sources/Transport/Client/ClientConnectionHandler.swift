import NIOCore
import TTRPC

/// The event loop's part of a client connection: it writes what is queued, reads while readers
/// keep up, and looks after deadlines.
final class ClientConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private let connection: ClientConnection
    private var context: ChannelHandlerContext?
    private var isReadHeldBack = false
    private var timer: (expiry: ContinuousClock.Instant, task: Scheduled<Void>)?
    /// Why the channel is about to close, where that is known.
    private var reason: String?

    init(_ connection: ClientConnection) {
        self.connection = connection
    }
}

// MARK: The channel's events

extension ClientConnectionHandler {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        connection.attach(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        connection.detach()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard connection.receive(Array(buffer: unwrapInboundIn(data))) else {
            reason = "the server doesn't speak ttrpc"
            return context.close(promise: nil)
        }
    }

    func read(context: ChannelHandlerContext) {
        if connection.isHeldBack { isReadHeldBack = true } else { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.task.cancel()
        let reason = reason ?? "the server closed it"
        connection.fail(
            RPCError(.unavailable, "the connection to \(connection.endpoint) is lost: \(reason)"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        reason = reason ?? "\(error)"
        context.close(promise: nil)
    }
}

// MARK: What the connection asks for

extension ClientConnectionHandler {
    /// Writes all that is queued.
    func write() {
        // What is queued may be the end of the stream that reading was held back for.
        readOn()
        guard let context else { return }
        let (bytes, nextExpiry) = connection.takeOutput()
        if let nextExpiry { arm(nextExpiry, context) }
        guard !bytes.isEmpty else { return }
        let promise = context.eventLoop.makePromise(of: Void.self)
        let byteCount = bytes.count
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.connection.flushed(byteCount)
        }
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
    }

    /// Readers have caught up.
    func readOn() {
        guard isReadHeldBack, !connection.isHeldBack else { return }
        isReadHeldBack = false
        context?.read()
    }

    /// One timer for all calls: set for the earliest deadline ever seen, and anew when it fires.
    private func arm(_ expiry: ContinuousClock.Instant, _ context: ChannelHandlerContext) {
        if let timer {
            guard expiry < timer.expiry else { return }
            timer.task.cancel()
        }
        let delay = TimeAmount(ContinuousClock.now.duration(to: expiry))
        let task = context.eventLoop.assumeIsolated().scheduleTask(in: delay) {
            self.timer = nil
            self.connection.expire()
            // What expired may have to be told to the server, and the next deadline is to be set.
            self.write()
        }
        timer = (expiry, task)
    }
}
