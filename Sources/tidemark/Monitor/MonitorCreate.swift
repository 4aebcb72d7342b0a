import ArgumentParser
import Messages
import TidemarkClient

/// `tidemark monitor create`
struct MonitorCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Watch a balance, a sum over balances, or all balances of a ledger.",
        discussion: """
            Examples:
              tidemark monitor create 'debit_balance > 500.00' --balance @a --currency USD
              tidemark monitor create 'balance < 0' --balance bln_… --trigger every-match
              tidemark monitor create 'balance > 100.00' --balance bln_… --rearm 80.00
              tidemark monitor create 'balance > 80% of credit_limit' --balance bln_…
              tidemark monitor create 'balance < 5' 'inflight_balance > 0' --any \\
                --balance bln_…
              tidemark monitor create 'debit_balance >' --balance bln_… \\
                --step warning=1000.00 --step critical=5000.00:4500.00
              tidemark monitor create 'balance < 10000' --roll-up --currency USD \\
                --indicator-prefix @pool/
              tidemark monitor create 'available_balance < 0' --ledger-rule \\
                --ledger ldg_… --currency USD --override-key low
            """)

    @Argument(
        help: "The condition in quotes, such as 'debit_balance > 1000.00'; or several.",
        transform: ConditionText.parse)
    var conditions: [ConditionText]

    @OptionGroup var draft: MonitorDraftArguments

    @Option(help: ArgumentHelp("The id to give it, mon_ and a UUID.", valueName: "id"))
    var id: String?

    @OptionGroup var connection: ConnectionArguments

    func validate() throws { try draft.check(conditions) }

    func run(_ session: Session) async throws {
        let request = try await draft.request(conditions, id: id, session)
        let reply = try await session.client.monitors.createMonitor(
            request, timeout: session.timeout)
        let monitor = reply.monitor ?? .init()
        try session.show(reply, monitor.layouts)
        if reply.replayed { session.say("it was there already") }
        if !reply.replayed, !draft.fireImmediately, let note = monitor.noteOfStart {
            session.say(note)
        }
    }
}

extension V1.Monitor {
    /// Why a new monitor says nothing of what is so already.
    fileprivate var noteOfStart: String? {
        guard enabled, state == .met else { return nil }
        return trigger == .everyMatch
            ? "its condition holds already: it fires at the next change that leaves it so"
            : "its condition holds already: it fires when that was false once"
    }
}
