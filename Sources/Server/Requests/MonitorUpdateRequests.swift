import Ledger
import Messages

extension V1.UpdateMonitorRequest {
    private static let fields: Set<String> = [
        "balance_id", "condition", "conditions", "match", "steps", "trigger", "cooldown",
        "description", "call_back_url", "meta_data", "enabled", "roll_up", "ledger_rule",
        "override_key",
    ]

    func command() throws(Rejection) -> UpdateMonitor {
        let mask = try UpdateMask(
            updateMask, allowed: Self.fields.union(V1.MonitorCondition.paths))
        return UpdateMonitor(
            id: try Shape.id(monitorID, "monitor_id"), target: try target(mask),
            question: try question(mask),
            trigger: mask.names("trigger", given: trigger != .unspecified)
                ? .set(trigger.rule) : .keep,
            cooldown: try mask.change("cooldown", given: cooldown != nil) {
                () throws(Rejection) in try Shape.cooldown(cooldown)
            },
            overrideKey: try mask.change("override_key", given: !overrideKey.isEmpty) {
                () throws(Rejection) in
                try Shape.text(overrideKey, "override_key", max: MonitorLimits.wordLength)
            },
            isEnabled: try mask.change("enabled", given: enabled) {
                () throws(Rejection) in enabled
            },
            description: try mask.change("description", given: !description.isEmpty) {
                () throws(Rejection) in
                try Shape.text(description, "description", max: Shape.descriptionMax)
            },
            callBackURL: try mask.change("call_back_url", given: !callBackURL.isEmpty) {
                () throws(Rejection) in try Shape.url(callBackURL, "call_back_url")
            },
            metaData: try mask.metaData(metaData),
            expectedVersion: try Shape.expectedVersion(expectedVersion))
    }

    /// What it is to watch instead. A monitor always watches something, so that what is named and
    /// not given only makes room for what is.
    private func target(_ mask: UpdateMask) throws(Rejection) -> Change<MonitorTarget> {
        var targets: [MonitorTarget] = []
        var empty: [String] = []
        if mask.names("balance_id", given: !balanceID.isEmpty) {
            if balanceID.isEmpty {
                empty.append("balance_id")
            } else {
                targets.append(.balance(.id(try Shape.id(balanceID, "balance_id"))))
            }
        }
        if mask.names("roll_up", given: rollUp != nil) {
            if let rollUp {
                targets.append(.rollUp(try rollUp.selection("roll_up")))
            } else {
                empty.append("roll_up")
            }
        }
        if mask.names("ledger_rule", given: ledgerRule != nil) {
            if let ledgerRule {
                targets.append(.ledgerRule(try ledgerRule.rule("ledger_rule")))
            } else {
                empty.append("ledger_rule")
            }
        }
        guard targets.count <= 1 else {
            throw Rejection(
                .fieldInvalid, field: ledgerRule == nil ? "roll_up" : "ledger_rule",
                "must not be given beside another thing to watch")
        }
        guard let target = targets.first else {
            if let field = empty.first { throw Shape.missing(field) }
            return .keep
        }
        return .set(target)
    }

    private func question(_ mask: UpdateMask) throws(Rejection) -> QuestionChange {
        var change = QuestionChange()
        if mask.names("condition", given: condition != nil) {
            if let condition {
                change.condition = try condition.whole("condition")
            } else if conditions.isEmpty {
                throw Shape.missing("condition")
            }
        } else {
            change.condition = try (condition ?? V1.MonitorCondition()).parts(mask)
        }
        if mask.names("conditions", given: !conditions.isEmpty) {
            guard conditions.isEmpty || change.condition == ConditionChange() else {
                throw Rejection(
                    .fieldInvalid, field: "conditions", "must not be given beside condition")
            }
            change.conditions = .set(
                conditions.isEmpty ? [] : try Shape.conditions(conditions))
        }
        if mask.names("match", given: match != .unspecified) { change.join = .set(match.rule) }
        if mask.names("steps", given: !steps.isEmpty) {
            guard steps.isEmpty || conditions.isEmpty else {
                throw Rejection(
                    .fieldInvalid, field: "steps", "must not be given beside conditions")
            }
            change.steps = .set(steps.isEmpty ? [] : try Shape.steps(steps))
        }
        return change
    }
}
