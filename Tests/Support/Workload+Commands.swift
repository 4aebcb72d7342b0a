import Ledger

extension Workload {
    mutating func createLedger() -> CreateLedger {
        CreateLedger(id: givenID(60), name: text())
    }

    mutating func updateLedger(_ book: DictionaryBook) -> UpdateLedger {
        let id = ledger()
        return UpdateLedger(
            id: id, name: random.pick(.keep, .set(text()), .set("Savings")),
            expectedVersion: expected(book.ledgers[id]?.version, 30))
    }

    mutating func createBalance() -> CreateBalance {
        CreateBalance(
            id: givenID(30), ledgerID: ledger(), currency: currency(),
            indicator: random.chance(50) ? indicator() : nil, identityID: text(),
            multiplier: random.chance(30) ? precision() : nil, overdraftLimit: limit(),
            creditLimit: random.chance(20) ? Amount(random.pick(0, 10, 20)) : nil)
    }

    mutating func updateBalance(_ book: DictionaryBook) -> UpdateBalance {
        let id = balance()
        let status: Change<BalanceStatus> = random.pick(
            .keep, .set(.open), .set(.open), .set(.frozen), .set(.closed))
        return UpdateBalance(
            id: id, identityID: random.pick(.keep, .set(text())),
            overdraftLimit: random.pick(.keep, .set(limit())),
            creditLimit: random.pick(.keep, .keep, .set(nil), .set(Amount(20))),
            status: random.chance(50) ? status : .set(.open),
            expectedVersion: expected(book.balances[id]?.version, 30))
    }
}

// MARK: - Monitors

extension Workload {
    mutating func createMonitor(_ book: DictionaryBook) -> CreateMonitor {
        let balance = monitored()
        return CreateMonitor(
            id: givenID(20), balance: balance, condition: condition(book.sums(balance)),
            trigger: random.chance(70) ? .crossing : .everyMatch, isEnabled: random.chance(90),
            description: text())
    }

    mutating func updateMonitor(_ book: DictionaryBook) -> UpdateMonitor {
        let id = monitor()
        var change = ConditionChange()
        if random.chance(25) { change.field = .set(field()) }
        if random.chance(25) { change.comparison = .set(comparison()) }
        if random.chance(40), let monitor = book.monitors[id] {
            let sums = book.sums(.id(monitor.balanceID))
            change.threshold = .set(threshold(near: sums[monitor.condition.field]))
        }
        if random.chance(20) { change.precision = .set(precision()) }
        return UpdateMonitor(
            id: id, balance: random.chance(25) ? .set(monitored()) : .keep, condition: change,
            trigger: random.chance(20) ? .set(random.pick(.crossing, .everyMatch)) : .keep,
            isEnabled: random.chance(30) ? .set(random.chance(60)) : .keep,
            description: random.chance(20) ? .set(text()) : .keep,
            expectedVersion: expected(book.monitors[id]?.version, 30))
    }

    mutating func deleteMonitor(_ book: DictionaryBook) -> DeleteMonitor {
        let id = monitor()
        return DeleteMonitor(id: id, expectedVersion: expected(book.monitors[id]?.version, 20))
    }

    private mutating func monitored() -> MonitoredBalance {
        random.chance(30) ? .indicator(indicator(), currency()) : .id(balance())
    }

    private mutating func condition(_ sums: Sums) -> Condition {
        while true {
            let field = field()
            let condition = try? Condition(
                field: field, comparison: comparison(), threshold: threshold(near: sums[field]),
                precision: precision())
            if let condition { return condition }
        }
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
    /// The balance that a party names, where there is one.
    func id(_ party: Party, _ currency: Currency) -> BalanceID? {
        switch party {
        case .id(let id): id
        case .indicator(let indicator): balanceID(indicator, currency)
        }
    }

    /// The sums of the balance that a monitor names; zero where there is none.
    fileprivate func sums(_ balance: MonitoredBalance) -> Sums {
        let id: BalanceID? =
            switch balance {
            case .id(let id): id
            case .indicator(let indicator, let currency): balanceID(indicator, currency)
            }
        return id.flatMap { balances[$0]?.sums } ?? .zero
    }
}
