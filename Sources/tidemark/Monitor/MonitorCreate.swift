import ArgumentParser
import TidemarkClient

/// `tidemark monitor create`
struct MonitorCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Watch a balance for a condition.",
        discussion: """
            Examples:
              tidemark monitor create 'debit_balance > 500.00' --balance @a --currency USD
              tidemark monitor create 'balance < 0' --balance bln_… --trigger every-match
            """)

    @Argument(
        help: "The condition in quotes, such as 'debit_balance > 1000.00'.",
        transform: ConditionText.parse)
    var condition: ConditionText

    @Option(help: "The balance: an id (bln_…), or an indicator with --currency.")
    var balance: String

    @Option(help: "The currency of an indicator.")
    var currency: String?

    @OptionGroup var units: UnitArguments
    @OptionGroup var content: MonitorArguments

    @Flag(help: "Create it switched off.")
    var disabled = false

    @Option(help: ArgumentHelp("The id to give it, mon_ and a UUID.", valueName: "id"))
    var id: String?

    @OptionGroup var connection: ConnectionArguments

    private var reference: BalanceReference {
        get throws(ValidationError) { try BalanceReference(balance, currency: currency) }
    }

    func validate() throws { _ = try reference }

    func run(_ session: Session) async throws {
        let reference = try reference
        let units = try await units.units(in: currency ?? "this balance") {
            [try await session.balance(reference)]
        }
        let reply = try await session.client.monitors.createMonitor(
            .init(
                monitorID: id ?? "", balanceID: reference.id, indicator: reference.indicator,
                currency: reference.currency, condition: condition.message(units),
                trigger: content.trigger?.value ?? .unspecified,
                description: content.description ?? "", callBackURL: content.callBackURL ?? "",
                metaData: content.facts.metaData ?? "", disabled: disabled),
            timeout: session.timeout)
        let monitor = reply.monitor ?? .init()
        try session.show(reply, monitor.card)
        if reply.replayed { session.say("it was there already") }
        if monitor.state == .met, !reply.replayed {
            session.say("its condition holds already: it fires when that was false once")
        }
    }
}
