import Ledger
import Messages
import Store
import TTRPC

/// What a monitor would say: now, and over past commits. Nothing is changed by asking.
///
/// A monitor that isn't stored is worked out by the rules that would create it, in a write that is
/// taken back: so it is refused for what they refuse.
struct MonitorTrialService: Sendable {
    let store: LedgerStore

    func add(to methods: inout Methods) {
        methods.add("tidemark.v1.MonitorService") { methods in
            methods.asynchronous("TestMonitor", test)
            methods.asynchronous("ReplayMonitor", replay)
        }
    }

    @Sendable private func test(_ request: V1.TestMonitorRequest, _ call: UnaryCall) throws {
        switch request.target {
        case nil: throw Shape.missing("monitor_id")
        case .monitorID(let text):
            let id: MonitorID = try Shape.id(text, "monitor_id")
            let (reply, receivers) = try store.read { view in
                try view.check(reaches: request.minSequence)
                guard let monitor = try view.monitor(id) else {
                    throw Rejection.monitorNotFound(id)
                }
                let reply = try V1.TestMonitorResponse(
                    view.answer(of: view.view(monitor), request.balanceID), view.shown)
                return (reply, request.sendTestEvent ? try view.receivers(of: monitor) : [])
            }
            if receivers.isEmpty { try call.reply(reply) } else { send(receivers, reply, call) }
        case .candidate(let candidate):
            guard !request.sendTestEvent else {
                throw Rejection(
                    .fieldInvalid, field: "send_test_event", "is only for a stored monitor")
            }
            try store.read { try $0.check(reaches: request.minSequence) }
            try attempt(candidate, call) { created in
                try store.read { view in
                    try V1.TestMonitorResponse(
                        view.answer(of: created, request.balanceID), view.shown)
                }
            }
        }
    }

    /// Sends a test to each of the endpoints, and answers with the id of the first.
    private func send(
        _ receivers: [WebhookID], _ reply: V1.TestMonitorResponse, _ call: UnaryCall
    ) {
        let commands = receivers.map { Command.sendTestEvent(SendTestEvent(id: $0)) }
        store.log.submit(
            PendingWrite(commands, .each, deadline: call.deadline) { written in
                call.answer {
                    var reply = reply
                    // One that was switched off or deleted meanwhile gets none.
                    for item in try written.get().items {
                        guard case .applied(.delivery(let delivery, _)) = item.outcome else {
                            continue
                        }
                        if reply.eventID.isEmpty { reply.eventID = "\(delivery.eventID)" }
                        reply.sequence = Int64(item.sequence)
                    }
                    return reply
                }
            })
    }

    @Sendable private func replay(_ request: V1.ReplayMonitorRequest, _ call: UnaryCall) throws {
        switch request.target {
        case nil: throw Shape.missing("monitor_id")
        case .monitorID(let text):
            let id: MonitorID = try Shape.id(text, "monitor_id")
            let reply = try store.read { view in
                guard let monitor = try view.monitor(id) else {
                    throw Rejection.monitorNotFound(id)
                }
                return try view.replay(monitor, as: request)
            }
            try call.reply(reply)
        case .candidate(let candidate):
            try attempt(candidate, call) { created in
                try store.read { try $0.replay(created.monitor, as: request) }
            }
        }
    }

    /// Has the rules create a monitor and take it back, and answers with what `reply` makes of it.
    private func attempt<Reply: Message>(
        _ candidate: V1.CreateMonitorRequest, _ call: UnaryCall,
        _ reply: @escaping @Sendable (MonitorView) throws -> Reply
    ) throws {
        let command: CreateMonitor
        do throws(Rejection) {
            command = try candidate.command()
        } catch {
            throw error.inside("candidate")
        }
        try store.read { try $0.check(candidate) }
        store.log.submit(
            PendingWrite([.createMonitor(command)], .dry, deadline: call.deadline) { written in
                call.answer {
                    guard let item = try written.get().items.first else {
                        throw UnexpectedResult()
                    }
                    switch item.outcome {
                    case .rejected(let rejection): throw rejection.inside("candidate")
                    case .applied(.monitor(let view)), .replayed(.monitor(let view), _):
                        return try reply(view)
                    default: throw UnexpectedResult()
                    }
                }
            })
    }
}

extension V1.TestMonitorResponse {
    fileprivate init(_ view: MonitorView, _ sequence: Int64) {
        self.init(
            monitor: V1.Monitor(view), state: .init(view.isMet), sequence: sequence)
        guard let figures = view.figures else { return }
        observations = view.monitor.question.observations(from: figures, to: figures)
            .map { .init($0) }
    }
}

extension StoreView {
    /// What a monitor says now; of a rule, for the balance that is named.
    fileprivate func answer(
        of asked: MonitorView, _ balanceID: String
    ) throws -> MonitorView {
        guard case .ledgerRule(let rule) = asked.monitor.scope else {
            guard balanceID.isEmpty else {
                throw Rejection(
                    .fieldInvalid, field: "balance_id", "is only for a rule of a ledger")
            }
            return asked
        }
        guard !balanceID.isEmpty else {
            throw Rejection(
                .fieldRequired, field: "balance_id",
                "must be given: a rule of a ledger is asked about one of its balances")
        }
        let id: BalanceID = try Shape.id(balanceID, "balance_id")
        guard let answer = try view(asked.monitor, rule, on: existing(id)) else {
            throw Rejection(
                .fieldInvalid, field: "balance_id", "is not a balance that the rule covers")
        }
        return answer
    }

    fileprivate func replay(
        _ monitor: Monitor, as request: V1.ReplayMonitorRequest
    ) throws -> V1.ReplayMonitorResponse {
        let last = Int64(sequence)
        for (value, field) in [
            (request.fromSequence, "from_sequence"), (request.toSequence, "to_sequence"),
        ] where !(0...last).contains(value) {
            throw Rejection(
                .fieldInvalid, field: field, "must lie between 0 and the last commit",
                facts: [.init("sequence", last)])
        }
        guard request.toSequence == 0 || request.fromSequence <= request.toSequence else {
            throw Rejection(
                .fieldInvalid, field: "to_sequence", "must not lie before from_sequence",
                facts: [.init("from_sequence", request.fromSequence)])
        }
        let page = try request.page(newestFirst: false)
        let from = max(request.fromSequence, 1)
        let to = request.toSequence == 0 ? last : request.toSequence
        guard from <= to else { return V1.ReplayMonitorResponse(sequence: to) }
        let replayed = try replay(
            monitor, over: UInt64(from)...UInt64(to), size: page.size, after: page.after
        ).get()
        return V1.ReplayMonitorResponse(
            events: try replayed.events.map { V1.Event(try material(of: $0)).unnamed },
            nextPageToken: request.token(replayed.next), sequence: Int64(replayed.sequence))
    }
}

extension V1.ReplayMonitorRequest: PagedRequest {
    /// It tells of the past, so that there is nothing to wait for.
    var minSequence: Int64 {
        get { 0 }
        set {}
    }
}

extension V1.Event {
    /// Without an id: nothing of it is in the log.
    fileprivate var unnamed: V1.Event {
        var event = self
        event.eventID = ""
        return event
    }
}
