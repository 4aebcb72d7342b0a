/// One end of a transaction while it is worked out: a balance that exists, or one that is made if
/// all goes well. Nothing of it is written before the checks are through.
struct TransactionSide {
    let side: Sums.Side
    /// The balance before the transaction, and as the transaction leaves it.
    let former: Balance
    private(set) var balance: Balance
    /// What has to be inserted first; nil where the balance exists.
    let missing: BalanceView?

    init(_ side: Sums.Side, _ view: BalanceView) {
        self.side = side
        former = view.balance
        balance = view.balance
        missing = view
    }

    init(_ side: Sums.Side, existing balance: Balance) {
        self.side = side
        former = balance
        self.balance = balance
        missing = nil
    }

    func leg(_ amount: Amount) -> Transaction.Leg {
        Transaction.Leg(balanceID: balance.id, amount: amount, isNew: missing != nil)
    }

    /// Moves the sums; false where they would leave 128 bits.
    mutating func move(_ amount: Amount, _ movement: Sums.Movement) -> Bool {
        guard let after = balance.sums.applying(movement, amount, on: side) else { return false }
        balance.sums = after
        return true
    }

    /// Counts the transaction and takes over the precision of the first decimal amount used.
    mutating func touch(_ order: TransactionOrder, _ time: Timestamp, _ history: HistoryHead) {
        balance.version += 1
        balance.movedAt = time
        balance.history = history
        balance.multiplier = balance.multiplier ?? order.precision
    }
}

extension Book where Self: ~Copyable {
    /// Finds the balance at one end, or describes the one that has to be made.
    func side(
        _ side: Sums.Side, of command: CreateTransaction, _ stamp: Stamp,
        _ identifiers: inout IdentifierSource
    ) throws(Failure) -> Swift.Result<TransactionSide, Rejection> {
        let order = command.order
        let (party, field) =
            side == .debit ? (order.source, "source") : (order.destination, "destination")
        switch party {
        case .id(let id):
            guard let balance = try balance(id) else {
                return .failure(.balanceNotFound(id, field: field))
            }
            return .success(TransactionSide(side, existing: balance))
        case .indicator(let indicator):
            if let id = try balanceID(indicator, order.currency), let balance = try balance(id) {
                return .success(TransactionSide(side, existing: balance))
            }
            if command.requiresExistingBalances {
                return .failure(.balanceNotFound(indicator, order.currency, field: field))
            }
            // Both ends may name the same missing indicator: one id then, so that it is seen.
            if side == .credit, order.source == party {
                return .failure(.sameIndicator(indicator))
            }
            let creation = CreateBalance(
                ledgerID: command.ledgerID, currency: order.currency, indicator: indicator)
            let view = BalanceView(making: creation, id: identifiers.make(), stamp.time)
            return .success(TransactionSide(side, view))
        }
    }

    mutating func insertIfMissing(
        _ side: TransactionSide, _ events: inout EventNumbering
    ) throws(Failure) {
        guard let view = side.missing else { return }
        try insert(view)
        try append(events.number(.balanceCreated(view)))
    }

    /// Appends the entry of one side and brings its balance to the state after it.
    mutating func post(
        _ movement: Sums.Movement, _ amount: Amount, _ side: inout TransactionSide,
        _ transaction: Transaction, _ stamp: Stamp
    ) throws(Failure) {
        let number = try nextEntryNumber()
        let head = side.balance.history
        let grown = try head.appending(number) { (link) throws(Failure) in
            try jump(of: link)
        }
        side.touch(transaction.order, stamp.time, grown)
        try append(
            Entry(
                number: number, balanceID: side.balance.id, transactionID: transaction.id,
                sequence: stamp.sequence, side: side.side, movement: movement, amount: amount,
                after: side.balance.sums, version: side.balance.version, recordedAt: stamp.time,
                effectiveAt: transaction.effectiveAt, previous: head.last.number,
                jump: head.nextJump.number))
    }

    private func jump(of link: HistoryHead.Link) throws(Failure) -> HistoryHead.Link {
        guard let entry = try entry(link.number), let target = try self.entry(entry.jump) else {
            return .none
        }
        return HistoryHead.Link(number: target.number, depth: target.version - 1)
    }
}
