import Ledger
import Messages

extension V1.CreateMonitorRequest {
    func command() throws(Rejection) -> CreateMonitor {
        if fireImmediately, ledgerRule != nil {
            throw Rejection(
                .fieldInvalid, field: "fire_immediately",
                "can't be asked of a rule, which watches each balance by itself")
        }
        return CreateMonitor(
            id: try Shape.optionalID(monitorID, "monitor_id"), target: try target(),
            question: try Shape.question(condition, conditions, match, steps),
            trigger: trigger.rule, cooldown: try Shape.cooldown(cooldown),
            firesImmediately: fireImmediately,
            overrideKey: try Shape.text(
                overrideKey, "override_key", max: MonitorLimits.wordLength),
            isEnabled: !disabled,
            description: try Shape.text(
                description, "description", max: Shape.descriptionMax),
            callBackURL: try Shape.url(callBackURL, "call_back_url"),
            metaData: try Shape.metaData(metaData, "meta_data"))
    }

    /// What it is to watch: exactly one thing.
    private func target() throws(Rejection) -> MonitorTarget {
        let hasBalance = !balanceID.isEmpty || !indicator.isEmpty
        switch (hasBalance, rollUp, ledgerRule) {
        case (false, let rollUp?, nil): return .rollUp(try rollUp.selection("roll_up"))
        case (false, nil, let rule?): return .ledgerRule(try rule.rule("ledger_rule"))
        case (_, nil, nil):
            return .balance(
                try Shape.watched(balanceID, indicator: indicator, currency: currency))
        default:
            throw Rejection(
                .fieldInvalid, field: rollUp == nil ? "ledger_rule" : "roll_up",
                "must not be given beside another thing to watch")
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

// MARK: - What is watched

extension V1.MonitorRollUp {
    func selection(_ path: String) throws(Rejection) -> BalanceSelection {
        guard
            !ledgerID.isEmpty || !identityID.isEmpty || !indicatorPrefix.isEmpty
                || !metaData.isEmpty
        else {
            throw Rejection(
                .fieldRequired, field: path,
                "must pick balances by something besides their currency")
        }
        return BalanceSelection(
            currency: try Shape.currency(currency, "\(path).currency"),
            ledgerID: try Shape.optionalID(ledgerID, "\(path).ledger_id"),
            identityID: try Shape.text(identityID, "\(path).identity_id", max: Shape.nameMax),
            indicatorPrefix: try Shape.text(
                indicatorPrefix, "\(path).indicator_prefix", max: Indicator.lengthMax),
            metaData: try Shape.metaDataMatches(
                metaData, "\(path).meta_data", max: MonitorLimits.metaDataMatches))
    }
}

extension V1.MonitorLedgerRule {
    func rule(_ path: String) throws(Rejection) -> LedgerRule {
        LedgerRule(
            ledgerID: try Shape.id(ledgerID, "\(path).ledger_id"),
            currency: currency.isEmpty
                ? nil : try Shape.currency(currency, "\(path).currency"),
            indicatorPrefix: try Shape.text(
                indicatorPrefix, "\(path).indicator_prefix", max: Indicator.lengthMax))
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

    /// Nanoseconds; nil where there is none.
    static func cooldown(_ duration: GoogleProtobuf.Duration?) throws(Rejection) -> Int64? {
        guard let duration else { return nil }
        let longest = MonitorLimits.cooldown / 1_000_000_000
        guard (0...longest).contains(duration.seconds),
            (0..<1_000_000_000).contains(duration.nanos),
            duration.seconds < longest || duration.nanos == 0
        else {
            throw Rejection(
                .fieldInvalid, field: "cooldown", "must lie between 0 and 366 days",
                facts: [.init("seconds_max", longest)])
        }
        let nanoseconds = duration.seconds * 1_000_000_000 + Int64(duration.nanos)
        return nanoseconds == 0 ? nil : nanoseconds
    }
}

extension V1.Trigger {
    var rule: Trigger {
        switch self {
        case .unspecified, .crossing: .crossing
        case .everyMatch: .everyMatch
        case .bothEdges: .bothEdges
        }
    }
}
