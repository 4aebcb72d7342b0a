/// A balance as a monitor names it.
package enum MonitoredBalance: Hashable, Sendable {
    case id(BalanceID)
    case indicator(Indicator, Currency)
}

/// What a monitor is to watch, as a request names it.
package enum MonitorTarget: Hashable, Sendable {
    case balance(MonitoredBalance)
    case rollUp(BalanceSelection)
    case ledgerRule(LedgerRule)
}

package struct CreateMonitor: Hashable, Sendable {
    /// Given by the client, or nil to have one made.
    package var id: MonitorID?
    package var target: MonitorTarget
    package var question: MonitorQuestion
    package var trigger: Trigger
    /// Nanoseconds; nil for none.
    package var cooldown: Int64?
    /// Where its condition already holds, fire in the creating commit.
    package var firesImmediately: Bool
    package var overrideKey: String
    package var isEnabled: Bool
    package var description: String
    package var callBackURL: String
    package var metaData: MetaData

    package init(
        id: MonitorID? = nil, target: MonitorTarget, question: MonitorQuestion,
        trigger: Trigger = .crossing, cooldown: Int64? = nil, firesImmediately: Bool = false,
        overrideKey: String = "", isEnabled: Bool = true, description: String = "",
        callBackURL: String = "", metaData: MetaData = .empty
    ) {
        self.id = id
        self.target = target
        self.question = question
        self.trigger = trigger
        self.cooldown = cooldown
        self.firesImmediately = firesImmediately
        self.overrideKey = overrideKey
        self.isEnabled = isEnabled
        self.description = description
        self.callBackURL = callBackURL
        self.metaData = metaData
    }
}

package struct UpdateMonitor: Hashable, Sendable {
    package var id: MonitorID
    package var target: Change<MonitorTarget>
    package var question: QuestionChange
    package var trigger: Change<Trigger>
    package var cooldown: Change<Int64?>
    package var overrideKey: Change<String>
    package var isEnabled: Change<Bool>
    package var description: Change<String>
    package var callBackURL: Change<String>
    package var metaData: MetaDataChange
    /// Refused where the monitor has another version.
    package var expectedVersion: UInt64?

    package init(
        id: MonitorID, target: Change<MonitorTarget> = .keep,
        question: QuestionChange = QuestionChange(), trigger: Change<Trigger> = .keep,
        cooldown: Change<Int64?> = .keep, overrideKey: Change<String> = .keep,
        isEnabled: Change<Bool> = .keep, description: Change<String> = .keep,
        callBackURL: Change<String> = .keep, metaData: MetaDataChange = .keep,
        expectedVersion: UInt64? = nil
    ) {
        self.id = id
        self.target = target
        self.question = question
        self.trigger = trigger
        self.cooldown = cooldown
        self.overrideKey = overrideKey
        self.isEnabled = isEnabled
        self.description = description
        self.callBackURL = callBackURL
        self.metaData = metaData
        self.expectedVersion = expectedVersion
    }
}

/// What an update does to a question. Thresholds are always worked out anew from the values and the
/// precision that result.
package struct QuestionChange: Hashable, Sendable {
    package var condition: ConditionChange
    /// In place of all there is; none: there are to be no several conditions.
    package var conditions: Change<[Condition]>
    package var join: Change<MonitorQuestion.Join>
    /// In place of the ladder there is; none: there is to be no ladder.
    package var steps: Change<[StepOrder]>

    package init(
        condition: ConditionChange = ConditionChange(), conditions: Change<[Condition]> = .keep,
        join: Change<MonitorQuestion.Join> = .keep, steps: Change<[StepOrder]> = .keep
    ) {
        self.condition = condition
        self.conditions = conditions
        self.join = join
        self.steps = steps
    }
}

/// What an update does to a condition.
package struct ConditionChange: Hashable, Sendable {
    package var field: Change<Condition.Field>
    package var comparison: Change<Condition.Comparison>
    /// Nil takes the value away, where there are steps.
    package var threshold: Change<Condition.Threshold?>
    package var precision: Change<Int64?>
    package var rearm: Change<Condition.Threshold?>

    package init(
        field: Change<Condition.Field> = .keep, comparison: Change<Condition.Comparison> = .keep,
        threshold: Change<Condition.Threshold?> = .keep, precision: Change<Int64?> = .keep,
        rearm: Change<Condition.Threshold?> = .keep
    ) {
        self.field = field
        self.comparison = comparison
        self.threshold = threshold
        self.precision = precision
        self.rearm = rearm
    }
}

/// A step of a ladder as a request gives it; field, operator and precision are the condition's.
package struct StepOrder: Hashable, Sendable {
    package var severity: String
    package var threshold: Condition.Threshold
    package var rearm: Condition.Threshold?

    package init(
        severity: String, threshold: Condition.Threshold, rearm: Condition.Threshold? = nil
    ) {
        self.severity = severity
        self.threshold = threshold
        self.rearm = rearm
    }
}

package struct DeleteMonitor: Hashable, Sendable {
    package var id: MonitorID
    /// Refused where the monitor has another version.
    package var expectedVersion: UInt64?

    package init(id: MonitorID, expectedVersion: UInt64? = nil) {
        self.id = id
        self.expectedVersion = expectedVersion
    }
}
