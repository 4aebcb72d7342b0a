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
        heard.append("ledger created")
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
        heard.append("ledger updated")
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
                id: command.id ?? made.balance(0), currency: command.currency,
                indicator: command.indicator, ledger: command.ledgerID,
                identity: command.identityID, precision: command.multiplier,
                overdraft: command.overdraftLimit?.minorUnits,
                ceiling: command.creditLimit?.minorUnits, strategy: command.allocation,
                metaData: members(of: command.metaData),
                request: command.id == nil ? nil : command))
        heard.append("balance created")
        return .applied
    }

    mutating func update(_ command: UpdateBalance, _ stamp: Stamp) -> Verdict {
        guard let position = accounts.firstIndex(where: { $0.id == command.id }) else {
            return .refused(Fault(.balanceNotFound, "balance_id"))
        }
        var faults: [Fault] = []
        let version = version(of: command.id)
        if let expected = command.expectedVersion, expected != version {
            faults.append(Fault(.versionMismatch, "expected_version", "\(version)"))
        }
        let standing = standing(of: command.id)
        let isEmpty =
            standing[.balance] == 0 && standing.inflightCredit == 0 && standing.inflightDebit == 0
        if case .set(.closed) = command.status, !isEmpty {
            faults.append(Fault(.balanceNotEmpty, "status"))
        }
        var trial = self
        trial.heard.append("balance updated")
        trial.watchDescription(command.id, stamp.time) { $0.describe(position, by: command) }
        let isTooMuch = watches.contains { watch in
            if case .sum(let selection) = watch.subject {
                trial.total(of: selection) == nil
            } else {
                false
            }
        }
        if isTooMuch { faults.append(Fault(.amountOverflow, "amount")) }
        guard faults.isEmpty else { return verdict(faults) }
        self = trial
        return .applied
    }

    private mutating func describe(_ position: Int, by command: UpdateBalance) {
        if case .set(let identity) = command.identityID { accounts[position].identity = identity }
        if case .set(let status) = command.status { accounts[position].status = status }
        if case .set(let limit) = command.overdraftLimit {
            accounts[position].overdraft = limit?.minorUnits
        }
        if case .set(let limit) = command.creditLimit {
            accounts[position].ceiling = limit?.minorUnits
        }
        switch command.metaData {
        case .keep: break
        case .clear: accounts[position].metaData = [:]
        case .merge(let update):
            for (key, value) in members(of: update) {
                accounts[position].metaData[key] = value == "null" ? nil : value
            }
        }
    }

    /// The keys that there are in the small world, in their order.
    static let metaDataKeys = ["BLNK_LINEAGE_PROVIDER", "k", "m"]

    /// What there is of them.
    private func members(of metaData: MetaData) -> [String: String] {
        var members: [String: String] = [:]
        for key in Self.metaDataKeys { members[key] = metaData.value(of: key) }
        return members
    }
}

// MARK: - Looking things up

extension ModelLedger {
    func account(_ id: BalanceID) -> Account? { accounts.first { $0.id == id } }

    func account(_ indicator: Indicator, _ currency: Currency) -> Account? {
        accounts.first { $0.indicator == indicator && $0.currency == currency }
    }

    /// Where an account stands.
    func standing(of id: BalanceID) -> Standing { standings()[id] ?? Standing() }

    func version(of id: BalanceID) -> Int { standing(of: id).version }

    /// Where all accounts stand, added up from what every deed has come to.
    func standings() -> [BalanceID: Standing] {
        var all: [BalanceID: Standing] = [:]
        for deed in deeds {
            for id in deed.touched { all[id, default: Standing()].version += 1 }
            switch deed.kind {
            case .transfer, .refund:
                for leg in deed.from { all[leg.account, default: Standing()].debit += leg.total }
                for leg in deed.to { all[leg.account, default: Standing()].credit += leg.total }
            case .hold:
                for leg in deed.from {
                    all[leg.account, default: Standing()].debit += leg.settled
                    all[leg.account, default: Standing()].inflightDebit += leg.open
                }
                for leg in deed.to {
                    all[leg.account, default: Standing()].credit += leg.settled
                    all[leg.account, default: Standing()].inflightCredit += leg.open
                }
            // These show in what has become of their parents.
            case .commit, .void, .holdUpdate: break
            }
        }
        return all
    }

    struct Standing {
        var credit: Int128 = 0
        var debit: Int128 = 0
        var inflightCredit: Int128 = 0
        var inflightDebit: Int128 = 0
        var version = 1

        subscript(field: Condition.Field) -> Int128 {
            switch field {
            case .balance: credit - debit
            case .creditBalance: credit
            case .debitBalance: debit
            case .inflightBalance: inflightCredit - inflightDebit
            case .inflightCreditBalance: inflightCredit
            case .inflightDebitBalance: inflightDebit
            case .availableBalance: credit - debit - inflightDebit
            }
        }
    }
}
