import Ledger
import Messages
import Store

extension V1.Monitor {
    /// - Parameter isMet: whether its condition holds now; nil where that isn't told.
    init(_ monitor: Monitor, isMet: Bool?) {
        self.init()
        monitorID = "\(monitor.id)"
        balanceID = "\(monitor.balanceID)"
        condition = V1.MonitorCondition(monitor.condition)
        trigger = V1.Trigger(monitor.trigger)
        description = monitor.description
        callBackURL = monitor.callBackURL
        metaData = monitor.metaData.canonical
        enabled = monitor.isEnabled
        state = isMet.map { $0 ? .met : .notMet } ?? .unspecified
        version = Int64(monitor.version)
        createdAt = .init(monitor.createdAt)
        updatedAt = .init(monitor.updatedAt)
        lastFiredAt = monitor.lastFiredAt.map { .init($0) }
        firedCount = Int64(monitor.firedCount)
    }

    init(_ monitor: Monitor, in view: borrowing StoreView) throws(StoreError) {
        self.init(monitor, isMet: try view.isMet(monitor))
    }
}

extension V1.MonitorCondition {
    fileprivate init(_ condition: Condition) {
        self.init(
            field: V1.MonitorField(condition.field),
            operator: V1.Operator(condition.comparison), value: condition.value,
            precision: condition.precision ?? 0, preciseValue: "\(condition.preciseValue)")
    }
}

extension Condition {
    /// The threshold in major units; as given where it was, else worked out where that is exact.
    fileprivate var value: String {
        switch threshold {
        case .decimal(let text): text
        case .minorUnits(let amount):
            precision.flatMap { AmountText.major(amount, precision: $0) } ?? ""
        }
    }
}

extension V1.MonitorNotification {
    init(_ notification: MonitorNotification, indicator: Indicator?) {
        self.init()
        monitor = V1.Monitor(notification.monitor, isMet: true)
        balanceID = "\(notification.monitor.balanceID)"
        observedBefore = "\(notification.observedBefore)"
        observedAfter = "\(notification.observedAfter)"
        sums = V1.BalanceSums(notification.sums, version: notification.balanceVersion)
        currency = notification.currency.description
        self.indicator = indicator?.description ?? ""
    }
}

// MARK: - Enums

extension V1.MonitorField {
    fileprivate init(_ field: Condition.Field) {
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
            }
    }
}
