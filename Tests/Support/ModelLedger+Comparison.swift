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
        compare("the number of transactions", book.transactions.count, deeds.count)
        compare("the number of monitors", book.monitors.count, watches.count)
        for ledger in ledgers {
            let real = book.ledgers[ledger.id]
            compare("the name of \(ledger.id)", real?.name, ledger.name)
            compare("the version of \(ledger.id)", real?.version, UInt64(ledger.version))
        }
        let standings = standings()
        for account in accounts {
            compare(
                "\(account.id)", Shown(book, account.id),
                Shown(account, standings[account.id] ?? Standing()))
        }
        for deed in deeds {
            compare("\(deed.id)", Posted(book, deed.id), Posted(deed))
            compare("the standing of \(deed.id)", Stood(book, deed.id), Stood(deed))
        }
        compare("what is due", book.dues, dues)
        compare("what expires", book.expiries, expiries)
        for watch in watches {
            compare("\(watch.id)", Watched(book, watch.id), Watched(self, watch))
        }
        return found + lineageDifferences(from: book)
    }

    /// What every open hold and every scheduled transaction waits for.
    private var dues: Set<Due> {
        var dues: Set<Due> = []
        for deed in deeds {
            if deed.status == .scheduled, let time = deed.order.scheduledFor {
                dues.insert(Due(time: time, kind: .run, transactionID: deed.id))
            }
            guard deed.kind == .hold, deed.status == .inflight else { continue }
            if let time = deed.terms.commitAt {
                dues.insert(Due(time: time, kind: .commit, transactionID: deed.id))
            }
            if let time = deed.terms.expiresAt {
                dues.insert(Due(time: time, kind: .expire, transactionID: deed.id))
            }
        }
        return dues
    }

    private var expiries: Set<HoldExpiry> {
        var expiries: Set<HoldExpiry> = []
        for deed in deeds where deed.kind == .hold && deed.status == .inflight {
            guard let time = deed.terms.expiresAt else { continue }
            for leg in deed.from + deed.to {
                expiries.insert(
                    HoldExpiry(balanceID: leg.account, time: time, transactionID: deed.id))
            }
        }
        return expiries
    }
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

    init(_ account: ModelLedger.Account, _ standing: ModelLedger.Standing) {
        figures = Condition.Field.allCases.map { standing[$0] }
        version = UInt64(standing.version)
        status = account.status
        precision = account.precision
        limits = [account.overdraft, account.ceiling]
        texts = [
            account.currency.description, account.indicator?.description ?? "none",
            account.ledger.description, account.identity,
        ]
    }
}

/// What was accepted, and what it moved.
private struct Posted: Equatable {
    var kind: Transaction.Kind
    var texts: [String]
    var amount: Int128
    var child: ChildOrder?
    var legs: [Transaction.Leg]
    var sequences: [UInt64?]
    var times: [Timestamp?]

    init?(_ book: DictionaryBook, _ id: TransactionID) {
        guard let transaction = book.transactions[id] else { return nil }
        let movement = transaction.movement
        kind = transaction.kind
        amount = transaction.order.amount.minorUnits
        texts = [transaction.order.description, transaction.order.metaData.canonical]
        child = transaction.child
        legs = movement.map { $0.sources + $0.destinations } ?? []
        sequences = [transaction.sequence, movement?.sequence]
        times = [transaction.createdAt, movement?.effectiveAt]
    }

    init(_ deed: ModelLedger.Deed) {
        kind = deed.kind
        amount = deed.order.amount.minorUnits
        texts = [deed.order.description, deed.order.metaData.canonical]
        child = deed.child
        legs = (deed.from + deed.to).map {
            // What a hold moved at first is what it was ordered for; its legs may have changed since.
            Transaction.Leg(balanceID: $0.account, amount: Amount($0.first), isNew: $0.isNew)
        }
        sequences = [deed.made.sequence, deed.ran]
        times = [deed.made.time, deed.effectiveAt]
    }
}

/// Where it stands now.
private struct Stood: Equatable {
    var status: TransactionStatus
    var legs: [[Int128]]
    var terms: HoldTerms
    var updatedAt: Timestamp
    var reason: Rejection.Reason?

    init?(_ book: DictionaryBook, _ id: TransactionID) {
        guard let transaction = book.transactions[id] else { return nil }
        let progress = book.progress[id] ?? transaction.initialProgress
        status = progress.status
        legs = (progress.sources + progress.destinations).map { leg in
            [leg.total, leg.settled, leg.released, leg.refunded, leg.remaining].map(\.minorUnits)
        }
        terms = progress.terms
        updatedAt = progress.updatedAt
        reason = progress.rejection?.reason
    }

    init(_ deed: ModelLedger.Deed) {
        status = deed.status
        legs = (deed.from + deed.to).map { leg in
            [leg.total, leg.settled, leg.released, leg.refunded, leg.open]
        }
        terms = deed.terms
        updatedAt = deed.updatedAt
        reason = deed.reason
    }
}

private struct Watched: Equatable {
    var subject: ModelLedger.Subject
    var question: ModelLedger.Question
    var thresholds: [[Int128?]]
    var counts: [UInt64]
    var isEnabled: Bool
    var description: String
    var memory: ModelLedger.Memory?

    init?(_ book: DictionaryBook, _ id: MonitorID) {
        guard let monitor = book.monitors[id] else { return nil }
        let parts = monitor.question.parts
        switch monitor.scope {
        case .balance(let id): subject = .account(id)
        case .rollUp(let selection, _): subject = .sum(selection)
        case .ledgerRule(let rule): subject = .each(rule)
        }
        question = ModelLedger.Question(monitor.question)
        thresholds = parts.map {
            [$0.preciseValue?.minorUnits, $0.preciseRearm?.minorUnits]
        }
        counts = [
            monitor.ordinal, monitor.version, monitor.firings.firedCount,
            monitor.firings.suppressedCount,
        ]
        isEnabled = monitor.isEnabled
        description = monitor.description
        guard isEnabled, let met = book.view(monitor).met else { return }
        memory = ModelLedger.Memory(
            truths: parts.indices.map { met[$0] },
            voices: monitor.standing.firings.enumerated().map { voice, record in
                ModelLedger.Voice(
                    last: record.lastFiredAt, count: record.firedCount,
                    swallowed: record.suppressedCount, isMuted: monitor.standing.muted[voice])
            })
    }

    init(_ model: ModelLedger, _ watch: ModelLedger.Watch) {
        subject = watch.subject
        question = watch.question
        thresholds = watch.question.tests.map { test in
            [test.minor(test.threshold), test.rearm.flatMap(test.minor)]
        }
        counts = [watch.ordinal, watch.version, watch.fired, watch.swallowed]
        isEnabled = watch.isEnabled
        description = watch.description
        memory = isEnabled ? watch.memories[nil] : nil
    }
}
