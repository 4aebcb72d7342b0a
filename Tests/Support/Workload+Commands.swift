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

    mutating func createTransaction(_ book: DictionaryBook) -> CreateTransaction {
        let order = order(book)
        return CreateTransaction(
            id: givenID(5), reference: reference(), order: order,
            expectedVersions: expectedVersions(book, order))
    }

    private mutating func order(_ book: DictionaryBook) -> TransactionOrder {
        let source: Party = random.chance(30) ? .indicator(.world) : party()
        // Mostly what makes sense: the source's currency, and another balance.
        var currency = currency()
        if case .id(let id) = source, random.chance(90) {
            currency = book.balances[id]?.currency ?? currency
        }
        var destination = party()
        for _ in 0..<3 where random.chance(90) {
            let (from, to) = (book.id(source, currency), book.id(destination, currency))
            if to.flatMap({ book.balances[$0]?.currency }) ?? currency == currency,
                source != destination, from != to || from == nil
            {
                break
            }
            destination = party()
        }
        return TransactionOrder(
            currency: currency, amount: amount(), precision: precision(), source: source,
            destination: destination, description: text(), overdraft: overdraft(),
            effectiveAt: time(), metaData: MetaData(canonical: random.pick("", "", #"{"k":1}"#)),
            ledgerID: ledger(), requiresExistingBalances: random.chance(8))
    }

    mutating func party() -> Party {
        balances.isEmpty || random.chance(40) ? .indicator(indicator()) : .id(balance())
    }

    mutating func overdraft() -> Overdraft {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<6: .ofBalance
        case 6..<9: .upTo(random.pick(.zero, Amount(4), Amount(12)))
        default: .unlimited
        }
    }

    private mutating func expectedVersions(
        _ book: DictionaryBook, _ order: TransactionOrder
    ) -> [CreateTransaction.ExpectedVersion] {
        guard random.chance(20) else { return [] }
        var expectations: [CreateTransaction.ExpectedVersion] = []
        for party in [order.source, order.destination] {
            guard let id = book.id(party, order.currency), random.chance(70) else { continue }
            let shown = expected(book.balances[id]?.version, 100) ?? 1
            expectations.append(.init(balanceID: id, version: shown))
        }
        // Of a balance, touched or not, or of none.
        if random.chance(30) {
            let id = balance()
            let shown = expected(book.balances[id]?.version, 100) ?? 1
            expectations.append(.init(balanceID: id, version: shown))
        }
        return expectations
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
        // Nothing is ever in flight here; those figures are watched in vain.
        random.chance(90)
            ? random.pick(.balance, .creditBalance, .debitBalance, .availableBalance)
            : random.pick(.inflightBalance, .inflightCreditBalance, .inflightDebitBalance)
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
    fileprivate func id(_ party: Party, _ currency: Currency) -> BalanceID? {
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

// MARK: - Repetitions

extension Workload {
    /// A creation that was accepted before, as it was or with one change; nil before the first.
    mutating func repetition() -> Command? {
        guard let former = random.pick(from: creations), random.chance(50) else {
            return random.pick(from: creations)
        }
        switch former {
        case .createLedger(var command):
            command.name += "!"
            return .createLedger(command)
        case .createBalance(var command):
            command.identityID += "!"
            return .createBalance(command)
        case .createMonitor(var command):
            command.description += "!"
            return .createMonitor(command)
        case .createTransaction(var command):
            for _ in 0..<random.pick(1, 1, 2) { change(&command) }
            return .createTransaction(command)
        default:
            return former
        }
    }

    private mutating func change(_ command: inout CreateTransaction) {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: command.order.amount = amount()
        case 1: command.order.precision = precision()
        case 2: command.order.currency = currency()
        case 3: command.order.source = party()
        case 4: command.order.destination = party()
        case 5: command.order.description = text()
        case 6: command.order.overdraft = overdraft()
        case 7: command.order.effectiveAt = time()
        case 8: command.order.metaData = MetaData(canonical: random.pick("", #"{"k":1}"#))
        case 9: command.id = givenID(80)
        case 10: command.order.requiresExistingBalances.toggle()
        default: command.expectedVersions = []
        }
    }
}
