import Ledger

extension Workload {
    mutating func createLedger() -> CreateLedger {
        CreateLedger(id: givenID(60), name: text())
    }

    mutating func updateLedger(_ book: DictionaryBook) -> UpdateLedger {
        let id = ledger()
        return UpdateLedger(
            id: id, name: random.pick(.keep, .set(text()), .set("Savings")),
            expectedVersion: expected(book.ledgers[id]?.version, 30))
    }

    mutating func createBalance() -> CreateBalance {
        CreateBalance(
            id: givenID(30), ledgerID: ledger(), currency: currency(),
            indicator: random.chance(50) ? indicator() : nil, identityID: text(),
            multiplier: random.chance(30) ? precision() : nil, overdraftLimit: limit(),
            creditLimit: random.chance(20) ? Amount(random.pick(0, 10, 20)) : nil,
            allocation: random.pick(nil, .firstInFirstOut, .lastInFirstOut, .proportional),
            metaData: metaData())
    }

    /// One that others find by name, and that nothing keeps from filling up.
    mutating func createTrackedBalance() -> CreateBalance {
        CreateBalance(
            currency: Self.currencies[0],
            indicator: Self.names[1 + Int.random(in: 0..<Self.names.count - 1, using: &random)],
            overdraftLimit: limit(),
            allocation: random.pick(.firstInFirstOut, .lastInFirstOut, .proportional))
    }

    mutating func updateBalance(_ book: DictionaryBook) -> UpdateBalance {
        let id = balance()
        let status: Change<BalanceStatus> = random.pick(
            .keep, .set(.open), .set(.open), .set(.frozen), .set(.closed))
        return UpdateBalance(
            id: id, identityID: random.pick(.keep, .set(text())),
            metaData: random.chance(20) ? random.pick(.clear, .merge(metaDataChange())) : .keep,
            overdraftLimit: random.pick(.keep, .set(limit())),
            creditLimit: random.pick(.keep, .keep, .set(nil), .set(Amount(20))),
            status: random.chance(50) ? status : .set(.open),
            expectedVersion: expected(book.balances[id]?.version, 30))
    }
}

extension DictionaryBook {
    /// The balance that a party names, where there is one.
    func id(_ party: Party, _ currency: Currency) -> BalanceID? {
        switch party {
        case .id(let id): id
        case .indicator(let indicator): balanceID(indicator, currency)
        }
    }
}
