import ArgumentParser
import TidemarkClient

/// `tidemark monitor update`
struct MonitorUpdate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a monitor; what isn't named stays.",
        discussion: """
            Examples:
              tidemark monitor update mon_… --condition 'debit_balance > 2000.00'
              tidemark monitor update mon_… --disable
            """)

    @Argument(help: ArgumentHelp("The monitor.", valueName: "id"))
    var monitor: String

    @Option(
        help: "The new condition, such as 'debit_balance > 2000.00'.",
        transform: ConditionText.parse)
    var condition: ConditionText?

    @Option(help: ArgumentHelp("Move it to this balance.", valueName: "id"))
    var balance: String?

    @OptionGroup var units: UnitArguments
    @OptionGroup var content: MonitorArguments

    @Flag(help: "Switch it on or off.")
    var power: Power?

    @Option(help: "Empty a field; may be repeated.")
    var clear: [Clearable] = []

    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    enum Power: EnumerableFlag {
        case enable
        case disable
    }

    /// What can be emptied, by the API's names.
    enum Clearable: String, ExpressibleByArgument, CaseIterable {
        case description
        case callBackURL = "call_back_url"
        case metaData = "meta_data"
    }

    private var given: [String: Bool] {
        [
            "condition": condition != nil, "balance_id": balance != nil,
            "trigger": content.trigger != nil, "description": content.description != nil,
            "call_back_url": content.callBackURL != nil,
            "meta_data": content.facts.metaData != nil, "enabled": power != nil,
        ]
    }

    func validate() throws {
        guard given.values.contains(true) || !clear.isEmpty else {
            throw ValidationError("say what to change, as in --condition 'debit_balance > 2000.00'")
        }
    }

    func run(_ session: Session) async throws {
        var request = V1.UpdateMonitorRequest(
            monitorID: monitor, balanceID: balance ?? "",
            trigger: content.trigger?.value ?? .unspecified,
            description: content.description ?? "", callBackURL: content.callBackURL ?? "",
            metaData: content.facts.metaData ?? "", enabled: power == .enable,
            expectedVersion: expected.version)
        // Off is the field's empty value, which counts only where the mask names it.
        request.updateMask = updateMask(
            given: given, cleared: clear.map(\.rawValue) + (power == .disable ? ["enabled"] : []))
        if let condition {
            let units = try await units.units(in: "this balance") {
                try await watched(session)
            }
            request.condition = condition.message(units)
        }
        let reply = try await session.client.monitors.updateMonitor(
            request, timeout: session.timeout)
        try session.show(reply, (reply.monitor ?? .init()).card)
    }

    /// The balance that it will watch, for its units.
    private func watched(_ session: Session) async throws -> [V1.Balance] {
        if let balance { return [try await session.balance(.id(balance))] }
        let reply = try await session.client.monitors.getMonitor(
            .init(monitorID: monitor), timeout: session.timeout)
        return [try await session.balance(.id(reply.monitor?.balanceID ?? ""))]
    }
}
