import Ledger

extension Transaction: Record {
    static var table: Table { .transactions }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.number(sequence)
        record.text(reference.description)
        order.write(to: &record)
        record.list(sources) { $1.write(to: &$0) }
        record.list(destinations) { $1.write(to: &$0) }
        record.byte(status.rawValue)
        record.time(createdAt)
        record.time(effectiveAt)
        record.number(firstEntry)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let id: TransactionID = try record.id()
        let sequence = try record.number()
        guard let reference = Reference(try record.text()) else { throw RecordDamage() }
        self.init(
            id: id, sequence: sequence, reference: reference,
            order: try TransactionOrder(from: &record),
            sources: try record.list { (record) throws(RecordDamage) in try Leg(from: &record) },
            destinations: try record.list { (record) throws(RecordDamage) in
                try Leg(from: &record)
            },
            status: try record.choice(), createdAt: try record.time(),
            effectiveAt: try record.time(), firstEntry: try record.number())
    }
}

extension Transaction.Leg {
    fileprivate func write(to record: inout RecordWriter) {
        record.id(balanceID)
        record.amount(amount)
        record.flag(isNew)
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            balanceID: try record.id(), amount: try record.amount(), isNew: try record.flag())
    }
}

extension TransactionOrder {
    fileprivate func write(to record: inout RecordWriter) {
        record.text(currency.description)
        record.amount(amount)
        record.optional(precision) { $0.number(UInt64($1)) }
        source.write(to: &record)
        destination.write(to: &record)
        record.text(description)
        overdraft.write(to: &record)
        record.optional(effectiveAt) { $0.time($1) }
        record.text(metaData.canonical)
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            currency: try record.currency(), amount: try record.amount(),
            precision: try record.optionalPrecision(),
            source: try Party(from: &record), destination: try Party(from: &record),
            description: try record.text(), overdraft: try Overdraft(from: &record),
            effectiveAt: try record.optionalTime(),
            metaData: MetaData(canonical: try record.text()))
    }
}

extension Party {
    fileprivate func write(to record: inout RecordWriter) {
        switch self {
        case .id(let id):
            record.byte(0)
            record.id(id)
        case .indicator(let indicator):
            record.byte(1)
            record.text(indicator.description)
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .id(try record.id())
        case 1: self = .indicator(try record.indicator())
        default: throw RecordDamage()
        }
    }
}

extension Overdraft {
    fileprivate func write(to record: inout RecordWriter) {
        switch self {
        case .ofBalance: record.byte(0)
        case .unlimited: record.byte(1)
        case .upTo(let limit):
            record.byte(2)
            record.amount(limit)
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .ofBalance
        case 1: self = .unlimited
        case 2: self = .upTo(try record.amount())
        default: throw RecordDamage()
        }
    }
}

extension Entry: Record {
    static var table: Table { .entries }

    func write(to record: inout RecordWriter) {
        record.number(number)
        record.id(balanceID)
        record.id(transactionID)
        record.number(sequence)
        record.byte(side.rawValue)
        record.byte(movement.rawValue)
        record.amount(amount)
        after.write(to: &record)
        record.number(version)
        record.time(recordedAt)
        record.time(effectiveAt)
        record.number(previous)
        record.number(jump)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            number: try record.number(), balanceID: try record.id(),
            transactionID: try record.id(), sequence: try record.number(),
            side: try record.choice(), movement: try record.choice(),
            amount: try record.amount(), after: try Sums(from: &record),
            version: try record.number(), recordedAt: try record.time(),
            effectiveAt: try record.time(), previous: try record.number(),
            jump: try record.number())
    }
}
