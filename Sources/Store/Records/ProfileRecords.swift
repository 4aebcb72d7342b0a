import Ledger

extension BalanceProfile: Record {
    static var table: Table { .profiles }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.id(ledgerID)
        record.optional(indicator) { $0.text($1.description) }
        record.text(identityID)
        record.text(metaData.canonical)
        record.time(createdAt)
        record.optional(request) { $1.write(to: &$0) }
        record.time(updatedAt)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), ledgerID: try record.id(),
            indicator: try record.optionalIndicator(),
            identityID: try record.text(), metaData: MetaData(canonical: try record.text()),
            createdAt: try record.time(),
            request: try record.optional { (record) throws(RecordDamage) in
                try CreateBalance(from: &record)
            },
            updatedAt: try record.time())
    }
}

extension CreateBalance {
    func write(to record: inout RecordWriter) {
        record.optional(id) { $0.id($1) }
        record.id(ledgerID)
        record.currency(currency)
        record.optional(indicator) { $0.text($1.description) }
        record.text(identityID)
        record.optional(multiplier) { $0.number(UInt64($1)) }
        record.optional(overdraftLimit) { $0.amount($1) }
        record.optional(creditLimit) { $0.amount($1) }
        record.optional(allocation) { $0.byte($1.rawValue) }
        record.text(metaData.canonical)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.optionalID(),
            ledgerID: try record.id(), currency: try record.currency(),
            indicator: try record.optionalIndicator(),
            identityID: try record.text(),
            multiplier: try record.optionalPrecision(),
            overdraftLimit: try record.optionalAmount(),
            creditLimit: try record.optionalAmount(),
            allocation: try record.optionalChoice(),
            metaData: MetaData(canonical: try record.text()))
    }
}

/// A balance whole, as the event of its making or change keeps it.
extension BalanceView {
    func write(to record: inout RecordWriter) {
        record.id(balance.id)
        record.currency(balance.currency)
        record.flag(balance.isWorld)
        balance.sums.write(to: &record)
        record.number(balance.version)
        record.byte(balance.status.rawValue)
        record.optional(balance.multiplier) { $0.number(UInt64($1)) }
        record.optional(balance.overdraftLimit) { $0.amount($1) }
        record.optional(balance.creditLimit) { $0.amount($1) }
        record.optional(balance.allocation) { $0.byte($1.rawValue) }
        record.optional(balance.movedAt) { $0.time($1) }
        profile.write(to: &record)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let id: BalanceID = try record.id()
        let currency = try record.currency()
        let isWorld = try record.flag()
        let sums = try Sums(from: &record)
        let version = try record.number()
        let status: BalanceStatus = try record.choice()
        var balance = Balance(
            id: id, currency: currency, isWorld: isWorld,
            multiplier: try record.optionalPrecision(),
            overdraftLimit: try record.optionalAmount(),
            creditLimit: try record.optionalAmount(),
            allocation: try record.optionalChoice())
        balance.movedAt = try record.optionalTime()
        balance.sums = sums
        balance.version = version
        balance.status = status
        self.init(balance: balance, profile: try BalanceProfile(from: &record))
    }
}

extension Sums {
    func write(to record: inout RecordWriter) {
        record.amount(credit)
        record.amount(debit)
        record.amount(inflightCredit)
        record.amount(inflightDebit)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            credit: try record.amount(), debit: try record.amount(),
            inflightCredit: try record.amount(), inflightDebit: try record.amount())
    }
}
