import Ledger

extension LineageHead: Record {
    static var table: Table { .lineages }

    func write(to record: inout RecordWriter) {
        record.number(depositCount)
        record.number(firstOpen)
        record.number(lastOpen)
        record.number(providerCount)
        record.amount(deficit)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init()
        depositCount = try record.number()
        firstOpen = try record.number()
        lastOpen = try record.number()
        providerCount = try record.number()
        deficit = try record.amount()
    }
}

extension Deposit: Record {
    static var table: Table { .deposits }

    func write(to record: inout RecordWriter) {
        record.id(balanceID)
        record.number(number)
        record.number(provider)
        record.id(transactionID)
        record.amount(left)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            balanceID: try record.id(), number: try record.number(),
            provider: try record.number(), transactionID: try record.id(),
            left: try record.amount())
    }
}

extension Provider: Record {
    static var table: Table { .providers }

    func write(to record: inout RecordWriter) {
        record.id(balanceID)
        record.number(number)
        record.text(name)
        record.amount(received)
        record.amount(spent)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            balanceID: try record.id(), number: try record.number(), name: try record.text(),
            received: try record.amount(), spent: try record.amount())
    }
}

/// Where a provider is found by its name: its number.
struct ProviderNumber: Record, Equatable {
    static var table: Table { .providerNames }

    let number: UInt64

    init(_ number: UInt64) {
        self.number = number
    }

    func write(to record: inout RecordWriter) { record.number(number) }

    init(from record: inout RecordReader) throws(RecordDamage) {
        number = try record.number()
    }
}

extension TransactionLineage: Record {
    static var table: Table { .allocations }

    func write(to record: inout RecordWriter) {
        record.list(deposits) { $1.write(to: &$0) }
        record.list(allocations) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init()
        deposits = try record.list { (record) throws(RecordDamage) in try Part(from: &record) }
        allocations = try record.list { (record) throws(RecordDamage) in try Part(from: &record) }
    }
}

extension TransactionLineage.Part {
    fileprivate func write(to record: inout RecordWriter) {
        record.id(balanceID)
        record.number(provider)
        record.number(deposit)
        record.amount(amount)
        record.amount(returned)
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            balanceID: try record.id(), provider: try record.number(),
            deposit: try record.number(), amount: try record.amount(),
            returned: try record.amount())
    }
}
