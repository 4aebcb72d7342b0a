import ArgumentParser
import Messages

/// A condition as people write it: `debit_balance > 1000.00`, `available_balance < 20% of
/// credit_limit`, `balance > 100.00 rearm 80.00`.
struct ConditionText {
    let field: V1.MonitorField
    let `operator`: V1.Operator
    let value: Value
    /// What the sum must pass before the condition counts as false again; in the value's units.
    var rearm: String?

    /// What the sum is compared with.
    enum Value {
        /// An amount as it was written, in the units that the command says.
        case amount(String)
        /// A percentage of a sum or a limit of the same balance.
        case percent(String, of: V1.PercentOf.Base)
        /// Nothing: the steps of a ladder have the values.
        case missing
    }

    /// The amount that it is compared with, if it is one.
    var amount: String? { if case .amount(let text) = value { text } else { nil } }
    var isMissing: Bool { if case .missing = value { true } else { false } }

    /// Reads a condition, or says at which character what is wrong.
    @Sendable static func parse(_ text: String) throws(ValidationError) -> ConditionText {
        var scanner = ConditionScanner(text)
        let field = try scanner.field()
        let comparison = try scanner.comparison()
        let value = try scanner.value()
        let rearm = try scanner.rearm()
        try scanner.end()
        return ConditionText(field: field, operator: comparison, value: value, rearm: rearm)
    }

    /// Reads a condition that is compared with an amount.
    @Sendable static func parseWithAmount(_ text: String) throws(ValidationError) -> ConditionText {
        let condition = try parse(text)
        guard condition.amount != nil, condition.rearm == nil else {
            throw ValidationError("it is a sum, a comparison and an amount; no more")
        }
        return condition
    }
}

extension V1.MonitorCondition {
    /// The condition of a request.
    /// - Parameter units: nil where it has no amounts.
    init(_ text: ConditionText, _ units: Units?) {
        self.init(field: text.field, operator: text.operator)
        let amounts = (value: text.amount ?? "", rearm: text.rearm ?? "")
        switch units {
        case .minor, nil: (preciseValue, preciseRearmValue) = amounts
        case .major(let precision):
            (value, rearmValue) = amounts
            self.precision = precision
        }
        if case .percent(let percent, let base) = text.value {
            percentOf = V1.PercentOf(percent: percent, base: base)
        }
    }
}
