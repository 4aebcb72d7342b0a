import Ledger

extension ModelLedger {
    mutating func create(
        _ command: CreateTransaction, _ stamp: Stamp, _ made: Made
    ) -> Verdict {
        if let first = deeds.first(where: { $0.reference == command.reference }) {
            return repeated(first, command)
        }
        let order = command.order
        let isScheduled = order.scheduledFor != nil
        let deed = Deed(
            id: command.id ?? made.transaction, reference: command.reference,
            kind: order.hold == nil ? .transfer : .hold, order: order, made: stamp,
            status: .scheduled, terms: order.hold ?? HoldTerms(), updatedAt: stamp.time)
        let ends = ends(of: order, made)
        var faults = newcomerFaults(command, stamp.time)
        faults += versionFaults(command.expectedVersions)
        if !isScheduled { faults += self.faults(of: order, ends) }
        guard faults.isEmpty else { return verdict(faults) }

        deeds.append(deed)
        if isScheduled {
            heard.append("scheduled \(deed.id)")
        } else {
            move(deeds.count - 1, ends, stamp)
        }
        return .applied
    }

    /// Moves the money of a deed, now that nothing forbids it.
    mutating func move(_ position: Int, _ ends: Ends, _ stamp: Stamp) {
        let deed = deeds[position]
        for end in ends.all where end.isNew {
            guard let account = end.account else { continue }
            accounts.append(account)
            heard.append("balance created")
        }
        let isHold = deed.kind == .hold
        heard.append("\(isHold ? "inflight" : "applied") \(deed.id)")
        let amount = deed.order.amount.minorUnits
        func legs(_ ends: [End], _ shares: [TransactionOrder.Share]) -> [Leg] {
            let parts = Self.divide(amount, over: shares.map(\.portion)) ?? []
            return zip(ends, parts).compactMap { end, part in
                end.account.map {
                    Leg(
                        account: $0.id, isNew: end.isNew, first: part, total: part,
                        settled: isHold ? 0 : part)
                }
            }
        }
        let (from, to) = (
            legs(ends.from, deed.order.sources), legs(ends.to, deed.order.destinations)
        )
        let touched = (from + to).filter { $0.total != 0 }.map(\.account)
        adopt(deed.order.precision, touched)
        watch(touched, stamp.time) { model in
            model.deeds[position].from = from
            model.deeds[position].to = to
            model.deeds[position].touched = touched
            model.deeds[position].status = isHold ? .inflight : .applied
            model.deeds[position].ran = stamp.sequence
            model.deeds[position].effectiveAt = deed.order.effectiveAt ?? stamp.time
            model.deeds[position].updatedAt = stamp.time
        }
        trace(position)
    }

    /// An account without a precision takes that of the first decimal amount used on it.
    mutating func adopt(_ precision: Int64?, _ touched: [BalanceID]) {
        for position in accounts.indices where touched.contains(accounts[position].id) {
            accounts[position].precision = accounts[position].precision ?? precision
        }
    }
}

// MARK: - Who pays and who receives

extension ModelLedger {
    /// One end of a transaction, and the field that names it.
    struct End {
        /// One there is or a new one; nil where there is to be none.
        var account: Account?
        var field: String
        var isNew = false
        /// The field of its whole share.
        var share: String { field.replacing(".identifier", with: "") }
    }

    struct Ends {
        var from: [End]
        var to: [End]
        var all: [End] { from + to }
    }

    func ends(of order: TransactionOrder, _ made: Made) -> Ends {
        func ends(_ shares: [TransactionOrder.Share], _ name: String, _ offset: Int) -> [End] {
            let isOne = shares.count == 1 && shares[0].portion == .whole
            return shares.enumerated().map { position, share in
                let field = isOne ? name : "\(name)s[\(position)].identifier"
                switch share.party {
                case .id(let id): return End(account: account(id), field: field)
                case .indicator(let indicator):
                    if let present = account(indicator, order.currency) {
                        return End(account: present, field: field)
                    }
                    if order.requiresExistingBalances { return End(field: field) }
                    let new = Account(
                        id: made.balance(offset + position), currency: order.currency,
                        indicator: indicator, ledger: order.ledgerID)
                    return End(account: new, field: field, isNew: true)
                }
            }
        }
        return Ends(
            from: ends(order.sources, "source", 0),
            to: ends(order.destinations, "destination", order.sources.count))
    }
}
