import Ledger

extension Subscription: Record {
    static var table: Table { .subscriptions }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.text(name.description)
        filter.write(to: &record)
        start.write(to: &record)
        record.optional(retainFor) { $0.number(UInt64($1)) }
        record.time(createdAt)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let id: SubscriptionID = try record.id()
        guard let name = SubscriptionName(try record.text()) else { throw RecordDamage() }
        self.init(
            id: id, name: name, filter: try EventFilter(from: &record),
            start: try EventStart(from: &record), retainFor: try record.optionalPrecision(),
            createdAt: try record.time())
    }
}

extension EventStart {
    func write(to record: inout RecordWriter) {
        switch self {
        case .next: record.byte(0)
        case .oldest: record.byte(1)
        case .sequence(let sequence):
            record.byte(2)
            record.number(sequence)
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .next
        case 1: self = .oldest
        case 2: self = .sequence(try record.number())
        default: throw RecordDamage()
        }
    }
}

extension SubscriptionCursor: Record {
    static var table: Table { .cursors }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.number(acknowledged)
        record.optional(acknowledgedAt) { $0.time($1) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), acknowledged: try record.number(),
            acknowledgedAt: try record.optionalTime())
    }
}
