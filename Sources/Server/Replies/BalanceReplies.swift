import Ledger
import Messages
import Store

extension V1.Ledger {
    init(_ ledger: LedgerRecord) {
        self.init(
            ledgerID: ledger.id.description, name: ledger.name, metaData: ledger.metaData.canonical,
            createdAt: .init(ledger.createdAt), updatedAt: .init(ledger.updatedAt),
            version: Int64(ledger.version))
    }
}

extension V1.Balance {
    init(_ view: BalanceView) {
        let balance = view.balance
        let profile = view.profile
        self.init()
        balanceID = balance.id.description
        ledgerID = profile.ledgerID.description
        identityID = profile.identityID
        indicator = profile.indicator?.description ?? ""
        currency = balance.currency.description
        self.balance = balance.sums.balance.description
        creditBalance = balance.sums.credit.description
        debitBalance = balance.sums.debit.description
        inflightBalance = balance.sums.inflightBalance.description
        inflightCreditBalance = balance.sums.inflightCredit.description
        inflightDebitBalance = balance.sums.inflightDebit.description
        availableBalance = balance.sums.available.description
        currencyMultiplier = balance.multiplier ?? 0
        version = Int64(balance.version)
        status = V1.BalanceStatus(balance.status)
        overdraftLimit = balance.overdraftLimit?.description ?? ""
        creditLimit = balance.creditLimit?.description ?? ""
        trackFundLineage = balance.allocation != nil
        allocationStrategy = V1.AllocationStrategy(balance.allocation)
        createdAt = .init(profile.createdAt)
        updatedAt = .init(max(profile.updatedAt, balance.movedAt ?? .zero))
        lastTransactionAt = balance.movedAt.map { .init($0) }
        metaData = profile.metaData.canonical
    }
}

extension V1.BalanceSums {
    init(_ sums: Sums, version: UInt64) {
        self.init(
            balance: sums.balance.description, creditBalance: sums.credit.description,
            debitBalance: sums.debit.description, inflightBalance: sums.inflightBalance.description,
            inflightCreditBalance: sums.inflightCredit.description,
            inflightDebitBalance: sums.inflightDebit.description,
            availableBalance: sums.available.description, version: Int64(version))
    }
}

extension V1.Entry {
    /// - Parameter transaction: the one that made it.
    init(_ entry: Entry, _ transaction: Transaction) {
        self.init()
        balanceID = entry.balanceID.description
        transactionID = entry.transactionID.description
        reference = transaction.reference.description
        sequence = Int64(entry.sequence)
        side = entry.side == .debit ? .debit : .credit
        let change = entry.delta(inflightOn: entry.side)
        preciseAmount = (transaction.kind == .holdUpdate ? change : entry.amount).description
        creditDelta = entry.delta(settledOn: .credit).description
        debitDelta = entry.delta(settledOn: .debit).description
        inflightCreditDelta = entry.delta(inflightOn: .credit).description
        inflightDebitDelta = entry.delta(inflightOn: .debit).description
        sumsAfter = V1.BalanceSums(entry.after, version: entry.version)
        effectiveAt = .init(entry.effectiveAt)
        createdAt = .init(entry.recordedAt)
        description = transaction.order.description
    }
}

extension GoogleProtobuf.Timestamp {
    init(_ time: Timestamp) {
        let (seconds, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.init(seconds: seconds, nanos: Int32(rest))
    }
}

// MARK: - Enums

extension V1.BalanceStatus {
    fileprivate init(_ status: BalanceStatus) {
        self =
            switch status {
            case .open: .open
            case .frozen: .frozen
            case .closed: .closed
            }
    }
}

extension V1.AllocationStrategy {
    init(_ strategy: LineageStrategy?) {
        self =
            switch strategy {
            case nil: .unspecified
            case .firstInFirstOut: .fifo
            case .lastInFirstOut: .lifo
            case .proportional: .proportional
            }
    }
}
