import Ledger

extension ModelLedger {
    /// Where the rules' state differs from the model's; nothing, if all is well.
    package func differences(from book: DictionaryBook) -> [String] {
        var found: [String] = []
        func compare<Value: Equatable>(
            _ what: @autoclosure () -> String, _ real: Value, _ expected: Value
        ) {
            if real != expected { found.append("\(what()) is \(real), not \(expected)") }
        }
        compare("the sequence", book.sequence, sequence)
        compare("the number of ledgers", book.ledgers.count, ledgers.count)
        compare("the number of balances", book.balances.count, accounts.count)
        compare("the number of transactions", book.transactions.count, movements.count)
        compare("the number of monitors", book.monitors.count, watches.count)
        for ledger in ledgers {
            let real = book.ledgers[ledger.id]
            compare("the name of \(ledger.id)", real?.name, ledger.name)
            compare("the version of \(ledger.id)", real?.version, UInt64(ledger.version))
        }
        for account in accounts {
            compare("\(account.id)", Shown(book, account.id), Shown(self, account))
        }
        for movement in movements {
            compare("\(movement.id)", Posted(book, movement.id), Posted(movement))
        }
        for watch in watches {
            compare("\(watch.id)", Watched(book, watch.id), Watched(self, watch))
        }
        return found
    }

    /// What the events of the last commit say, in the model's words.
    package static func heard(in book: DictionaryBook) -> [String] {
        book.events.reversed().prefix { $0.sequence == book.sequence }.reversed().map { event in
            switch event.content {
            case .ledgerCreated: "ledger created"
            case .ledgerUpdated: "ledger updated"
            case .balanceCreated: "balance created"
            case .balanceUpdated: "balance updated"
            case .transaction: "transaction"
            case .monitorCreated: "monitor created"
            case .monitorUpdated: "monitor updated"
            case .monitorDeleted: "monitor deleted"
            case .monitorFired(let told):
                "fired \(told.monitor.id) \(told.observedBefore) \(told.observedAfter)"
                    + " #\(told.monitor.firedCount)"
            }
        }
    }

    /// What the last commit should say.
    package var expectedToHear: [String] { heard }
}

// MARK: - What is compared

private struct Shown: Equatable {
    var figures: [Int128]
    var version: UInt64
    var status: BalanceStatus
    var precision: Int64?
    var limits: [Int128?]
    var texts: [String]

    init?(_ book: DictionaryBook, _ id: BalanceID) {
        guard let balance = book.balances[id], let profile = book.profiles[id] else { return nil }
        figures = Condition.Field.allCases.map { balance.sums[$0].minorUnits }
        version = balance.version
        status = balance.status
        precision = balance.multiplier
        limits = [balance.overdraftLimit?.minorUnits, balance.creditLimit?.minorUnits]
        texts = [
            balance.currency.description, profile.indicator?.description ?? "none",
            profile.ledgerID.description, profile.identityID,
        ]
    }

    init(_ model: ModelLedger, _ account: ModelLedger.Account) {
        figures = Condition.Field.allCases.map { model.figure($0, of: account.id) }
        version = UInt64(model.version(of: account.id))
        status = account.status
        precision = account.precision
        limits = [account.overdraft, account.ceiling]
        texts = [
            account.currency.description, account.indicator?.description ?? "none",
            account.ledger.description, account.identity,
        ]
    }
}

private struct Posted: Equatable {
    var order: TransactionOrder
    var parties: [BalanceID]
    var sequence: UInt64
    var times: [Timestamp]

    init?(_ book: DictionaryBook, _ id: TransactionID) {
        guard let transaction = book.transactions[id] else { return nil }
        order = transaction.order
        let legs = transaction.movement.map { $0.sources + $0.destinations } ?? []
        parties = legs.map(\.balanceID)
        sequence = transaction.sequence
        times = [transaction.createdAt, transaction.movement?.effectiveAt ?? transaction.createdAt]
    }

    init(_ movement: ModelLedger.Movement) {
        order = movement.command.order
        parties = [movement.from, movement.to]
        sequence = movement.stamp.sequence
        times = [movement.stamp.time, order.effectiveAt ?? movement.stamp.time]
    }
}

private struct Watched: Equatable {
    var balance: BalanceID
    var threshold: Int128?
    var counts: [UInt64]
    var isEnabled: Bool
    var description: String

    init?(_ book: DictionaryBook, _ id: MonitorID) {
        guard let monitor = book.monitors[id] else { return nil }
        balance = monitor.balanceID
        threshold = monitor.condition.preciseValue.minorUnits
        counts = [monitor.ordinal, monitor.version, monitor.firedCount]
        isEnabled = monitor.isEnabled
        description = monitor.description
    }

    init(_ model: ModelLedger, _ watch: ModelLedger.Watch) {
        balance = watch.account
        threshold = model.threshold(of: watch)
        counts = [watch.ordinal, watch.version, watch.fired]
        isEnabled = watch.isEnabled
        description = watch.description
    }
}
