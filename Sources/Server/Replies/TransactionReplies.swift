import Ledger
import Messages
import Store

extension V1.Transaction {
    /// - Parameter multiplier: that of its balances; nil where they have none.
    init(_ transaction: Transaction, _ progress: TransactionProgress, multiplier: Int64?) {
        let order = transaction.order
        let precision = order.precision ?? multiplier
        self.init()
        transactionID = transaction.id.description
        reference = transaction.reference.description
        kind = V1.TransactionKind(transaction.kind)
        status = V1.TransactionStatus(progress.status)
        currency = order.currency.description
        let amount = progress.shownAmount(of: transaction)
        preciseAmount = amount.description
        self.amount =
            precision.map { AmountText.major(amount, precision: $0) ?? "" } ?? preciseAmount
        self.precision = precision ?? 0
        description = order.description
        parentTransaction = transaction.parentID?.description ?? ""
        sequence = Int64(transaction.movement?.sequence ?? transaction.sequence)
        setOverdraft(order.overdraft)
        effectiveAt = .init(transaction.effectiveAt)
        createdAt = .init(transaction.createdAt)
        updatedAt = .init(progress.updatedAt)
        inflight = order.hold != nil
        if transaction.kind == .hold { setTerms(progress.terms) }
        scheduledFor = order.scheduledFor.map { .init($0) }
        rejectionReason = progress.rejection?.reason.rawValue ?? ""
        rejectionMessage = progress.rejection?.message ?? ""
        metaData = order.metaData.canonical
        setLegs(of: transaction, progress)
        source = order.sources.named(sources)
        destination = order.destinations.named(destinations)
    }

    /// Where the transaction stands, with the precision looked up where it states none.
    init(
        _ transaction: Transaction, in view: borrowing StoreView,
        allocationsMax: Int = AllocationList.shownMax
    ) throws(StoreError) {
        try self.init(
            transaction, view.progress(of: transaction), in: view, allocationsMax: allocationsMax)
    }

    init(
        _ transaction: Transaction, _ progress: TransactionProgress, in view: borrowing StoreView,
        allocationsMax: Int = AllocationList.shownMax
    ) throws(StoreError) {
        self.init(transaction, progress, multiplier: try view.multiplier(of: transaction))
        setAllocations(try view.allocations(of: transaction.id, max: allocationsMax))
    }

    mutating func setAllocations(_ list: AllocationList) {
        allocations = list.shown.map { V1.LineageAllocation($0) }
        allocationCount = Int32(clamping: list.count)
    }

    private mutating func setOverdraft(_ overdraft: Overdraft) {
        switch overdraft {
        case .ofBalance: allowOverdraft = false
        case .unlimited: allowOverdraft = true
        case .upTo(let limit):
            allowOverdraft = true
            overdraftLimit = limit.description
        }
    }

    private mutating func setTerms(_ terms: HoldTerms) {
        inflightExpiresAt = terms.expiresAt.map { .init($0) }
        inflightCommitAt = terms.commitAt.map { .init($0) }
    }

    private mutating func setLegs(of transaction: Transaction, _ progress: TransactionProgress) {
        let order = transaction.order
        guard let movement = transaction.movement else {
            sources = order.sources.map { V1.Leg(identifier: $0.party.description) }
            destinations = order.destinations.map { V1.Leg(identifier: $0.party.description) }
            return
        }
        let isHold = transaction.kind == .hold
        let isRefundable = isHold || transaction.kind == .transfer
        func leg(
            _ leg: Transaction.Leg, _ share: TransactionOrder.Share,
            _ progress: TransactionProgress.LegProgress
        ) -> V1.Leg {
            let id = leg.balanceID.description
            return V1.Leg(
                identifier: share.party == .id(leg.balanceID) ? id : share.party.description,
                balanceID: id, preciseAmount: (isHold ? progress.total : leg.amount).description,
                preciseCommittedAmount: isHold ? progress.settled.description : "",
                preciseRefundedAmount: isRefundable ? progress.refunded.description : "",
                created: leg.isNew)
        }
        sources = zip(zip(movement.sources, order.sources), progress.sources).map {
            leg($0.0, $0.1, $1)
        }
        destinations = zip(zip(movement.destinations, order.destinations), progress.destinations)
            .map { leg($0.0, $0.1, $1) }
        if isHold {
            preciseCommittedAmount = progress.settled.description
            preciseVoidedAmount = progress.released.description
            preciseRemainingAmount = progress.remaining.description
        }
        if isRefundable { preciseRefundedAmount = progress.refunded.description }
    }
}

extension V1.LineageAllocation {
    fileprivate init(_ allocation: Allocation) {
        self.init(
            balanceID: allocation.balanceID.description, provider: allocation.provider,
            depositTransactionID: allocation.depositID?.description ?? "",
            preciseAmount: allocation.amount.description)
    }
}

extension TransactionProgress {
    /// The total as it is shown: of a hold as it is now, but while it waits for its time as it was
    /// asked for.
    func shownAmount(of transaction: Transaction) -> Amount {
        transaction.kind == .hold && !sources.isEmpty ? total : transaction.order.amount
    }
}

extension Transaction {
    /// When its entries count; while it waits for its time, as it was asked for.
    var effectiveAt: Timestamp { movement?.effectiveAt ?? order.effectiveAt ?? createdAt }
}

extension TransactionResult {
    var message: V1.Transaction {
        var message = V1.Transaction(transaction, progress, multiplier: multiplier)
        message.setAllocations(allocations)
        return message
    }

    var parentMessage: V1.Transaction? {
        parent.map { parent in
            var message = V1.Transaction(
                parent.transaction, parent.progress, multiplier: multiplier)
            message.setAllocations(parent.allocations)
            return message
        }
    }

    var balanceMessages: [V1.Balance] { balances.map { V1.Balance($0) } }

    private var multiplier: Int64? { balances.first?.balance.multiplier }
}

extension [TransactionOrder.Share] {
    /// The one end as it was named; empty where there are several.
    /// - Parameter legs: how they are shown.
    fileprivate func named(_ legs: [V1.Leg]) -> String {
        guard count == 1, self[0].portion == .whole else { return "" }
        return legs.first?.identifier ?? self[0].party.description
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

extension V1.TransactionKind {
    init(_ kind: Transaction.Kind) {
        self =
            switch kind {
            case .transfer: .transfer
            case .hold: .hold
            case .commit: .commit
            case .void: .void
            case .holdUpdate: .holdUpdate
            case .refund: .refund
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
