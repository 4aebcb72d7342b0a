import Ledger
import Messages

extension Shape {
    /// What a new monitor asks: one condition, several, or a ladder of steps for one.
    static func question(
        _ condition: V1.MonitorCondition?, _ conditions: [V1.MonitorCondition],
        _ match: V1.ConditionMatch, _ steps: [V1.MonitorStep]
    ) throws(Rejection) -> MonitorQuestion {
        guard conditions.isEmpty else {
            guard condition == nil else {
                throw Rejection(
                    .fieldInvalid, field: "conditions", "must not be given beside condition")
            }
            guard steps.isEmpty else {
                throw Rejection(
                    .fieldInvalid, field: "steps", "must not be given beside conditions")
            }
            return .several(try self.conditions(conditions), match.rule)
        }
        guard let condition else { throw missing("condition") }
        guard match == .unspecified else {
            throw Rejection(.fieldInvalid, field: "match", "needs several conditions")
        }
        guard !steps.isEmpty else { return .one(try condition.condition("condition")) }
        guard condition.hasNoValue else {
            throw Rejection(
                .fieldInvalid, field: "condition.value", "has no meaning beside steps")
        }
        return try .ladder(
            condition.field.rule("condition.field"),
            condition.operator.rule("condition.operator"),
            precision: precision(condition.precision, "condition.precision"), self.steps(steps))
    }

    static func conditions(
        _ conditions: [V1.MonitorCondition]
    ) throws(Rejection) -> [Condition] {
        try checkSize(conditions.count, "conditions", max: MonitorLimits.conditions)
        var all: [Condition] = []
        for (position, condition) in conditions.enumerated() {
            all.append(try condition.condition("conditions[\(position)]"))
        }
        return all
    }

    static func steps(_ steps: [V1.MonitorStep]) throws(Rejection) -> [StepOrder] {
        try checkSize(steps.count, "steps", max: MonitorLimits.steps)
        var all: [StepOrder] = []
        for (position, step) in steps.enumerated() {
            let path = "steps[\(position)]"
            let severity = try text(
                required(step.severity, "\(path).severity"), "\(path).severity",
                max: MonitorLimits.wordLength)
            let threshold = try threshold(step.value, step.preciseValue, path, "value")
            guard let threshold else { throw missing("\(path).value") }
            all.append(
                StepOrder(
                    severity: severity, threshold: threshold,
                    rearm: try self.threshold(
                        step.rearmValue, step.preciseRearmValue, path, "rearm_value")))
        }
        return all
    }

    private static func checkSize(_ count: Int, _ field: String, max: Int) throws(Rejection) {
        guard count >= 2 else {
            throw Rejection(.fieldInvalid, field: field, "must have at least 2 items")
        }
        guard count <= max else {
            throw Rejection.tooComplex(
                field: field, "must have at most \(max) items", limit: max)
        }
    }

    /// Minor units count only where there is no value in major units.
    fileprivate static func threshold(
        _ decimal: String, _ precise: String, _ path: String, _ name: String
    ) throws(Rejection) -> Condition.Threshold? {
        if !decimal.isEmpty { return .decimal(decimal) }
        guard !precise.isEmpty else { return nil }
        return .minorUnits(try whole(precise, "\(path).precise_\(name)"))
    }
}

extension V1.MonitorCondition {
    /// What an update may name inside a condition.
    static let paths: Set<String> = [
        "condition.field", "condition.operator", "condition.value", "condition.precision",
        "condition.precise_value", "condition.percent_of", "condition.rearm_value",
        "condition.precise_rearm_value",
    ]

    fileprivate var hasNoValue: Bool {
        value.isEmpty && preciseValue.isEmpty && percentOf == nil && rearmValue.isEmpty
            && preciseRearmValue.isEmpty
    }

    fileprivate func condition(_ path: String) throws(Rejection) -> Condition {
        let field = try field.rule("\(path).field")
        let comparison = try self.operator.rule("\(path).operator")
        guard let threshold = try threshold(path) else { throw Shape.missing("\(path).value") }
        let precision = try precision(path)
        let rearm = try rearm(path)
        do throws(Condition.Fault) {
            return try Condition(
                field: field, comparison: comparison, threshold: threshold, precision: precision,
                rearm: rearm)
        } catch {
            throw .faulty(error, at: path)
        }
    }

    /// A condition in place of all that there was; without a value it is for the steps there are.
    func whole(_ path: String) throws(Rejection) -> ConditionChange {
        ConditionChange(
            field: .set(try field.rule("\(path).field")),
            comparison: .set(try self.operator.rule("\(path).operator")),
            threshold: .set(try threshold(path)), precision: .set(try precision(path)),
            rearm: .set(try rearm(path)))
    }

    /// The parts that a mask names.
    func parts(_ mask: UpdateMask) throws(Rejection) -> ConditionChange {
        let path = "condition"
        func names(_ parts: String...) -> Bool {
            parts.contains { mask.names("\(path).\($0)", given: false) }
        }
        var change = ConditionChange()
        if names("field") { change.field = .set(try field.rule("\(path).field")) }
        if names("operator") {
            change.comparison = .set(try self.operator.rule("\(path).operator"))
        }
        if names("precision") { change.precision = .set(try precision(path)) }
        if names("value", "precise_value", "percent_of") {
            guard let threshold = try threshold(path) else {
                throw Shape.missing("\(path).value")
            }
            change.threshold = .set(threshold)
        }
        if names("rearm_value", "precise_rearm_value") { change.rearm = .set(try rearm(path)) }
        return change
    }

    private func precision(_ path: String) throws(Rejection) -> Int64? {
        guard percentOf == nil || precision == 0 else {
            throw Rejection(
                .fieldInvalid, field: "\(path).precision", "has no meaning beside percent_of")
        }
        return try Shape.precision(precision, "\(path).precision")
    }

    private func threshold(_ path: String) throws(Rejection) -> Condition.Threshold? {
        guard let percentOf else {
            return try Shape.threshold(value, preciseValue, path, "value")
        }
        guard value.isEmpty, preciseValue.isEmpty else {
            throw Rejection(
                .fieldInvalid, field: "\(path).value", "must not be given beside percent_of")
        }
        return .percent(try percentOf.share("\(path).percent_of", unlike: field))
    }

    private func rearm(_ path: String) throws(Rejection) -> Condition.Threshold? {
        try Shape.threshold(rearmValue, preciseRearmValue, path, "rearm_value")
    }
}

extension V1.PercentOf {
    fileprivate func share(
        _ path: String, unlike watched: V1.MonitorField
    ) throws(Rejection) -> PercentOf {
        let base: PercentOf.Base
        switch self.base {
        case nil: throw Shape.missing("\(path).field")
        case .field(let field):
            guard field != watched else {
                throw Rejection(
                    .fieldInvalid, field: "\(path).field", "must be another one than is watched")
            }
            base = .field(try field.rule("\(path).field"))
        case .limit(.unspecified): throw Shape.missing("\(path).limit")
        case .limit(.overdraftLimit): base = .overdraftLimit
        case .limit(.creditLimit): base = .creditLimit
        }
        let text = try Shape.required(percent, "\(path).percent")
        do throws(AmountText.Failure) {
            return try PercentOf(text, of: base)
        } catch {
            throw .invalidAmount(error, field: "\(path).percent")
        }
    }
}

extension V1.ConditionMatch {
    var rule: MonitorQuestion.Join {
        switch self {
        case .unspecified, .all: .all
        case .any: .any
        }
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
