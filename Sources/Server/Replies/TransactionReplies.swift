import Ledger
import Messages
import Store

extension V1.Transaction {
    /// - Parameter multiplier: that of its balances; nil where they have none.
    init(_ transaction: Transaction, multiplier: Int64?) {
        let order = transaction.order
        let precision = order.precision ?? multiplier
        self.init()
        transactionID = "\(transaction.id)"
        reference = transaction.reference.description
        kind = .transfer
        status = V1.TransactionStatus(transaction.status)
        currency = order.currency.description
        preciseAmount = "\(order.amount)"
        amount =
            precision.map { AmountText.major(order.amount, precision: $0) ?? "" }
            ?? preciseAmount
        self.precision = precision ?? 0
        source = order.source.description
        destination = order.destination.description
        sources = transaction.sources.map { V1.Leg($0, named: order.source) }
        destinations = transaction.destinations.map { V1.Leg($0, named: order.destination) }
        description = order.description
        sequence = Int64(transaction.sequence)
        switch order.overdraft {
        case .ofBalance: allowOverdraft = false
        case .unlimited: allowOverdraft = true
        case .upTo(let limit):
            allowOverdraft = true
            overdraftLimit = "\(limit)"
        }
        effectiveAt = .init(transaction.effectiveAt)
        createdAt = .init(transaction.createdAt)
        updatedAt = .init(transaction.createdAt)
        preciseRefundedAmount = "0"
        metaData = order.metaData.canonical
    }

    /// With the precision looked up where the transaction states none.
    init(_ transaction: Transaction, in view: borrowing StoreView) throws(StoreError) {
        var multiplier = transaction.order.precision
        if multiplier == nil, let leg = transaction.sources.first {
            multiplier = try view.balance(leg.balanceID)?.balance.multiplier
        }
        self.init(transaction, multiplier: multiplier)
    }
}

extension V1.CreateTransactionResponse {
    init(_ result: TransactionResult, _ applied: Applied) {
        self.init(
            transaction: V1.Transaction(
                result.transaction, multiplier: result.balances.first?.balance.multiplier),
            balances: result.balances.map { V1.Balance($0) }, sequence: applied.sequence,
            replayed: applied.isReplay)
    }
}

extension V1.Leg {
    fileprivate init(_ leg: Transaction.Leg, named party: Party) {
        self.init(
            identifier: party.description, balanceID: "\(leg.balanceID)",
            preciseAmount: "\(leg.amount)", preciseRefundedAmount: "0", created: leg.isNew)
    }
}

extension Party {
    fileprivate var description: String {
        switch self {
        case .id(let id): id.description
        case .indicator(let indicator): indicator.description
        }
    }
}

extension V1.TransactionStatus {
    init(_ status: TransactionStatus) {
        self =
            switch status {
            case .applied: .applied
            case .inflight: .inflight
            case .void: .void
            case .expired: .expired
            case .scheduled: .scheduled
            case .cancelled: .cancelled
            case .rejected: .rejected
            }
    }
}
