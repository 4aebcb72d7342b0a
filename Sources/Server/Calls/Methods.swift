import Ledger
import Messages
import Store
import TTRPC

/// Collects the handlers of all methods into a table, over bytes: decodes requests, encodes replies
/// and turns whatever is thrown into a status. A service is then a list of small functions.
struct Methods {
    private(set) var table = MethodTable()
    private let store: LedgerStore
    private let targets: WebhookTargets
    private var service = ""
    private var known: Set<String> = []

    /// - Parameter targets: which URLs writes may name.
    init(_ store: LedgerStore, _ targets: WebhookTargets) {
        self.store = store
        self.targets = targets
    }

    /// Adds the methods of one service.
    mutating func add(_ service: String, _ methods: (inout Methods) -> Void) {
        self.service = service
        methods(&self)
    }

    /// Adds every method of the protos that has no handler yet, as one that says so.
    mutating func addMissing() {
        for description in ServiceTable.all.services.flatMap(\.methods) {
            let name = "\(description.service)/\(description.name)"
            guard !known.contains(name) else { continue }
            let error = RPCError(answering: Shape.notImplemented(name))
            switch description.kind {
            case .unary:
                table.add(
                    service: description.service, method: description.name,
                    .unary { $0.fail(error) })
            case .serverStreaming:
                table.add(
                    service: description.service, method: description.name,
                    .serverStream { $0.fail(error) })
            case .clientStreaming, .bidirectional:
                table.add(
                    service: description.service, method: description.name,
                    .bidirectional { $0.fail(error) })
            }
        }
    }

    /// The methods that are served, in alphabetical order.
    var served: [String] { known.sorted() }

    private mutating func add(_ method: String, _ handler: Handler) {
        known.insert("\(service)/\(method)")
        table.add(service: service, method: method, handler)
    }
}

// MARK: - Kinds of methods

extension Methods {
    /// A method that answers by itself.
    mutating func call<Request: Message, Response: Message>(
        _ method: String, _ body: @escaping @Sendable (Request, UnaryCall) throws -> Response
    ) {
        add(
            method,
            .unary { call in
                do {
                    try call.reply(body(Request(serialized: call.payload), call))
                } catch {
                    call.fail(RPCError(answering: error))
                }
            })
    }

    /// A method that answers later, through the call it is given.
    mutating func asynchronous<Request: Message>(
        _ method: String, limits: DecodingLimits = .request,
        _ body: @escaping @Sendable (Request, UnaryCall) throws -> Void
    ) {
        add(
            method,
            .unary { call in
                do {
                    try body(Request(serialized: call.payload, limits: limits), call)
                } catch {
                    call.fail(RPCError(answering: error))
                }
            })
    }

    /// A method that reads the newest durable state.
    mutating func read<Request: SequencedRead, Response: Message>(
        _ method: String,
        _ body: @escaping @Sendable (Request, borrowing StoreView) throws -> Response
    ) {
        let store = store
        call(method) { (request: Request, _) in
            try store.read { view in
                try view.check(reaches: request.minSequence)
                return try body(request, view)
            }
        }
    }

    /// A method that writes: its request becomes a command, what the command came to its reply. It
    /// is answered when the write is durable.
    /// - Parameter check: what is refused before, by what never changes in the store.
    mutating func write<Request: Message, Response: Message>(
        _ method: String,
        isDry: @escaping @Sendable (Request) -> Bool = { _ in false },
        check: (@Sendable (Request, borrowing StoreView) throws -> Void)? = nil,
        command: @escaping @Sendable (Request) throws -> Command,
        reply: @escaping @Sendable (Applied) throws -> Response
    ) {
        let store = store
        let targets = targets
        let log = store.log
        asynchronous(method) { (request: Request, call) in
            let mode: PendingWrite.Mode = isDry(request) ? .dry : .each
            let command = try targets.vetted(command(request))
            if let check { try store.read { try check(request, $0) } }
            log.submit(
                PendingWrite([command], mode, deadline: call.deadline) { written in
                    call.answer {
                        guard let item = try written.get().items.first else {
                            throw UnexpectedResult()
                        }
                        return try reply(item.applied)
                    }
                })
        }
    }

    /// A method that answers with a stream.
    mutating func stream<Request: Message>(
        _ method: String, _ body: @escaping @Sendable (Request, StreamCall) throws -> Void
    ) {
        add(
            method,
            .serverStream { call in
                do {
                    try body(Request(serialized: call.payload), call)
                } catch {
                    call.fail(RPCError(answering: error))
                }
            })
    }
}

extension Methods {
    /// A method whose client goes on talking: `body` reads and answers through the call.
    mutating func conversation(
        _ method: String, _ body: @escaping @Sendable (StreamCall) -> Void
    ) {
        add(method, .bidirectional(body))
    }
}

/// What an accepted command came to.
struct Applied {
    let result: Outcome.Result
    let sequence: Int64
    let isReplay: Bool
}

extension Written.Item {
    /// What the command came to, or the refusal that it met.
    var applied: Applied {
        get throws(Rejection) {
            switch outcome {
            case .applied(let result):
                Applied(result: result, sequence: Int64(sequence), isReplay: false)
            case .replayed(let result, _):
                Applied(result: result, sequence: Int64(sequence), isReplay: true)
            case .rejected(let rejection):
                throw rejection
            }
        }
    }
}

extension UnaryCall {
    /// Answers with a message, unless it doesn't fit a frame: then that is the answer.
    func reply(_ message: some Message) throws {
        reply(try UnaryCall.fitting(message.serialized()))
    }

    /// Answers with what `make` makes, or with what it throws; it runs on the connection's event
    /// loop.
    func answer<Response: Message>(_ make: @escaping @Sendable () throws -> Response) {
        answerEncoded { try make().serialized() }
    }

    /// The same with a message that comes encoded.
    func answerEncoded(_ make: @escaping @Sendable () throws -> [UInt8]) {
        answer(with: {
            do {
                return .success(try UnaryCall.fitting(make()))
            } catch {
                return .failure(RPCError(answering: error))
            }
        })
    }

    private static func fitting(_ bytes: [UInt8]) throws(RPCError) -> [UInt8] {
        guard bytes.count <= replyBytesMax else {
            throw RPCError(
                reason: .replyTooLarge,
                "the reply is \(bytes.count) bytes long, and a frame holds \(replyBytesMax);"
                    + " ask for less",
                facts: ["reply_bytes": "\(bytes.count)"])
        }
        return bytes
    }

    /// What a frame holds beside the envelope's tag and length.
    static let replyBytesMax = FrameHeader.lengthMax - 8
}

// MARK: - Reads from a sequence on

/// A read request that names the sequence its answer must at least show.
protocol SequencedRead: Message {
    var minSequence: Int64 { get }
}

extension StoreView {
    func check(reaches minSequence: Int64) throws {
        guard minSequence >= 0 else {
            throw Rejection(.fieldInvalid, field: "min_sequence", "must not be negative")
        }
        // What a client was told of is durable, so a higher one was not made by this store.
        guard UInt64(minSequence) <= sequence else {
            throw RPCError(
                reason: .sequenceNotReached,
                "the store is at sequence \(sequence), not yet at \(minSequence)",
                facts: ["sequence": "\(sequence)"])
        }
    }
}
