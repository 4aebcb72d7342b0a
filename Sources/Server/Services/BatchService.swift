import Ledger
import Messages
import Store
import TTRPC

/// Many writes from one message, in order: all or nothing, or each by itself.
struct BatchService: Sendable {
    let log: any CommandLog

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
        try Shape.count(request.items, "items", in: 1...BatchService.itemsMax)
        if request.view == .full { try checkRoom(for: request, call.payload.count) }
        let items = try request.commands()
        let commands = items.compactMap { try? $0.get() }
        let mode: PendingWrite.Mode =
            request.dryRun ? .dry : request.atomic ? .all : .each
        let isFull = request.view == .full
        log.submit(
            PendingWrite(commands, mode, deadline: call.deadline) { written in
                call.answer {
                    let written = try written.get()
                    if let refusal = written.refusal {
                        throw refusal.rejection.ofItem(refusal.item)
                    }
                    return V1.CreateBatchResponse(items, written.items, isFull: isFull)
                }
            })
    }

    /// Refuses whole results that might not fit a frame, before anything is applied.
    private func checkRoom(for request: V1.CreateBatchRequest, _ bytes: Int) throws {
        let most = request.items.count * Self.resultBytes + 4 * bytes
        guard most <= FrameHeader.lengthMax else {
            throw RPCError(
                .resourceExhausted, reason: "REPLY_TOO_LARGE",
                "the whole results of \(request.items.count) items might not fit a frame; ask for"
                    + " the brief view or send fewer", field: "view")
        }
    }
}

extension V1.CreateBatchRequest {
    /// The command of each item, or the refusal of its shape. Of an atomic batch the first refusal
    /// is that of the whole.
    fileprivate func commands() throws(Rejection) -> [Swift.Result<Command, Rejection>] {
        var commands: [Swift.Result<Command, Rejection>] = []
        commands.reserveCapacity(items.count)
        for (position, item) in items.enumerated() {
            do throws(Rejection) {
                commands.append(.success(try item.command()))
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

// MARK: - Results

extension V1.CreateBatchResponse {
    fileprivate init(
        _ items: [Swift.Result<Command, Rejection>], _ written: [Written.Item], isFull: Bool
    ) {
        self.init()
        var next = written.makeIterator()
        for (position, item) in items.enumerated() {
            switch item {
            case .failure(let rejection):
                results.append(V1.BatchResult(refusedBy: rejection))
            case .success:
                guard let item = next.next() else { continue }
                results.append(V1.BatchResult(item, at: position, isFull: isFull))
            }
        }
        sequence = results.filter { $0.error == nil }.map(\.sequence).max() ?? 0
        replayed = results.allSatisfy { $0.replayed }
    }
}

extension V1.BatchResult {
    fileprivate init(_ item: Written.Item, at position: Int, isFull: Bool) {
        do throws(Rejection) {
            let applied = try item.applied
            self.init(sequence: applied.sequence, replayed: applied.isReplay)
            fill(applied.result, isFull: isFull)
        } catch {
            self.init(refusedBy: error.inside("items[\(position)]"))
        }
    }

    fileprivate init(refusedBy rejection: Rejection) {
        let refusal = RPCError(answering: rejection)
        self.init(
            error: GoogleRPC.Status(
                code: refusal.code.rawValue, message: refusal.message,
                details: refusal.details.map {
                    GoogleProtobuf.AnyMessage(typeURL: $0.typeURL, value: $0.value)
                }))
    }

    private mutating func fill(_ result: Outcome.Result, isFull: Bool) {
        switch result {
        case .ledger(let ledger):
            id = "\(ledger.id)"
            if isFull { self.ledger = V1.Ledger(ledger) }
        case .balance(let balance):
            id = "\(balance.balance.id)"
            if isFull { balances = [V1.Balance(balance)] }
        case .transaction(let result):
            id = "\(result.transaction.id)"
            status = V1.TransactionStatus(result.progress.status)
            guard isFull else { return }
            transaction = result.message
            parent = result.parentMessage
            balances = result.balanceMessages
        case .monitor(let view), .monitorDeleted(let view):
            id = "\(view.monitor.id)"
            if isFull { monitor = V1.Monitor(view) }
        case .damagedMonitorDeleted(let monitorID): id = "\(monitorID)"
        // No item of a batch comes to one of these.
        case .webhook, .delivery, .noted: break
        }
    }
}
