import Logging
import NIOCore
import TTRPC

/// One connection of the server: the channel's bytes to the state machine, its actions to the
/// handlers, the handlers' answers back to the channel.
///
/// Everything runs on the connection's event loop, in turns. A turn takes all that calls have
/// said, does all that the peer has asked, and writes at once all that is ready.
final class ServerConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private let limits: TransportLimits
    private let logger: Logger
    private let outlet: CallOutlet
    private let outbox: Outbox<CallOutput>
    /// How the outbox finds this handler; empty once the channel is closed.
    private let wakeTarget: NIOLoopBoundBox<ServerConnectionHandler?>
    private var machine: ServerConnectionStateMachine
    private var streams: [CallID: StreamPipe] = [:]
    private var output: OutputAccount
    private var watch = ConnectionWatch()
    private var watchTimer: Scheduled<Void>?
    /// Room for what is taken from the outbox, used again each time.
    private var said: [CallOutput] = []
    /// What was heard in this turn. It is let go of after the answers are on their way: the results
    /// of a large batch take as long to free as to encode.
    private var heard: [CallOutput] = []
    private var isInTurn = false
    private var isTurnDue = false
    private var isReadHeldBack = false
    private var context: ChannelHandlerContext?

    /// Made on the event loop it will run on.
    init(
        peer: Peer, methods: MethodTable, limits: TransportLimits, logger: Logger,
        eventLoop: any EventLoop
    ) {
        let wakeTarget = NIOLoopBoundBox<ServerConnectionHandler?>(nil, eventLoop: eventLoop)
        let outbox = Outbox<CallOutput>(cost: \.byteCount) {
            eventLoop.execute { wakeTarget.value?.turn() }
        }
        self.wakeTarget = wakeTarget
        self.outbox = outbox
        self.limits = limits
        self.logger = logger
        outlet = CallOutlet(peer: peer) { outbox.put($0) }
        machine = ServerConnectionStateMachine(methods: methods, limits: limits.connection)
        output = OutputAccount(limits: limits)
    }
}

// MARK: The channel's events

extension ServerConnectionHandler {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        wakeTarget.value = self
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        wakeTarget.value = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(buffer: unwrapInboundIn(data))
        machine.receive(bytes, at: .now)
        if !isTurnDue {
            isTurnDue = true
            outbox.stayAwake()
            // Not at the end of this read: that may be the peer's end of input too, and NIO doesn't
            // bear a channel that is closed, as by a failing write, between the two.
            context.eventLoop.assumeIsolated().execute {
                self.isTurnDue = false
                self.turn()
            }
        }
        act()
    }

    func read(context: ChannelHandlerContext) {
        if isHeldBack { isReadHeldBack = true } else { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            endInput()
            turn()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        outbox.close()
        watchTimer?.cancel()
        endInput()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        logger.debug("connection failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }
}

// MARK: Turns

extension ServerConnectionHandler {
    /// The listener is going away: finish what there is, then close.
    func drain() {
        for id in machine.drain() { streams[id]?.drain() }
        turn()
    }

    private func turn() {
        guard !isInTurn, let context else { return }
        isInTurn = true
        repeat { act() } while hear() || write(context)
        heard.removeAll(keepingCapacity: true)
        isInTurn = false
        settle(context)
    }

    /// Does what the peer asks for, while there is room for the answers.
    private func act() {
        let now = ContinuousClock.now
        while !isOutputFull, let action = machine.nextAction(at: now) {
            perform(action)
        }
    }

    /// Takes what calls have said. False where that is nothing.
    private func hear() -> Bool {
        guard outbox.take(&said) else { return false }
        for output in said { hear(output) }
        heard += said
        said.removeAll(keepingCapacity: true)
        return true
    }

    private func hear(_ said: CallOutput) {
        switch said.content {
        case .message: output.add(said.byteCount, of: said.id)
        case .failure, .end: streams.removeValue(forKey: said.id)?.close()
        case .reply, .answer, .consumed, .passage: break
        }
        if let action = machine.take(said) { perform(action) }
    }

    private func perform(_ action: ServerConnectionStateMachine.Action) {
        switch action {
        case .start(let head, let isClientFinished):
            start(head, isClientFinished: isClientFinished)
        case .deliver(let id, let message, let isLast):
            streams[id]?.deliver(message, isLast: isLast)
        case .cancel(let id, let reason):
            streams.removeValue(forKey: id)?.cancel(reason)
        case .closeForeign(let firstByte):
            logger.debug("peer doesn't speak ttrpc", metadata: ["firstByte": "\(firstByte)"])
            context?.close(promise: nil)
        }
    }

    private func start(_ head: CallHead, isClientFinished: Bool) {
        switch head.route.handler {
        case .unary(let handler):
            handler(UnaryCall(head, outlet: outlet))
        case .serverStream(let handler), .bidirectional(let handler):
            let pipe = StreamPipe(
                head, isClientFinished: isClientFinished, outlet: outlet, limits: limits.stream)
            streams[head.id] = pipe
            handler(StreamCall(pipe))
        }
    }

    /// Writes all that is ready. False where that is nothing.
    private func write(_ context: ChannelHandlerContext) -> Bool {
        let bytes = machine.takeOutput()
        guard !bytes.isEmpty else { return false }
        let batch = output.beginWrite(byteCount: bytes.count)
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in self.flushed(batch) }
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
        return true
    }

    private func flushed(_ batch: OutputAccount.Batch) {
        output.endWrite(batch)
        for share in batch.shares { streams[share.id]?.flushed(share.byteCount) }
        turn()
    }
}

// MARK: Bounds and ends

extension ServerConnectionHandler {
    private var isOutputFull: Bool {
        output.isFull(with: machine.outputByteCount + outbox.cost)
    }

    private var isHeldBack: Bool { machine.isPaused || isOutputFull }

    /// The peer has gone, or sends no more, which counts the same.
    private func endInput() {
        outlet.disconnect()
        for id in machine.endInput() { streams.removeValue(forKey: id)?.cancel(.disconnected) }
    }

    /// After a turn: close, or read on, or wait.
    private func settle(_ context: ChannelHandlerContext) {
        if machine.isFinished, output.unflushedByteCount == 0 {
            return context.close(promise: nil)
        }
        if output.unflushedByteCount > limits.outputBytesMax {
            logger.notice("connection closed: its peer reads too slowly")
            return context.close(promise: nil)
        }
        if isReadHeldBack, !isHeldBack {
            isReadHeldBack = false
            context.read()
        }
        let awaitsFrame = machine.awaitsRestOfFrame && !isOutputFull
        watch.note(
            frame: awaitsFrame ? machine.framesDecoded : nil,
            write: output.unflushedByteCount > 0 ? output.batchesFlushed : nil)
        if watchTimer == nil, !watch.isIdle { checkWatch(context) }
    }

    private func checkWatch(_ context: ChannelHandlerContext) {
        watchTimer = nil
        switch watch.verdict(at: .now(), limits: limits) {
        case .fine(let next):
            guard let next else { return }
            watchTimer = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) {
                self.checkWatch(context)
            }
        case .frameOverdue:
            logger.debug("connection closed: its peer didn't complete a frame in time")
            context.close(promise: nil)
        case .writeOverdue:
            logger.debug("connection closed: its peer took nothing in time")
            context.close(promise: nil)
        }
    }
}

extension CallOutput {
    /// What it will add to the output, about; for a stream's message, exactly.
    fileprivate var byteCount: Int {
        switch content {
        case .reply(let bytes), .message(let bytes): bytes.count + FrameHeader.byteCount
        case .failure(let error): error.message.utf8.count + FrameHeader.byteCount
        // It has no bytes yet; the machine counts those of the answer.
        case .answer, .end: FrameHeader.byteCount
        case .consumed, .passage: 0
        }
    }
}
