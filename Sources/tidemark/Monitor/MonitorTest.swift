import ArgumentParser
import Messages
import TidemarkClient

/// `tidemark monitor test`
struct MonitorTest: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Say what a monitor would say now; on request try its webhook.",
        discussion: """
            Changes nothing. What became of a test event stands in tidemark webhook \
            deliveries.

            Examples:
              tidemark monitor test mon_…
              tidemark monitor test mon_… --send
              tidemark monitor test mon_… --about @customers/7 --currency USD
              tidemark monitor test 'balance > 80% of credit_limit' --balance bln_…
            """)

    @OptionGroup var target: MonitorTargetArguments

    @Option(
        help: ArgumentHelp(
            "For a ledger rule: the balance to ask about, by id, or by indicator with --currency.",
            valueName: "balance"))
    var about: String?

    @Flag(help: "Send a test event, marked as one, by the webhooks of a stored monitor.")
    var send = false

    @OptionGroup var connection: ConnectionArguments

    private var aboutReference: BalanceReference? {
        get throws(ValidationError) {
            guard let about else { return nil }
            return try BalanceReference(about, currency: target.draft.scope.currency)
        }
    }

    func validate() throws { _ = try aboutReference }

    func run(_ session: Session) async throws {
        var request = V1.TestMonitorRequest(sendTestEvent: send)
        switch try await target.target(session) {
        case .stored(let id): request.target = .monitorID(id)
        case .candidate(let candidate): request.target = .candidate(candidate)
        }
        if let reference = try aboutReference {
            request.balanceID = try await session.balanceID(reference)
        }
        let reply = try await session.client.monitors.testMonitor(
            request, timeout: session.timeout)
        let monitor = reply.monitor ?? .init()
        let id = request.balanceID.isEmpty ? monitor.balanceID : request.balanceID
        // A percentage has no units of its own, and a monitor no currency: its balance has both.
        let isAsked = !session.isJSON && !id.isEmpty
        let balance = isAsked ? try await session.balance(.id(id)) : nil
        try session.show(reply, layouts(reply, balance?.money))
        if send { session.say(reply.sendingText) }
    }

    private func layouts(_ reply: V1.TestMonitorResponse, _ known: Money?) -> [any Layout] {
        let monitor = reply.monitor ?? .init()
        let isMet = reply.state == .met
        let verdict = "\(reply.state.word) at sequence \(reply.sequence)"
        var sums = Card()
        var shown: Set<V1.MonitorField> = []
        for (index, observation) in reply.observations.enumerated() {
            // Several conditions may watch one sum.
            guard shown.insert(observation.field).inserted else { continue }
            let condition = monitor.condition ?? monitor.conditions.dropFirst(index).first
            let money = known ?? (condition ?? .init()).money(monitor.currency)
            sums.add(observation.field.word, money.text(observation.after))
        }
        return [Sentence(text: verdict, look: isMet ? .alarm : .good), sums]
            + (target.isStored ? monitor.layouts : monitor.draftLayouts)
    }
}

extension V1.TestMonitorResponse {
    fileprivate var sendingText: String {
        eventID.isEmpty
            ? "sent nothing: it has no call_back_url, and no endpoint's filter lets it through"
            : "sent the test event \(eventID)"
    }
}
