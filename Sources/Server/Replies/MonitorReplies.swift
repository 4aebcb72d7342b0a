import Ledger
import Messages

extension V1.Monitor {
    init(_ view: MonitorView) {
        let monitor = view.monitor
        self.init()
        monitorID = monitor.id.description
        trigger = V1.Trigger(monitor.trigger)
        cooldown = monitor.cooldown.map { .init($0) }
        overrideKey = monitor.overrideKey
        description = monitor.description
        callBackURL = monitor.callBackURL
        metaData = monitor.metaData.canonical
        enabled = monitor.isEnabled
        state = .init(view.isMet)
        version = Int64(monitor.version)
        createdAt = .init(monitor.createdAt)
        updatedAt = .init(monitor.updatedAt)
        lastFiredAt = monitor.firings.lastFiredAt.map { .init($0) }
        firedCount = Int64(monitor.firings.firedCount)
        suppressedCount = Int64(monitor.firings.suppressedCount)
        fill(monitor.scope)
        fill(monitor.question, view)
    }

    private mutating func fill(_ scope: MonitorScope) {
        switch scope {
        case .balance(let id): balanceID = id.description
        case .rollUp(let selection, _): rollUp = V1.MonitorRollUp(selection)
        case .ledgerRule(let rule): ledgerRule = V1.MonitorLedgerRule(rule)
        }
    }

    private mutating func fill(_ question: MonitorQuestion, _ view: MonitorView) {
        switch question {
        case .one(let condition): self.condition = V1.MonitorCondition(condition)
        case .several(let conditions, let join):
            self.conditions = conditions.map { V1.MonitorCondition($0) }
            match = join == .all ? .all : .any
        case .ladder(let steps):
            condition = steps.first.map { V1.MonitorCondition(sharedBy: $0.condition) }
            self.steps = steps.enumerated().map { position, step in
                V1.MonitorStep(
                    step, isMet: view.met.map { $0[position] },
                    view.monitor.standing.firings[position])
            }
        }
    }
}

extension V1.MonitorStep {
    fileprivate init(
        _ step: MonitorQuestion.Step, isMet: Bool?, _ firings: FiringRecord
    ) {
        let condition = step.condition
        self.init(
            severity: step.severity, value: condition.value,
            preciseValue: condition.preciseValue?.description ?? "",
            rearmValue: condition.rearmValue,
            preciseRearmValue: condition.preciseRearm?.description ?? "", state: .init(isMet),
            lastFiredAt: firings.lastFiredAt.map { .init($0) },
            firedCount: Int64(firings.firedCount))
    }
}

extension V1.MonitorCondition {
    fileprivate init(_ condition: Condition) {
        self.init(sharedBy: condition)
        value = condition.value
        preciseValue = condition.preciseValue?.description ?? ""
        rearmValue = condition.rearmValue
        preciseRearmValue = condition.preciseRearm?.description ?? ""
        if case .percent(let share) = condition.threshold { percentOf = V1.PercentOf(share) }
    }

    /// What all steps of a ladder have of it.
    fileprivate init(sharedBy condition: Condition) {
        self.init(
            field: V1.MonitorField(condition.field),
            operator: V1.Operator(condition.comparison), precision: condition.precision ?? 0)
    }
}

extension V1.PercentOf {
    fileprivate init(_ share: PercentOf) {
        let base: Base =
            switch share.base {
            case .field(let field): .field(V1.MonitorField(field))
            case .overdraftLimit: .limit(.overdraftLimit)
            case .creditLimit: .limit(.creditLimit)
            }
        self.init(percent: share.text, base: base)
    }
}

extension Condition {
    /// The threshold in major units; as given where it was, else worked out where that is exact.
    fileprivate var value: String { major(threshold) }

    fileprivate var rearmValue: String { rearm.map(major) ?? "" }

    private func major(_ threshold: Threshold) -> String {
        switch threshold {
        case .decimal(let text): text
        case .minorUnits(let amount):
            precision.flatMap { AmountText.major(amount, precision: $0) } ?? ""
        case .percent: ""
        }
    }
}

extension V1.MonitorRollUp {
    fileprivate init(_ selection: BalanceSelection) {
        self.init(
            currency: selection.currency.description,
            ledgerID: selection.ledgerID?.description ?? "", identityID: selection.identityID,
            indicatorPrefix: selection.indicatorPrefix,
            metaData: selection.metaData.map { .init(key: $0.key, valueJson: $0.value ?? "") })
    }
}

extension V1.MonitorLedgerRule {
    fileprivate init(_ rule: LedgerRule) {
        self.init(
            ledgerID: rule.ledgerID.description, currency: rule.currency?.description ?? "",
            indicatorPrefix: rule.indicatorPrefix)
    }
}

extension V1.MonitorNotification {
    init(_ told: MonitorNotification, indicator: Indicator?) {
        self.init()
        monitor = V1.Monitor(MonitorView(monitor: told.monitor, met: told.met))
        balanceID = told.balanceID?.description ?? ""
        observedBefore = told.observations.first?.before.description ?? ""
        observedAfter = told.observations.first?.after.description ?? ""
        sums = V1.BalanceSums(told.sums, version: told.balanceVersion)
        if case .several = told.monitor.question {
            observations = told.observations.map { .init($0) }
        }
        if let voice = told.step, case .ladder(let steps) = told.monitor.question {
            step = Int32(voice + 1)
            severity = steps[voice].severity
        }
        suppressedCount = Int64(told.suppressedCount)
        currency = told.currency.description
        self.indicator = indicator?.description ?? ""
    }
}

extension V1.Observation {
    init(_ observation: MonitorNotification.Observation) {
        self.init(
            field: V1.MonitorField(observation.field), before: observation.before.description,
            after: observation.after.description)
    }
}

// MARK: - Enums

extension V1.MonitorState {
    /// - Parameter isMet: nil where there is not one answer.
    init(_ isMet: Bool?) {
        self = isMet.map { $0 ? .met : .notMet } ?? .unspecified
    }
}

extension GoogleProtobuf.Duration {
    fileprivate init(_ nanoseconds: Int64) {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.init(seconds: seconds, nanos: Int32(rest))
    }
}

extension V1.MonitorField {
    init(_ field: Condition.Field) {
        self =
            switch field {
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
    fileprivate init(_ comparison: Condition.Comparison) {
        self =
            switch comparison {
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
    fileprivate init(_ trigger: Trigger) {
        self =
            switch trigger {
            case .crossing: .crossing
            case .everyMatch: .everyMatch
            case .bothEdges: .bothEdges
            }
    }
}
