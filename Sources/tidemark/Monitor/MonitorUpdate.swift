import ArgumentParser
import Messages
import TidemarkClient

/// `tidemark monitor update`
struct MonitorUpdate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a monitor; what isn't named stays.",
        discussion: """
            Examples:
              tidemark monitor update mon_… --condition 'debit_balance > 2000.00'
              tidemark monitor update mon_… --condition 'balance > 9.00' --rearm 8.00
              tidemark monitor update mon_… --cooldown 10m --description 'spent much'
              tidemark monitor update mon_… --clear cooldown --clear call_back_url
            """)

    @Argument(help: ArgumentHelp("The monitor.", valueName: "id"))
    var monitor: String

    @Option(
        name: .customLong("condition"),
        help: "The new condition, such as 'debit_balance > 2000.00'; repeated, several.",
        transform: ConditionText.parse)
    var conditions: [ConditionText] = []

    @OptionGroup var scope: MonitorScopeArguments
    @OptionGroup var question: MonitorQuestionArguments
    @OptionGroup var content: MonitorArguments

    @Flag(help: "Switch it on or off.")
    var power: PowerFlag?

    @Option(help: "Empty a field; may be repeated.")
    var clear: [Clearable] = []

    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    /// What can be emptied, by the API's names.
    enum Clearable: String, ExpressibleByArgument, CaseIterable {
        case description
        case callBackURL = "call_back_url"
        case metaData = "meta_data"
        case cooldown
        case overrideKey = "override_key"
    }

    func validate() throws {
        guard !conditions.isEmpty || question.isEmpty else {
            throw ValidationError(
                "--any, --all, --step, --rearm and --precision go with --condition: it is given"
                    + " whole")
        }
        guard try given.values.contains(true) || !clear.isEmpty else {
            throw ValidationError("say what to change, as in --condition 'debit_balance > 2000.00'")
        }
        if !conditions.isEmpty { _ = try question.conditions(conditions) }
    }

    func run(_ session: Session) async throws {
        var request = V1.UpdateMonitorRequest(
            monitorID: monitor, match: question.match?.value ?? .unspecified,
            trigger: content.trigger?.value ?? .unspecified, cooldown: content.cooldown?.message,
            description: content.description ?? "", callBackURL: content.callBackURL ?? "",
            metaData: content.facts.metaData ?? "", enabled: power == .enable,
            overrideKey: content.overrideKey ?? "", expectedVersion: expected.version)
        request.updateMask = updateMask(given: try given, cleared: cleared)
        try await setScope(of: &request, session)
        try await setConditions(of: &request, session)
        let reply = try await session.client.monitors.updateMonitor(
            request, timeout: session.timeout)
        try session.show(reply, (reply.monitor ?? .init()).layouts)
    }
}

extension MonitorUpdate {
    /// Which fields of the request are empty on purpose: that counts only where the mask names
    /// them.
    private var cleared: [String] {
        var cleared = clear.map(\.rawValue)
        if power == .disable { cleared.append("enabled") }
        // A condition with a value of its own takes the place of a ladder too.
        if conditions.count == 1, question.step.isEmpty { cleared.append("steps") }
        return cleared
    }

    /// Which fields of the request are given.
    private var given: [String: Bool] {
        get throws(ValidationError) {
            var given = [
                "condition": conditions.count == 1, "conditions": conditions.count > 1,
                "match": question.match != nil, "steps": !question.step.isEmpty,
                "trigger": content.trigger != nil, "cooldown": content.cooldown != nil,
                "description": content.description != nil,
                "call_back_url": content.callBackURL != nil,
                "meta_data": content.facts.metaData != nil, "enabled": power != nil,
                "override_key": content.overrideKey != nil,
            ]
            switch try scope.scope {
            case .balance: given["balance_id"] = true
            case .rollUp: given["roll_up"] = true
            case .ledgerRule: given["ledger_rule"] = true
            case nil: break
            }
            return given
        }
    }

    private func setScope(of request: inout V1.UpdateMonitorRequest, _ session: Session)
        async throws
    {
        switch try scope.scope {
        case .balance(let reference): request.balanceID = try await session.balanceID(reference)
        case .rollUp(let sum): request.rollUp = sum
        case .ledgerRule(let rule): request.ledgerRule = rule
        case nil: break
        }
    }

    private func setConditions(of request: inout V1.UpdateMonitorRequest, _ session: Session)
        async throws
    {
        guard !conditions.isEmpty else { return }
        let texts = try question.conditions(conditions)
        var units: Units?
        if question.hasAmounts(texts) {
            units = try await question.units.units(in: "what it watches") {
                if let scope = try scope.scope { return try await session.balances(in: scope) }
                return try await watched(session)
            }
        }
        let messages = texts.map { V1.MonitorCondition($0, units) }
        if messages.count == 1 {
            request.condition = messages.first
        } else {
            request.conditions = messages
        }
        request.steps = question.steps(units)
    }

    /// Balances that it watches already, for their units.
    private func watched(_ session: Session) async throws -> [V1.Balance] {
        let reply = try await session.client.monitors.getMonitor(
            .init(monitorID: monitor), timeout: session.timeout)
        let monitor = reply.monitor ?? .init()
        if let sum = monitor.rollUp { return try await session.balances(in: .rollUp(sum)) }
        if let rule = monitor.ledgerRule {
            return try await session.balances(in: .ledgerRule(rule))
        }
        return [try await session.balance(.id(monitor.balanceID))]
    }
}
