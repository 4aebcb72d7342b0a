/// The ends of a transaction while it is worked out: who pays and who receives, and how much each.
///
/// An end is large. What is done for every transaction asks it where it stands, by its index, as a
/// loop over the ends themselves would copy each.
struct TransactionEnds {
    /// Sources before destinations, as their entries and notifications stand.
    var all: [TransactionEnd]
    let sourceCount: Int

    init(_ all: [TransactionEnd], sourceCount: Int) {
        self.all = all
        self.sourceCount = sourceCount
    }

    init(sources: [TransactionEnd], destinations: [TransactionEnd]) {
        self.init(sources + destinations, sourceCount: sources.count)
    }

    var sources: ArraySlice<TransactionEnd> { all[..<sourceCount] }
    var destinations: ArraySlice<TransactionEnd> { all[sourceCount...] }

    /// What the transaction moves, as it is kept.
    func movement(
        of order: TransactionOrder, _ commit: Commit, firstEntry: UInt64
    ) -> Transaction.Movement {
        movement(effectiveAt: order.effectiveAt, commit, firstEntry: firstEntry)
    }

    func movement(
        effectiveAt: Timestamp?, _ commit: Commit, firstEntry: UInt64
    ) -> Transaction.Movement {
        Transaction.Movement(
            sequence: commit.stamp.sequence, sources: legs(all.indices[..<sourceCount]),
            destinations: legs(all.indices[sourceCount...]),
            effectiveAt: effectiveAt ?? commit.time,
            firstEntry: firstEntry, entryCount: UInt32(all.indices.count { all[$0].isTouched }))
    }

    private func legs(_ side: Range<Int>) -> [Transaction.Leg] { side.map { all[$0].leg } }
}

// MARK: - Working out

extension Book where Self: ~Copyable {
    /// Finds the ends of an order, divides the amount over them and checks all that can forbid it.
    /// Writes nothing.
    func workOut(
        _ order: TransactionOrder, expecting versions: [CreateTransaction.ExpectedVersion] = [],
        isDue: Bool = false, _ commit: inout Commit
    ) throws(Failure) -> Swift.Result<TransactionEnds, Rejection> {
        var ends = TransactionEnds([], sourceCount: order.sources.count)
        ends.all.reserveCapacity(order.sources.count + order.destinations.count)
        if let refusal = try find(.debit, of: order, &ends.all, &commit) {
            return .failure(refusal)
        }
        if let refusal = try find(.credit, of: order, &ends.all, &commit) {
            return .failure(refusal)
        }
        if let refusal = order.timeRefusal(at: commit.time, isDue: isDue) {
            return .failure(refusal)
        }
        if let refusal = ends.repetition { return .failure(refusal) }
        if let refusal = try versionRefusal(versions) { return .failure(refusal) }
        if let refusal = ends.refusal(of: order) { return .failure(refusal) }
        guard let given = order.divided(over: order.sources) else {
            return .failure(.distributionMismatch(field: "sources", order.amount))
        }
        guard let taken = order.divided(over: order.destinations) else {
            return .failure(.distributionMismatch(field: "destinations", order.amount))
        }
        let movement: Sums.Movement = order.hold == nil ? .settle : .hold
        guard ends.move(given, taken, movement) else { return .failure(.amountOverflow) }
        guard try hasRoomInRollUps(ends) else { return .failure(.rollUpOverflow) }
        if let refusal = ends.fundsRefusal(order.overdraft) { return .failure(refusal) }
        return .success(ends)
    }

    /// Adds the balances of one side to the ends, found or described; answers with what forbids it.
    private func find(
        _ side: Sums.Side, of order: TransactionOrder, _ ends: inout [TransactionEnd],
        _ commit: inout Commit
    ) throws(Failure) -> Rejection? {
        let shares = side == .debit ? order.sources : order.destinations
        for (position, share) in shares.enumerated() {
            let naming: TransactionEnd.Naming = shares.isWhole ? .one : .share(position)
            switch share.party {
            case .id(let id):
                guard let balance = try balance(id) else {
                    return .balanceNotFound(id, field: TransactionEnd.field(side, naming))
                }
                ends.append(TransactionEnd(side, naming, balance))
            case .indicator(let indicator):
                if let id = try balanceID(indicator, order.currency),
                    let balance = try balance(id)
                {
                    ends.append(TransactionEnd(side, naming, balance))
                    continue
                }
                if order.requiresExistingBalances {
                    return .balanceNotFound(
                        indicator, order.currency, field: TransactionEnd.field(side, naming))
                }
                // A missing indicator that is named twice is one balance, so that it is noticed.
                let view: BalanceView =
                    if let known = ends.lazy.compactMap(\.view)
                        .first(where: { $0.profile.indicator == indicator })
                    { known } else { try missing(indicator, of: order, &commit) }
                ends.append(
                    TransactionEnd(side, naming, view.balance, missing: view.profile))
            }
        }
        return nil
    }

    /// The balance that an indicator is to be given to.
    private func missing(
        _ indicator: Indicator, of order: TransactionOrder, _ commit: inout Commit
    ) throws(Failure) -> BalanceView {
        var view = BalanceView(
            making: CreateBalance(
                ledgerID: order.ledgerID, currency: order.currency, indicator: indicator),
            id: commit.identifiers.make(), commit.time)
        view.balance.rollUps = try rollUpSlots(of: view)
        return view
    }

    mutating func insertMissing(
        _ ends: TransactionEnds, _ commit: inout Commit
    ) throws(Failure) {
        for index in ends.all.indices {
            guard let view = ends.all[index].view else { continue }
            try insert(view)
            try emit(.balanceCreated(view), &commit)
        }
    }

    mutating func save(_ ends: TransactionEnds) throws(Failure) {
        for index in ends.all.indices where ends.all[index].isTouched {
            try save(ends.all[index].balance)
        }
    }
}

// MARK: - What forbids it

extension TransactionEnds {
    /// Whether a balance stands on both sides, or twice on one.
    fileprivate var repetition: Rejection? {
        for destination in destinations {
            if sources.contains(where: { $0.balance.id == destination.balance.id }) {
                return .sameBalance(destination)
            }
        }
        // A transaction between two balances has nothing left to repeat.
        guard all.count > 2 else { return nil }
        for side in [sources, destinations] {
            for position in side.indices {
                let end = side[position]
                if side[..<position].contains(where: { $0.balance.id == end.balance.id }) {
                    return .duplicateLeg(end)
                }
            }
        }
        return nil
    }

    /// What forbids the transaction whatever the amount.
    fileprivate func refusal(of order: TransactionOrder) -> Rejection? {
        for index in all.indices where all[index].balance.currency != order.currency {
            return .currencyMismatch(
                field: all[index].field, all[index].balance, order.currency)
        }
        return precisionRefusal(order.precision) ?? statusRefusal
    }

    /// Refuses a precision that is not that of every balance.
    func precisionRefusal(_ given: Int64?) -> Rejection? {
        guard let given else { return nil }
        for end in all {
            if let multiplier = end.balance.multiplier, multiplier != given {
                return .precisionMismatch(
                    field: "precision", end.balance, given: given, multiplier: multiplier)
            }
        }
        return nil
    }

    /// Refuses to touch a balance that is frozen or closed.
    var statusRefusal: Rejection? {
        for index in all.indices where all[index].balance.status != .open {
            return .notOpen(field: all[index].field, all[index].balance)
        }
        return nil
    }

    /// Moves the sums of all ends; false where one of them would leave 128 bits.
    mutating func move(
        _ given: [Amount], _ taken: [Amount], _ movement: Sums.Movement
    ) -> Bool {
        for (index, amount) in given.enumerated() {
            guard all[index].move(amount, movement) else { return false }
        }
        for (index, amount) in taken.enumerated() {
            guard all[sourceCount + index].move(amount, movement) else { return false }
        }
        return true
    }

    /// What the money itself forbids, on the balances as they were before it. What is only settled
    /// out of a hold, or released, needs no funds.
    func fundsRefusal(_ overdraft: Overdraft) -> Rejection? {
        for index in all.indices where all[index].takesFunds {
            let (amount, former) = (all[index].amount, all[index].former)
            let refusal =
                index < sourceCount
                ? Funds.refusal(
                    giving: amount, from: all[index].balance, at: former, overdraft,
                    field: all[index].shareField)
                : Funds.refusal(
                    giving: amount, to: all[index].balance, at: former,
                    field: all[index].shareField)
            if let refusal { return refusal }
        }
        return nil
    }
}

extension TransactionOrder {
    /// What each of the shares of a side gets; nil where they don't make up the amount.
    fileprivate func divided(over shares: [Share]) -> [Amount]? {
        if shares.isWhole { return [amount] }
        return Distribution.divide(amount, over: shares.map(\.portion))
    }
}

extension [TransactionOrder.Share] {
    /// Whether it is the one of its side, that gets or gives all.
    fileprivate var isWhole: Bool { count == 1 && self[0].portion == .whole }
}
