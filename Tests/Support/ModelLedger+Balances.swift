import Ledger

extension ModelLedger {
    mutating func create(_ command: CreateLedger, _ made: Made) -> Verdict {
        if let present = ledgers.first(where: { $0.id == command.id }) {
            return present.request == command
                ? .replayed(sequence: sequence) : .refused(Fault(.duplicateID, "ledger_id"))
        }
        ledgers.append(
            Book(
                id: command.id ?? made.ledger, name: command.name,
                request: command.id == nil ? nil : command))
        heard = ["ledger created"]
        return .applied
    }

    mutating func update(_ command: UpdateLedger) -> Verdict {
        guard let position = ledgers.firstIndex(where: { $0.id == command.id }) else {
            return .refused(Fault(.ledgerNotFound, "ledger_id"))
        }
        let version = ledgers[position].version
        if let expected = command.expectedVersion, expected != version {
            return .refused(Fault(.versionMismatch, "expected_version", "\(version)"))
        }
        if case .set(let name) = command.name { ledgers[position].name = name }
        ledgers[position].version += 1
        heard = ["ledger updated"]
        return .applied
    }

    mutating func create(_ command: CreateBalance, _ made: Made) -> Verdict {
        if let present = accounts.first(where: { $0.id == command.id }) {
            return present.request == command
                ? .replayed(sequence: sequence) : .refused(Fault(.duplicateID, "balance_id"))
        }
        var faults: [Fault] = []
        if !ledgers.contains(where: { $0.id == command.ledgerID }) {
            faults.append(Fault(.ledgerNotFound, "ledger_id"))
        }
        if let indicator = command.indicator, account(indicator, command.currency) != nil {
            faults.append(Fault(.duplicateIndicator, "indicator"))
        }
        guard faults.isEmpty else { return verdict(faults) }
        accounts.append(
            Account(
                id: command.id ?? made.balances[0], currency: command.currency,
                indicator: command.indicator, ledger: command.ledgerID,
                identity: command.identityID, precision: command.multiplier,
                overdraft: command.overdraftLimit?.minorUnits,
                ceiling: command.creditLimit?.minorUnits,
                request: command.id == nil ? nil : command))
        heard = ["balance created"]
        return .applied
    }

    mutating func update(_ command: UpdateBalance) -> Verdict {
        guard let position = accounts.firstIndex(where: { $0.id == command.id }) else {
            return .refused(Fault(.balanceNotFound, "balance_id"))
        }
        var faults: [Fault] = []
        let version = version(of: command.id)
        if let expected = command.expectedVersion, expected != version {
            faults.append(Fault(.versionMismatch, "expected_version", "\(version)"))
        }
        if case .set(.closed) = command.status, figure(.balance, of: command.id) != 0 {
            faults.append(Fault(.balanceNotEmpty, "status"))
        }
        guard faults.isEmpty else { return verdict(faults) }
        if case .set(let identity) = command.identityID { accounts[position].identity = identity }
        if case .set(let status) = command.status { accounts[position].status = status }
        if case .set(let limit) = command.overdraftLimit {
            accounts[position].overdraft = limit?.minorUnits
        }
        if case .set(let limit) = command.creditLimit {
            accounts[position].ceiling = limit?.minorUnits
        }
        heard = ["balance updated"]
        return .applied
    }
}

// MARK: - Looking things up

extension ModelLedger {
    func account(_ id: BalanceID) -> Account? { accounts.first { $0.id == id } }

    func account(_ indicator: Indicator, _ currency: Currency) -> Account? {
        accounts.first { $0.indicator == indicator && $0.currency == currency }
    }

    func credit(of id: BalanceID) -> Int128 {
        movements.reduce(0) { $1.to == id ? $0 + $1.amount : $0 }
    }

    func debit(of id: BalanceID) -> Int128 {
        movements.reduce(0) { $1.from == id ? $0 + $1.amount : $0 }
    }

    func version(of id: BalanceID) -> Int {
        1 + movements.filter { $0.from == id || $0.to == id }.count
    }

    func figure(_ field: Condition.Field, of id: BalanceID) -> Int128 {
        switch field {
        case .balance, .availableBalance: credit(of: id) - debit(of: id)
        case .creditBalance: credit(of: id)
        case .debitBalance: debit(of: id)
        case .inflightBalance, .inflightCreditBalance, .inflightDebitBalance: 0
        }
    }
}
