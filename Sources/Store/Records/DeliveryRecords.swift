import LMDB
import Ledger

extension Delivery: Record {
    static var table: Table { .deliveries }

    func write(to record: inout RecordWriter) {
        record.number(number)
        record.id(webhookID)
        record.id(eventID)
        switch subject {
        case .test: record.byte(0)
        case .event(let sequence, let index):
            record.byte(1)
            record.number(sequence)
            record.number(UInt64(index))
        }
        record.byte(type.rawValue)
        record.optional(monitorID) { $0.id($1) }
        record.optional(balanceID) { $0.id($1) }
        record.list(lanes) { $0.id(BalanceID(bits: $1.bits)) }
        record.time(createdAt)
        record.byte(status.rawValue)
        record.flag(isNext)
        record.number(attemptCount)
        record.number(formerAttemptCount)
        record.time(queuedAt)
        record.time(nextAttemptAt)
        record.optional(finishedAt) { $0.time($1) }
        record.list(attempts) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            number: try record.number(), webhookID: try record.id(), eventID: try record.id(),
            subject: try Subject(from: &record), type: try record.choice(),
            monitorID: try record.optionalID(), balanceID: try record.optionalID(),
            lanes: try record.list { (record) throws(RecordDamage) in
                let id: BalanceID = try record.id()
                return Lane(bits: id.bits)
            },
            createdAt: try record.time())
        status = try record.choice()
        isNext = try record.flag()
        attemptCount = try record.number()
        formerAttemptCount = try record.number()
        queuedAt = try record.time()
        nextAttemptAt = try record.time()
        finishedAt = try record.optionalTime()
        attempts = try record.list { (record) throws(RecordDamage) in
            try DeliveryAttempt(from: &record)
        }
    }
}

extension Delivery.Subject {
    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .test
        case 1: self = .event(sequence: try record.number(), index: try record.number32())
        default: throw RecordDamage()
        }
    }
}

extension DeliveryAttempt {
    func write(to record: inout RecordWriter) {
        record.time(startedAt)
        record.number(nanoseconds)
        record.number(UInt64(status))
        record.text(problem)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let startedAt = try record.time()
        let nanoseconds = try record.number()
        guard let status = UInt16(exactly: try record.number()) else { throw RecordDamage() }
        self.init(
            startedAt: startedAt, nanoseconds: nanoseconds, status: status,
            problem: try record.text())
    }
}

// MARK: - Where it is found

extension Delivery {
    /// A row of an index, whose key says it all.
    struct IndexRow: Hashable {
        let table: Table
        let key: [UInt8]

        fileprivate init(_ table: Table, _ key: Key) {
            self.table = table
            self.key = key.bytes
        }
    }

    /// The indexes of deliveries. The keys of each end in the number of one.
    static let indexes: [Table] = [.unfinished, .lanes, .turns, .deadLetters, .finished]

    /// Its rows in the indexes: what waits in its lanes and, if it is its turn, by time; what was
    /// given up; and what is finished, by the time of that.
    var indexRows: Set<IndexRow> {
        var rows: Set<IndexRow> = []
        if status == .pending {
            rows.insert(IndexRow(.unfinished, Key.number(number)))
            for lane in lanes { rows.insert(IndexRow(.lanes, Key.lane(webhookID, lane, number))) }
            if isNext { rows.insert(IndexRow(.turns, Key.turn(webhookID, nextAttemptAt, number))) }
        }
        if status == .dead { rows.insert(IndexRow(.deadLetters, Key.letter(webhookID, number))) }
        if let finishedAt { rows.insert(IndexRow(.finished, Key.finished(finishedAt, number))) }
        return rows
    }
}

extension Tables {
    /// The database of an index of deliveries.
    func index(_ table: Table) -> Database {
        switch table {
        case .unfinished: unfinished
        case .lanes: lanes
        case .turns: turns
        case .deadLetters: deadLetters
        default: finished
        }
    }
}

extension Key {
    static func lane(_ webhook: WebhookID, _ lane: Delivery.Lane) -> Key {
        Key().bits(webhook.bits).bits(lane.bits)
    }

    static func lane(_ webhook: WebhookID, _ lane: Delivery.Lane, _ number: UInt64) -> Key {
        Key.lane(webhook, lane).number(number)
    }

    static func turn(_ webhook: WebhookID, _ time: Timestamp, _ number: UInt64) -> Key {
        Key().bits(webhook.bits).time(time).number(number)
    }

    static func letter(_ webhook: WebhookID, _ number: UInt64) -> Key {
        Key().bits(webhook.bits).number(number)
    }

    static func finished(_ time: Timestamp, _ number: UInt64) -> Key {
        Key().time(time).number(number)
    }
}
