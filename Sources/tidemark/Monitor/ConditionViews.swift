import Messages

extension V1.Monitor {
    /// `debit_balance > 1000.00`, several joined by what joins them, a ladder by its values.
    var conditionText: String {
        guard let condition else {
            return conditions.map(\.text).joined(separator: match == .any ? " or " : " and ")
        }
        guard !steps.isEmpty else { return condition.text }
        let values = steps.map(\.valueText).joined(separator: ", ")
        return "\(condition.comparison) \(values)"
    }
}

extension V1.MonitorNotification {
    /// The condition that is told of: of a ladder, that of the step.
    var conditionText: String {
        guard let monitor else { return "" }
        guard let condition = monitor.condition, let crossedStep else {
            return monitor.conditionText
        }
        let rearm = crossedStep.rearmText
        return "\(condition.comparison) \(crossedStep.valueText)"
            + (rearm.isEmpty ? "" : " rearm \(rearm)")
    }

    /// The step of a ladder that is told of.
    var crossedStep: V1.MonitorStep? {
        monitor?.steps.prefix(max(0, Int(step))).last
    }
}

extension V1.MonitorCondition {
    /// The condition in words, its value as it was set: what a condition can be written as.
    var text: String {
        let rearm = [rearmValue, preciseRearmValue.inMinorUnits].first { !$0.isEmpty }
        return "\(comparison) \(valueText)" + (rearm.map { " rearm \($0)" } ?? "")
    }

    /// `debit_balance >`
    fileprivate var comparison: String { "\(field.word) \(`operator`.word)" }

    private var valueText: String {
        if let percentOf { return percentOf.text }
        return value.isEmpty ? preciseValue.inMinorUnits : value
    }

    /// Amounts of the balance that it watches.
    func money(_ currency: String) -> Money { Money(currency, multiplier: precision) }
}

extension V1.PercentOf {
    /// `80% of credit_limit`
    fileprivate var text: String {
        switch base {
        case .field(let field): "\(percent)% of \(field.word)"
        case .limit(let limit): "\(percent)% of \(limit.word.lowercased())"
        case nil: "\(percent)%"
        }
    }
}

extension V1.MonitorStep {
    /// Its value as it was set.
    var valueText: String { value.isEmpty ? preciseValue.inMinorUnits : value }
    var rearmText: String { rearmValue.isEmpty ? preciseRearmValue.inMinorUnits : rearmValue }
}

extension String {
    /// `100050 minor`, or nothing for nothing.
    fileprivate var inMinorUnits: String { isEmpty ? "" : "\(self) minor" }
}
