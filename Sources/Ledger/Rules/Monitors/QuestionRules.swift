extension MonitorQuestion {
    /// A ladder out of what its steps share and what each has for itself.
    package static func ladder(
        _ field: Condition.Field, _ comparison: Condition.Comparison, precision: Int64?,
        _ orders: [StepOrder]
    ) throws(Rejection) -> MonitorQuestion {
        var steps: [Step] = []
        for (position, order) in orders.enumerated() {
            do throws(Condition.Fault) {
                let condition = try Condition(
                    field: field, comparison: comparison, threshold: order.threshold,
                    precision: precision, rearm: order.rearm)
                steps.append(Step(severity: order.severity, condition: condition))
            } catch {
                throw .faulty(error, at: "steps[\(position)]")
            }
        }
        return .ladder(steps)
    }

    /// The path of a part in a request.
    package func path(of part: Int) -> String {
        switch self {
        case .one: "condition"
        case .several: "conditions[\(part)]"
        case .ladder: "steps[\(part)]"
        }
    }

    /// The path of a part's field, operator or precision, which the steps of a ladder share.
    func sharedPath(of part: Int) -> String { isLadder ? "condition" : path(of: part) }
}

// MARK: - Changing

extension QuestionChange {
    /// The question after the change.
    func applied(to old: MonitorQuestion) throws(Rejection) -> MonitorQuestion {
        if case .set(let conditions) = conditions, !conditions.isEmpty {
            return .several(conditions, join.applied(to: old.join ?? .all))
        }
        if case .several(let parts, let former) = old, conditions == .keep, !condition.isWhole {
            guard condition == ConditionChange(), steps == .keep else {
                throw Rejection(
                    .fieldInvalid, field: "condition",
                    "the monitor has several conditions: give the condition whole")
            }
            return .several(parts, join.applied(to: former))
        }
        guard join == .keep else {
            throw Rejection(.fieldInvalid, field: "match", "needs several conditions")
        }
        return try changingCondition(of: old)
    }

    private func changingCondition(of old: MonitorQuestion) throws(Rejection) -> MonitorQuestion {
        let former = condition.isWhole ? nil : old.single
        guard let field = condition.field.value ?? former?.field,
            let comparison = condition.comparison.value ?? former?.comparison
        else {
            throw Rejection(.fieldRequired, field: "condition", "must be given")
        }
        let precision = condition.precision.value ?? former?.precision
        let steps = self.steps.applied(to: old.steps)
        guard steps.isEmpty else {
            if let threshold = condition.threshold.value, threshold != nil {
                throw Rejection(
                    .fieldInvalid, field: "condition.value",
                    "has no meaning beside steps, which stay until they are cleared")
            }
            return try .ladder(field, comparison, precision: precision, steps)
        }
        let threshold = condition.threshold.value ?? (old.isLadder ? nil : former?.threshold)
        guard let threshold else {
            throw Rejection(.fieldRequired, field: "condition.value", "must be given")
        }
        let rearm = condition.rearm.value ?? (old.isLadder ? nil : former?.rearm)
        do throws(Condition.Fault) {
            return .one(
                try Condition(
                    field: field, comparison: comparison, threshold: threshold,
                    precision: precision, rearm: rearm))
        } catch {
            throw .faulty(error, at: "condition")
        }
    }
}

extension Change {
    /// What is set, if anything is.
    fileprivate var value: Value? {
        if case .set(let value) = self { value } else { nil }
    }
}

extension ConditionChange {
    /// Whether nothing of the former condition stays.
    fileprivate var isWhole: Bool {
        field != .keep && comparison != .keep && threshold != .keep && precision != .keep
            && rearm != .keep
    }
}

extension MonitorQuestion {
    fileprivate var join: Join? {
        if case .several(_, let join) = self { join } else { nil }
    }

    /// The condition that can be changed in parts.
    fileprivate var single: Condition? {
        if case .several = self { nil } else { parts.first }
    }

    fileprivate var steps: [StepOrder] {
        guard case .ladder(let steps) = self else { return [] }
        return steps.map {
            StepOrder(
                severity: $0.severity, threshold: $0.condition.threshold, rearm: $0.condition.rearm)
        }
    }
}
