import ArgumentParser
import Messages

/// A monitor that doesn't exist yet, in all its parts but the conditions: for create, and to try
/// one with test and replay.
struct MonitorDraftArguments: ParsableArguments {
    @OptionGroup var scope: MonitorScopeArguments
    @OptionGroup var question: MonitorQuestionArguments
    @OptionGroup var content: MonitorArguments

    @Flag(help: "Create it switched off.")
    var disabled = false

    @Flag(help: "Where its condition holds already, fire at once.")
    var fireImmediately = false

    /// What a draft must have, for a command's `validate`.
    func check(_ conditions: [ConditionText]) throws(ValidationError) {
        _ = try question.conditions(conditions)
        guard try scope.scope != nil else {
            throw ValidationError(
                "say what it watches: --balance, --roll-up or --ledger-rule; see --help")
        }
    }

    /// The request that creates it.
    func request(
        _ given: [ConditionText], id: String? = nil, _ session: Session
    ) async throws -> V1.CreateMonitorRequest {
        let conditions = try question.conditions(given)
        let scope = try scope.scope
        var request = V1.CreateMonitorRequest(
            monitorID: id ?? "", match: question.match?.value ?? .unspecified,
            trigger: content.trigger?.value ?? .unspecified, cooldown: content.cooldown?.message,
            description: content.description ?? "", callBackURL: content.callBackURL ?? "",
            metaData: content.facts.metaData ?? "", disabled: disabled,
            fireImmediately: fireImmediately, overrideKey: content.overrideKey ?? "")
        switch scope {
        case .balance(let reference):
            request.balanceID = reference.id
            request.indicator = reference.indicator
            request.currency = reference.currency
        case .rollUp(let sum): request.rollUp = sum
        case .ledgerRule(let rule): request.ledgerRule = rule
        case nil: break
        }
        let units = try await question.units(of: conditions, in: scope, session)
        let messages = conditions.map { V1.MonitorCondition($0, units) }
        if messages.count == 1 {
            request.condition = messages.first
        } else {
            request.conditions = messages
        }
        request.steps = question.steps(units)
        return request
    }
}

extension MonitorQuestionArguments {
    /// The units of its amounts; nil where it has none.
    func units(
        of conditions: [ConditionText], in scope: MonitorScopeArguments.Scope?, _ session: Session
    ) async throws -> Units? {
        guard hasAmounts(conditions) else { return nil }
        return try await units.units(in: "what it watches") {
            guard let scope else { return [] }
            return try await session.balances(in: scope)
        }
    }

    func steps(_ units: Units?) -> [V1.MonitorStep] {
        guard let units else { return [] }
        return step.map { $0.message(units) }
    }
}
