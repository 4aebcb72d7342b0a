import Ledger
import Messages
import Store
import TTRPC

/// Many writes from one message, in order: all or nothing, or each by itself.
struct BatchService: Sendable {
    let log: any CommandLog
    let targets: WebhookTargets

    /// Writes of one batch, at most.
    static let itemsMax = 10_000
    /// Bytes that a whole result may take for each item, beside what the request brought: a
    /// transaction with its balances and their parent.
    private static let resultBytes = 4 << 10

    func add(to methods: inout Methods) {
        methods.add("tidemark.v1.TransactionService") { methods in
            methods.asynchronous("CreateBatch", limits: .batch, create)
        }
    }

    @Sendable private func create(_ request: V1.CreateBatchRequest, _ call: UnaryCall) throws {
        try checkCount(of: request.items)
        if request.view == .full { try checkRoom(for: request, call.payload.count) }
        let items = try request.commands(targets)
        let commands = items.compactMap { try? $0.get() }
        let mode: PendingWrite.Mode =
            request.dryRun ? .dry : request.atomic ? .all : .each
        let isFull = request.view == .full
        log.submit(
            PendingWrite(commands, mode, isFull ? .full : .brief, deadline: call.deadline) {
                written in
                call.answerEncoded {
                    let written = try written.get()
                    if let refusal = written.refusal {
                        throw refusal.rejection.ofItem(refusal.item)
                    }
                    let outcomes = BatchOutcomes(items: items, written: written.items)
                    return BatchAnswer(outcomes, isFull: isFull).serialized
                }
            })
    }

    private func checkCount(of items: [V1.BatchItem]) throws {
        guard items.count <= Self.itemsMax else {
            throw RPCError(
                reason: .batchTooLarge,
                "must have at most \(Self.itemsMax) items", field: "items",
                facts: ["limit": "\(Self.itemsMax)"])
        }
        try Shape.count(items, "items", in: 1...Self.itemsMax)
    }

    /// Refuses whole results that might not fit a frame, before anything is applied.
    private func checkRoom(for request: V1.CreateBatchRequest, _ bytes: Int) throws {
        let most = request.items.count * Self.resultBytes + 4 * bytes
        guard most <= FrameHeader.lengthMax else {
            throw RPCError(
                reason: .replyTooLarge,
                "the whole results of \(request.items.count) items might have \(most) bytes, and a"
                    + " frame holds \(FrameHeader.lengthMax); ask for the brief view or send fewer",
                field: "view",
                facts: ["limit": "\(FrameHeader.lengthMax)", "reply_bytes": "\(most)"])
        }
    }
}

extension V1.CreateBatchRequest {
    /// The command of each item, or the refusal of its shape. Of an atomic batch the first refusal
    /// is that of the whole.
    fileprivate func commands(
        _ targets: WebhookTargets
    ) throws(Rejection) -> [Swift.Result<Command, Rejection>] {
        var commands: [Swift.Result<Command, Rejection>] = []
        commands.reserveCapacity(items.count)
        for (position, item) in items.enumerated() {
            do throws(Rejection) {
                commands.append(.success(try targets.vetted(item.command())))
            } catch {
                if atomic, !dryRun { throw error.ofItem(position) }
                commands.append(.failure(error.inside("items[\(position)]")))
            }
        }
        return commands
    }
}

extension V1.BatchItem {
    fileprivate func command() throws(Rejection) -> Command {
        switch request {
        case nil: throw Shape.missing("request")
        case .createLedger(let request): return .createLedger(try request.command())
        case .createBalance(let request): return .createBalance(try request.command())
        case .updateBalance(let request): return .updateBalance(try request.command())
        case .createTransaction(let request):
            try check(request.dryRun)
            return .createTransaction(try request.command())
        case .commitInflight(let request):
            try check(request.dryRun)
            return .createChild(try request.command())
        case .voidInflight(let request):
            try check(request.dryRun)
            return .createChild(try request.command())
        case .updateInflight(let request):
            try check(request.dryRun)
            return .createChild(try request.command())
        case .refundTransaction(let request):
            try check(request.dryRun)
            return .createChild(try request.command())
        case .cancelTransaction(let request): return .cancelTransaction(try request.command())
        case .createMonitor(let request): return .createMonitor(try request.command())
        case .updateMonitor(let request): return .updateMonitor(try request.command())
        case .deleteMonitor(let request): return .deleteMonitor(try request.command())
        }
    }

    private func check(_ dryRun: Bool) throws(Rejection) {
        guard !dryRun else {
            throw Rejection(
                .fieldInvalid, field: "dry_run", "belongs to the batch, not to one of its items")
        }
    }
}

extension Rejection {
    /// The refusal of a whole batch, because of one item.
    fileprivate func ofItem(_ position: Int) -> Rejection {
        let inside = inside("items[\(position)]")
        return Rejection(
            reason, field: inside.field, message, facts: facts + [Fact("item", position)])
    }
}
