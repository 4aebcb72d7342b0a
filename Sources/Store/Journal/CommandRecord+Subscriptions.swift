import Ledger

extension CreateSubscription {
    func write(to record: inout RecordWriter) {
        record.optional(id) { $0.id($1) }
        record.text(name.description)
        filter.write(to: &record)
        start.write(to: &record)
        record.optional(retainFor) { $0.integer($1) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.optionalID(), name: try record.subscriptionName(),
            filter: try EventFilter(from: &record), start: try EventStart(from: &record),
            retainFor: try record.optionalInteger())
    }
}

extension NamedSubscription {
    func write(to record: inout RecordWriter) {
        switch self {
        case .id(let id):
            record.byte(0)
            record.id(id)
        case .name(let name):
            record.byte(1)
            record.text(name.description)
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .id(try record.id())
        case 1: self = .name(try record.subscriptionName())
        default: throw RecordDamage()
        }
    }
}

// MARK: - Notes

extension Note {
    func write(to record: inout RecordWriter) {
        switch self {
        case .acknowledge(let note):
            note.subscription.write(to: &record)
            record.number(note.sequence)
        case .trimEvents(let note):
            record.number(note.through)
            record.number(note.subscriptionsMade)
        case .attempt(let note): note.write(to: &record)
        case .clearQueue(let note): record.id(note.id)
        case .forgetDeliveries(let note): record.integer(Int64(note.count))
        }
    }

    init(_ code: CommandCode, from record: inout RecordReader) throws(RecordDamage) {
        switch code {
        case .acknowledge:
            self = .acknowledge(
                AcknowledgeSubscription(
                    try NamedSubscription(from: &record), through: try record.number()))
        case .trimEvents:
            self = .trimEvents(
                TrimEvents(through: try record.number(), subscriptionsMade: try record.number()))
        case .attempt: self = .attempt(try NoteAttempt(from: &record))
        case .clearQueue: self = .clearQueue(ClearQueue(id: try record.id()))
        case .forgetDeliveries:
            self = .forgetDeliveries(ForgetDeliveries(count: Int(try record.integer())))
        default: throw RecordDamage()
        }
    }
}

extension RecordReader {
    fileprivate mutating func subscriptionName() throws(RecordDamage) -> SubscriptionName {
        guard let value = SubscriptionName(try text()) else { throw RecordDamage() }
        return value
    }
}
