import Ledger

extension Workload {
    mutating func createMonitor(_ book: DictionaryBook) -> CreateMonitor {
        let target = target()
        return CreateMonitor(
            id: givenID(20), target: target, question: question(book.figures(target)),
            trigger: trigger(), cooldown: cooldown(), firesImmediately: random.chance(10),
            overrideKey: random.chance(15) ? key() : "", isEnabled: random.chance(90),
            description: text())
    }

    mutating func updateMonitor(_ book: DictionaryBook) -> UpdateMonitor {
        let id = monitor()
        let sums = book.monitors[id].flatMap { book.view($0).figures?.sums } ?? .zero
        return UpdateMonitor(
            id: id, target: random.chance(20) ? .set(target()) : .keep,
            question: questionChange(book.monitors[id], sums),
            trigger: random.chance(20) ? .set(trigger()) : .keep,
            cooldown: random.chance(10) ? .set(cooldown()) : .keep,
            overrideKey: random.chance(10) ? .set(random.chance(60) ? key() : "") : .keep,
            isEnabled: random.chance(30) ? .set(random.chance(60)) : .keep,
            description: random.chance(20) ? .set(text()) : .keep,
            expectedVersion: expected(book.monitors[id]?.version, 30))
    }

    mutating func deleteMonitor(_ book: DictionaryBook) -> DeleteMonitor {
        let id = monitor()
        return DeleteMonitor(id: id, expectedVersion: expected(book.monitors[id]?.version, 20))
    }

    mutating func metaDataChange() -> MetaData {
        MetaData(canonical: random.pick(#"{"k":1}"#, #"{"k":2}"#, #"{"m":2}"#, #"{"k":null}"#))
    }

    private mutating func trigger() -> Trigger {
        random.pick(.crossing, .crossing, .crossing, .everyMatch, .bothEdges, .bothEdges)
    }

    /// Such that the next moment lies within it, at its end, or behind.
    private mutating func cooldown() -> Int64? {
        random.chance(75) ? nil : random.pick(1, 2, 245, 1_000_000, 7_200_000_000_000)
    }

    private mutating func key() -> String { random.pick("low", "low", "high") }
}

// MARK: - What is watched

extension Workload {
    private mutating func target() -> MonitorTarget {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<20: .balance(.indicator(indicator(), currency()))
        case 20..<70: .balance(.id(balance()))
        case 70..<85:
            .rollUp(
                BalanceSelection(
                    currency: currency(), ledgerID: random.chance(40) ? ledger() : nil,
                    identityID: random.chance(20) ? random.pick("rent", "fee") : "",
                    indicatorPrefix: random.chance(50) ? random.pick("@", "@a", "a") : "",
                    metaData: random.chance(40) ? [metaDataMatch()] : []))
        default:
            .ledgerRule(
                LedgerRule(
                    ledgerID: ledger(), currency: random.chance(50) ? currency() : nil,
                    indicatorPrefix: random.chance(50) ? random.pick("@", "@a", "a") : ""))
        }
    }

    private mutating func metaDataMatch() -> MetaDataMatch {
        let number = try? MetaDataMatch(key: "k", json: random.pick("1", "1.0", "2"))
        return random.pick(
            MetaDataMatch(key: "k", value: nil), number ?? MetaDataMatch(key: "k", value: nil),
            MetaDataMatch(key: "m", value: nil))
    }
}

// MARK: - What is asked

extension Workload {
    private mutating func question(_ sums: Sums) -> MonitorQuestion {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<70: return .one(condition(sums))
        case 70..<85:
            return .several(
                (0..<random.pick(2, 2, 3)).map { _ in condition(sums) }, random.pick(.all, .any))
        default:
            while true {
                let field = field()
                let ladder = try? MonitorQuestion.ladder(
                    field, comparison(), precision: precision(), steps(near: sums[field]))
                if let ladder { return ladder }
            }
        }
    }

    private mutating func steps(near figure: Amount) -> [StepOrder] {
        (0..<random.pick(2, 2, 3)).map { _ in
            StepOrder(
                severity: random.pick("warning", "alarm"), threshold: threshold(near: figure),
                rearm: random.chance(20) ? threshold(near: figure) : nil)
        }
    }

    private mutating func questionChange(
        _ monitor: Monitor?, _ sums: Sums
    ) -> QuestionChange {
        var change = QuestionChange()
        if random.chance(10) { change = QuestionChange(to: question(sums)) }
        if random.chance(25) { change.condition.field = .set(field()) }
        if random.chance(25) { change.condition.comparison = .set(comparison()) }
        if random.chance(40), let field = monitor?.question.parts.first?.field {
            change.condition.threshold = .set(threshold(near: sums[field]))
        }
        if random.chance(20) { change.condition.precision = .set(precision()) }
        if random.chance(15) {
            change.condition.rearm = .set(random.chance(50) ? nil : threshold(near: sums.balance))
        }
        if random.chance(10) { change.join = .set(random.pick(.all, .any)) }
        if random.chance(10) {
            change.steps = .set(random.chance(70) ? steps(near: sums.balance) : [])
        }
        return change
    }

    private mutating func condition(_ sums: Sums) -> Condition {
        while true {
            let field = field()
            let isMoving = random.chance(15)
            let threshold: Condition.Threshold = isMoving ? share() : threshold(near: sums[field])
            let rearm: Condition.Threshold? =
                random.chance(25) && !isMoving ? self.threshold(near: sums[field]) : nil
            let condition = try? Condition(
                field: field, comparison: comparison(), threshold: threshold,
                precision: isMoving ? nil : precision(), rearm: rearm)
            if let condition { return condition }
        }
    }

    private mutating func share() -> Condition.Threshold {
        let base: PercentOf.Base = random.pick(.field(field()), .creditLimit, .overdraftLimit)
        let text = random.pick("100", "50", "0", "-50", "33.3", "12.5", "0.000000000000000001")
        guard let share = try? PercentOf(text, of: base) else {
            preconditionFailure("plain decimals")
        }
        return .percent(share)
    }

    private mutating func field() -> Condition.Field {
        random.pick(
            .balance, .creditBalance, .debitBalance, .availableBalance, .inflightBalance,
            .inflightCreditBalance, .inflightDebitBalance)
    }

    private mutating func comparison() -> Condition.Comparison {
        random.pick(
            .greaterThan, .lessThan, .equal, .notEqual, .greaterThanOrEqual, .lessThanOrEqual)
    }

    /// A threshold that is soon crossed, or hit.
    private mutating func threshold(near figure: Amount) -> Condition.Threshold {
        if random.chance(25) {
            return .decimal(random.pick("0", "0.1", "0.05", "0.02", "-0.1", "3", "0.5", "-2", "7"))
        }
        let distance = Int128.random(in: -9...9, using: &random)
        return .minorUnits(figure.adding(Amount(distance)) ?? .max)
    }
}

extension DictionaryBook {
    /// The sums of what a monitor names; zero where there is nothing, or much.
    fileprivate func figures(_ target: MonitorTarget) -> Sums {
        let id: BalanceID? =
            switch target {
            case .balance(.id(let id)): id
            case .balance(.indicator(let indicator, let currency)): balanceID(indicator, currency)
            case .rollUp, .ledgerRule: nil
            }
        return id.flatMap { balances[$0]?.sums } ?? .zero
    }
}
