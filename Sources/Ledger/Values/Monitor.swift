/// A condition on a balance that is watched by every transaction.
package struct Monitor: Hashable, Sendable {
    package let id: MonitorID
    /// The number of its creation: 1 for the first of the store. Monitors fire in this order.
    package let ordinal: UInt64
    package var balanceID: BalanceID
    package var condition: Condition
    package var trigger: Trigger
    package var isEnabled: Bool
    package var description: String
    package var callBackURL: String
    package var metaData: MetaData
    package let createdAt: Timestamp
    /// The request that made it, kept where the client gave the id: its repeat is compared with it.
    package let request: CreateMonitor?
    package var updatedAt: Timestamp
    /// 1 when made, and one more for each update. Firing doesn't count.
    package var version: UInt64
    package var lastFiredAt: Timestamp?
    package var firedCount: UInt64

    package init(
        id: MonitorID, ordinal: UInt64, balanceID: BalanceID, condition: Condition,
        trigger: Trigger, isEnabled: Bool, description: String, callBackURL: String,
        metaData: MetaData, createdAt: Timestamp, request: CreateMonitor? = nil
    ) {
        self.id = id
        self.ordinal = ordinal
        self.balanceID = balanceID
        self.condition = condition
        self.trigger = trigger
        self.isEnabled = isEnabled
        self.description = description
        self.callBackURL = callBackURL
        self.metaData = metaData
        self.createdAt = createdAt
        self.request = request
        self.updatedAt = createdAt
        self.version = 1
        self.lastFiredAt = nil
        self.firedCount = 0
    }

    /// The kind under which the index holds it.
    package var watch: MonitorMask.Kind {
        MonitorMask.Kind(
            field: condition.field, comparison: condition.comparison, trigger: trigger)
    }
}

/// When a monitor whose condition holds fires.
package enum Trigger: UInt8, CaseIterable, Sendable {
    /// When the condition becomes true; again only after it was false.
    case crossing = 0
    /// With every transaction that changes the watched field and leaves the condition true.
    case everyMatch = 1
}

/// A test of one figure of a balance against a threshold.
package struct Condition: Hashable, Sendable {
    package let field: Field
    package let comparison: Comparison
    /// The threshold as the client gave it.
    package let threshold: Threshold
    /// Minor units in one major unit, as given; nil where none was.
    package let precision: Int64?
    /// The threshold in minor units.
    package let preciseValue: Amount

    /// Works out the threshold; fails as reading an amount does.
    package init(
        field: Field, comparison: Comparison, threshold: Threshold, precision: Int64? = nil
    ) throws(AmountText.Failure) {
        self.field = field
        self.comparison = comparison
        self.threshold = threshold
        self.precision = precision
        switch threshold {
        case .minorUnits(let amount): preciseValue = amount
        case .decimal(let text):
            preciseValue = try AmountText.scaled(text, precision: precision ?? 1)
        }
    }

    package enum Threshold: Hashable, Sendable {
        case minorUnits(Amount)
        /// A canonical decimal in major units.
        case decimal(String)
    }

    package func holds(for sums: Sums) -> Bool {
        comparison.holds(sums[field], preciseValue)
    }

    /// The figures that can be watched.
    package enum Field: UInt8, CaseIterable, Sendable {
        case balance = 0
        case creditBalance = 1
        case debitBalance = 2
        case inflightBalance = 3
        case inflightCreditBalance = 4
        case inflightDebitBalance = 5
        case availableBalance = 6
    }

    package enum Comparison: UInt8, CaseIterable, Sendable {
        case greaterThan = 0
        case lessThan = 1
        case equal = 2
        case notEqual = 3
        case greaterThanOrEqual = 4
        case lessThanOrEqual = 5

        package func holds(_ figure: Amount, _ threshold: Amount) -> Bool {
            switch self {
            case .greaterThan: figure > threshold
            case .lessThan: figure < threshold
            case .equal: figure == threshold
            case .notEqual: figure != threshold
            case .greaterThanOrEqual: figure >= threshold
            case .lessThanOrEqual: figure <= threshold
            }
        }
    }
}

extension Sums {
    /// The figure a monitor's field names.
    package subscript(field: Condition.Field) -> Amount {
        switch field {
        case .balance: balance
        case .creditBalance: credit
        case .debitBalance: debit
        case .inflightBalance: inflightBalance
        case .inflightCreditBalance: inflightCredit
        case .inflightDebitBalance: inflightDebit
        case .availableBalance: available
        }
    }
}
