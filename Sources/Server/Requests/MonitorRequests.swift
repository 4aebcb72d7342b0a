import Ledger
import Messages

extension V1.CreateMonitorRequest {
    func command() throws(Rejection) -> CreateMonitor {
        try checkAvailable()
        guard let condition else { throw Shape.missing("condition") }
        return CreateMonitor(
            id: try Shape.optionalID(monitorID, "monitor_id"),
            balance: try Shape.watched(balanceID, indicator: indicator, currency: currency),
            condition: try condition.condition("condition"), trigger: try trigger.rule,
            isEnabled: !disabled,
            description: try Shape.text(
                description, "description", max: Shape.descriptionMax),
            callBackURL: try Shape.url(callBackURL, "call_back_url"),
            metaData: try Shape.metaData(metaData, "meta_data"))
    }

    /// Refuses what the API describes and this version doesn't do yet.
    private func checkAvailable() throws(Rejection) {
        if !conditions.isEmpty {
            throw Shape.notImplemented("a monitor of several conditions", field: "conditions")
        }
        if !steps.isEmpty { throw Shape.notImplemented("a ladder", field: "steps") }
        if cooldown != nil { throw Shape.notImplemented("a cooldown", field: "cooldown") }
        if fireImmediately {
            throw Shape.notImplemented("firing at creation", field: "fire_immediately")
        }
        if rollUp != nil { throw Shape.notImplemented("a roll-up", field: "roll_up") }
        if ledgerRule != nil { throw Shape.notImplemented("a rule", field: "ledger_rule") }
        if !overrideKey.isEmpty {
            throw Shape.notImplemented("overriding", field: "override_key")
        }
    }
}

extension V1.UpdateMonitorRequest {
    private static let conditionPaths: Set<String> = [
        "condition.field", "condition.operator", "condition.value", "condition.precision",
        "condition.precise_value",
    ]

    func command() throws(Rejection) -> UpdateMonitor {
        try checkAvailable()
        let mask = try UpdateMask(
            updateMask,
            allowed: Self.conditionPaths.union([
                "balance_id", "condition", "trigger", "description", "call_back_url", "meta_data",
                "enabled",
            ]))
        return UpdateMonitor(
            id: try Shape.id(monitorID, "monitor_id"),
            balance: try mask.change("balance_id", given: !balanceID.isEmpty) {
                () throws(Rejection) in .id(try Shape.id(balanceID, "balance_id"))
            },
            condition: try conditionChange(mask),
            trigger: mask.names("trigger", given: trigger != .unspecified)
                ? .set(try trigger.rule) : .keep,
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

    private func conditionChange(_ mask: UpdateMask) throws(Rejection) -> ConditionChange {
        if mask.names("condition", given: condition != nil) {
            guard let condition else { throw Shape.missing("condition") }
            let whole = try condition.condition("condition")
            return ConditionChange(
                field: .set(whole.field), comparison: .set(whole.comparison),
                threshold: .set(whole.threshold), precision: .set(whole.precision))
        }
        guard Self.conditionPaths.contains(where: { mask.names($0, given: false) }) else {
            return ConditionChange()
        }
        let parts = condition ?? V1.MonitorCondition()
        var change = ConditionChange()
        change.field = try mask.change("condition.field", given: false) {
            () throws(Rejection) in try parts.field.rule("condition.field")
        }
        change.comparison = try mask.change("condition.operator", given: false) {
            () throws(Rejection) in try parts.operator.rule("condition.operator")
        }
        change.precision = try mask.change("condition.precision", given: false) {
            () throws(Rejection) in try Shape.precision(parts.precision, "condition.precision")
        }
        if mask.names("condition.value", given: false)
            || mask.names("condition.precise_value", given: false)
        {
            change.threshold = .set(try parts.threshold("condition"))
        }
        return change
    }

    /// Refuses what the API describes and this version doesn't do yet.
    private func checkAvailable() throws(Rejection) {
        if !conditions.isEmpty {
            throw Shape.notImplemented("a monitor of several conditions", field: "conditions")
        }
        if !steps.isEmpty { throw Shape.notImplemented("a ladder", field: "steps") }
        if cooldown != nil { throw Shape.notImplemented("a cooldown", field: "cooldown") }
        if rollUp != nil { throw Shape.notImplemented("a roll-up", field: "roll_up") }
        if ledgerRule != nil { throw Shape.notImplemented("a rule", field: "ledger_rule") }
        if !overrideKey.isEmpty {
            throw Shape.notImplemented("overriding", field: "override_key")
        }
    }
}

extension V1.DeleteMonitorRequest {
    func command() throws(Rejection) -> DeleteMonitor {
        DeleteMonitor(
            id: try Shape.id(monitorID, "monitor_id"),
            expectedVersion: try Shape.expectedVersion(expectedVersion))
    }
}

extension V1.GetMonitorRequest: SequencedRead {}
extension V1.ListMonitorsRequest: PagedRequest {}
extension V1.ListBalanceMonitorsRequest: PagedRequest {}

// MARK: - Parts

extension V1.MonitorCondition {
    fileprivate func condition(_ path: String) throws(Rejection) -> Condition {
        if percentOf != nil {
            throw Shape.notImplemented("a percentage", field: "\(path).percent_of")
        }
        if !rearmValue.isEmpty || !preciseRearmValue.isEmpty {
            throw Shape.notImplemented("hysteresis", field: "\(path).rearm_value")
        }
        let field = try field.rule("\(path).field")
        let comparison = try self.operator.rule("\(path).operator")
        let threshold = try threshold(path)
        let precision = try Shape.precision(precision, "\(path).precision")
        do throws(AmountText.Failure) {
            return try Condition(
                field: field, comparison: comparison, threshold: threshold, precision: precision)
        } catch {
            throw Rejection.invalidAmount(error, field: "\(path).value")
        }
    }

    /// Minor units count only where there is no value in major units.
    fileprivate func threshold(_ path: String) throws(Rejection) -> Condition.Threshold {
        if !value.isEmpty { return .decimal(value) }
        guard !preciseValue.isEmpty else { throw Shape.missing("\(path).value") }
        return .minorUnits(try Shape.whole(preciseValue, "\(path).precise_value"))
    }
}

extension Shape {
    /// The one balance that a request names by id or by indicator.
    static func watched(
        _ id: String, indicator: String, currency: String
    ) throws(Rejection) -> MonitoredBalance {
        guard id.isEmpty else {
            guard indicator.isEmpty else {
                throw Rejection(
                    .fieldInvalid, field: "indicator", "must not be given beside balance_id")
            }
            return .id(try Shape.id(id, "balance_id"))
        }
        guard !indicator.isEmpty else { throw missing("balance_id") }
        return .indicator(
            try Shape.indicator(indicator, "indicator"), try Shape.currency(currency, "currency"))
    }

    static func url(_ text: String, _ field: String) throws(Rejection) -> String {
        guard !text.isEmpty else { return "" }
        let url = try Shape.text(text, field, max: urlMax)
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            throw Rejection(.fieldInvalid, field: field, "must begin with https:// or http://")
        }
        return url
    }
}

extension V1.MonitorField {
    func rule(_ path: String) throws(Rejection) -> Condition.Field {
        switch self {
        case .unspecified: throw Shape.missing(path)
        case .balance: .balance
        case .creditBalance: .creditBalance
        case .debitBalance: .debitBalance
        case .inflightBalance: .inflightBalance
        case .inflightCreditBalance: .inflightCreditBalance
        case .inflightDebitBalance: .inflightDebitBalance
        case .availableBalance: .availableBalance
        }
    }
}

extension V1.Operator {
    func rule(_ path: String) throws(Rejection) -> Condition.Comparison {
        switch self {
        case .unspecified: throw Shape.missing(path)
        case .greaterThan: .greaterThan
        case .lessThan: .lessThan
        case .equal: .equal
        case .notEqual: .notEqual
        case .greaterThanOrEqual: .greaterThanOrEqual
        case .lessThanOrEqual: .lessThanOrEqual
        }
    }
}

extension V1.Trigger {
    fileprivate var rule: Trigger {
        get throws(Rejection) {
            switch self {
            case .unspecified, .crossing: .crossing
            case .everyMatch: .everyMatch
            case .bothEdges: throw Shape.notImplemented("BOTH_EDGES", field: "trigger")
            }
        }
    }
}
