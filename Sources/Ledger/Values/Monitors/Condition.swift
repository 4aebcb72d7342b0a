/// A test of one figure of a balance against a threshold.
package struct Condition: Hashable, Sendable {
    package let field: Field
    package let comparison: Comparison
    /// The threshold as the client gave it.
    package let threshold: Threshold
    /// Minor units in one major unit, as given; nil where none was.
    package let precision: Int64?
    /// Hysteresis, as the client gave it: once true, the condition counts as false only when it no
    /// longer holds with this in place of the threshold. Nil: the threshold itself.
    package let rearm: Threshold?
    /// The threshold in minor units; nil where it moves with the balance.
    package let preciseValue: Amount?
    /// The hysteresis in minor units.
    package let preciseRearm: Amount?

    /// Works out the thresholds.
    package init(
        field: Field, comparison: Comparison, threshold: Threshold, precision: Int64? = nil,
        rearm: Threshold? = nil
    ) throws(Fault) {
        self.field = field
        self.comparison = comparison
        self.threshold = threshold
        self.precision = precision
        self.rearm = rearm
        do throws(AmountText.Failure) {
            preciseValue = try threshold.scaled(precision)
        } catch {
            throw .value(error)
        }
        do throws(AmountText.Failure) {
            preciseRearm = try rearm?.scaled(precision)
        } catch {
            throw .rearm(error)
        }
        guard rearm != nil else { return }
        guard let preciseValue, let preciseRearm else { throw .rearmOfMovingValue }
        switch comparison {
        case .equal, .notEqual: throw .rearmWithoutSide
        case .greaterThan, .greaterThanOrEqual:
            guard preciseRearm <= preciseValue else { throw .rearmOnNearSide }
        case .lessThan, .lessThanOrEqual:
            guard preciseRearm >= preciseValue else { throw .rearmOnNearSide }
        }
    }

    package enum Threshold: Hashable, Sendable {
        case minorUnits(Amount)
        /// A canonical decimal in major units.
        case decimal(String)
        /// A share of another figure, which moves with it.
        case percent(PercentOf)

        fileprivate func scaled(_ precision: Int64?) throws(AmountText.Failure) -> Amount? {
            switch self {
            case .minorUnits(let amount): amount
            case .decimal(let text): try AmountText.scaled(text, precision: precision ?? 1)
            case .percent: nil
            }
        }
    }

    /// What is wrong with the numbers of a condition.
    package enum Fault: Error, Hashable, Sendable {
        case value(AmountText.Failure)
        case rearm(AmountText.Failure)
        /// "=" and "!=" have no far side.
        case rearmWithoutSide
        /// It would be passed before the threshold is.
        case rearmOnNearSide
        /// Nothing tells on which side of a moving threshold it lies.
        case rearmOfMovingValue
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

        package func holds<Figure: Comparable>(_ figure: Figure, _ threshold: Figure) -> Bool {
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

// MARK: - Its truth

extension Condition {
    /// Whether it holds, hysteresis aside.
    package func holds(for figures: Figures) -> Bool {
        let figure = figures.sums[field]
        switch threshold {
        case .percent(let share): return share.holds(figure, comparison, of: figures)
        case .minorUnits, .decimal:
            return preciseValue.map { comparison.holds(figure, $0) } ?? false
        }
    }

    package func holds(for sums: Sums) -> Bool { holds(for: Figures(sums)) }

    /// Whether it counts as true, given whether it did before.
    package func counts(for figures: Figures, before wasTrue: Bool) -> Bool {
        if holds(for: figures) { return true }
        guard wasTrue, let preciseRearm else { return false }
        return comparison.holds(figures.sums[field], preciseRearm)
    }

    /// Whether a figure that it looks at is another.
    package func isTouched(from before: Figures, to after: Figures) -> Bool {
        if before.sums[field] != after.sums[field] { return true }
        guard case .percent(let share) = threshold, case .field(let base) = share.base else {
            return false
        }
        return before.sums[base] != after.sums[base]
    }

    /// Whether its threshold stands still.
    package var isFixed: Bool {
        if case .percent = threshold { false } else { true }
    }

    /// The precision that its thresholds are written in; nil for minor units without one.
    package var writtenPrecision: Int64? { hasDecimals ? precision ?? 1 : precision }

    /// Whether a threshold is written in major units.
    package var hasDecimals: Bool {
        if case .decimal = threshold { return true }
        if case .decimal = rearm { return true }
        return false
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
