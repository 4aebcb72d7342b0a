import Ledger

extension ModelLedger {
    mutating func create(
        _ command: CreateTransaction, _ stamp: Stamp, _ made: Made
    ) -> Verdict {
        if let first = movements.first(where: { $0.command.reference == command.reference }) {
            return repeated(first, command)
        }
        let order = command.order
        let from = end(order.source, of: command, made.balances[0])
        let to = end(order.destination, of: command, made.balances[1])
        var faults = newcomerFaults(command)
        for (end, field) in [(from, "source"), (to, "destination")] where end == nil {
            faults.append(Fault(.balanceNotFound, field))
        }
        if let from, let to { faults += pairFaults(command, from, to) }
        guard faults.isEmpty, let from, let to else { return verdict(faults) }

        for end in [from, to] where account(end.id) == nil {
            accounts.append(end)
            heard.append("balance created")
        }
        for position in accounts.indices where [from.id, to.id].contains(accounts[position].id) {
            accounts[position].precision = accounts[position].precision ?? order.precision
        }
        heard.append("transaction")
        move(command, from, to, stamp, made)
        return .applied
    }

    /// The account at one end: one there is, a new one, or none.
    private func end(_ party: Party, of command: CreateTransaction, _ made: BalanceID) -> Account? {
        switch party {
        case .id(let id): return account(id)
        case .indicator(let indicator):
            if let present = account(indicator, command.order.currency) { return present }
            if command.order.requiresExistingBalances { return nil }
            return Account(
                id: made, currency: command.order.currency, indicator: indicator,
                ledger: command.order.ledgerID)
        }
    }

    private mutating func move(
        _ command: CreateTransaction, _ from: Account, _ to: Account, _ stamp: Stamp, _ made: Made
    ) {
        // Each watch on an end is asked before and after, whether or not that can matter to it.
        let before = figures(of: from, to)
        movements.append(
            Movement(
                id: command.id ?? made.transaction, command: command, from: from.id, to: to.id,
                stamp: stamp))
        let after = figures(of: from, to)
        for end in [from, to] {
            for position in watches.indices where watches[position].account == end.id {
                tell(position, before[position] ?? 0, after[position] ?? 0)
            }
        }
    }

    /// The figure that each watch on one of two accounts watches, by the watch's place.
    private func figures(of one: Account, _ other: Account) -> [Int: Int128] {
        var figures: [Int: Int128] = [:]
        for (position, watch) in watches.enumerated()
        where watch.account == one.id || watch.account == other.id {
            figures[position] = figure(watch.field, of: watch.account)
        }
        return figures
    }
}

// MARK: - Faults

extension ModelLedger {
    private func newcomerFaults(_ command: CreateTransaction) -> [Fault] {
        var faults: [Fault] = []
        if movements.contains(where: { $0.id == command.id }) {
            faults.append(Fault(.duplicateID, "transaction_id"))
        }
        if !ledgers.contains(where: { $0.id == command.order.ledgerID }) {
            faults.append(Fault(.ledgerNotFound, "ledger_id"))
        }
        return faults
    }

    /// Everything that is wrong between two ends, whether or not something else is.
    private func pairFaults(
        _ command: CreateTransaction, _ from: Account, _ to: Account
    ) -> [Fault] {
        let order = command.order
        var faults: [Fault] = []
        let isSame =
            from.id == to.id
            || (from.currency == to.currency && from.indicator == to.indicator
                && from.indicator != nil)
        if isSame { faults.append(Fault(.sameBalance, "destination")) }
        for (end, field) in [(from, "source"), (to, "destination")] {
            if end.currency != order.currency { faults.append(Fault(.currencyMismatch, field)) }
            if end.status == .frozen { faults.append(Fault(.balanceFrozen, field)) }
            if end.status == .closed { faults.append(Fault(.balanceClosed, field)) }
            if let precision = order.precision, let own = end.precision, precision != own {
                faults.append(Fault(.precisionMismatch, "precision"))
            }
        }
        for (position, expected) in command.expectedVersions.enumerated() {
            let field = "expected_versions[\(position)]"
            let version = version(of: expected.balanceID)
            if account(expected.balanceID) == nil {
                faults.append(Fault(.balanceNotFound, "\(field).balance_id"))
            } else if version != expected.version {
                faults.append(Fault(.versionMismatch, "\(field).version", "\(version)"))
            }
        }
        return faults + moneyFaults(order, from, to)
    }

    private func moneyFaults(
        _ order: TransactionOrder, _ from: Account, _ to: Account
    ) -> [Fault] {
        let amount = order.amount.minorUnits
        var faults: [Fault] = []
        if debit(of: from.id) > Int128.max - amount || credit(of: to.id) > Int128.max - amount {
            faults.append(Fault(.amountOverflow, "amount"))
        }
        // floor = −∞ for the world and for an overdraft without a limit; else the largest of the
        // limits given, below zero.
        var floor: Int128? = -max(from.overdraft ?? 0, 0)
        if case .upTo(let asked) = order.overdraft {
            floor = -max(asked.minorUnits, from.overdraft ?? 0, 0)
        }
        if from.indicator?.description == "@world" || order.overdraft == .unlimited { floor = nil }
        // Shifted so that neither side can leave 128 bits.
        if let floor, figure(.availableBalance, of: from.id) < floor + amount {
            faults.append(
                Fault(floor == 0 ? .insufficientFunds : .overdraftLimitExceeded, "source"))
        }
        if let ceiling = to.ceiling, figure(.balance, of: to.id) > ceiling - amount {
            faults.append(Fault(.creditLimitExceeded, "destination"))
        }
        return faults
    }

    /// A reference that was seen before: the same content again, or the names of what differs.
    private func repeated(_ first: Movement, _ command: CreateTransaction) -> Verdict {
        let (old, new) = (first.command.order, command.order)
        var names: [String] = []
        if let id = command.id, id != first.id { names.append("transaction_id") }
        if old.currency != new.currency { names.append("currency") }
        if old.amount != new.amount { names.append("amount") }
        if old.precision != new.precision { names.append("precision") }
        for (before, now, balance, name) in [
            (old.source, new.source, first.from, "source"),
            (old.destination, new.destination, first.to, "destination"),
        ] {
            let resolved: BalanceID? =
                switch now {
                case .id(let id): id
                case .indicator(let indicator): account(indicator, new.currency)?.id
                }
            if before != now, resolved != balance { names.append(name) }
        }
        if old.description != new.description { names.append("description") }
        if (old.overdraft == .ofBalance) != (new.overdraft == .ofBalance) {
            names.append("allow_overdraft")
        }
        if limit(old.overdraft) != limit(new.overdraft) { names.append("overdraft_limit") }
        if old.effectiveAt != new.effectiveAt { names.append("effective_at") }
        if old.metaData != new.metaData { names.append("meta_data") }
        return names.isEmpty
            ? .replayed(sequence: first.stamp.sequence)
            : .refused(
                Fault(.duplicateReference, "reference", names.joined(separator: ", ")))
    }

    private func limit(_ overdraft: Overdraft) -> Amount? {
        if case .upTo(let limit) = overdraft { return limit }
        return nil
    }
}
