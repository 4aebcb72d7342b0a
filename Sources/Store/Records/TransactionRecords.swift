import Ledger

extension Transaction: Record {
    static var table: Table { .transactions }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.number(sequence)
        record.text(reference.description)
        record.byte(kind.rawValue)
        order.write(to: &record)
        record.optional(child) { $1.write(to: &$0) }
        record.time(createdAt)
        record.optional(movement) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let id: TransactionID = try record.id()
        let sequence = try record.number()
        guard let reference = Reference(try record.text()) else { throw RecordDamage() }
        self.init(
            id: id, sequence: sequence, reference: reference, kind: try record.choice(),
            order: try TransactionOrder(from: &record),
            child: try record.optional { (record) throws(RecordDamage) in
                try ChildOrder(from: &record)
            },
            createdAt: try record.time(),
            movement: try record.optional { (record) throws(RecordDamage) in
                try Movement(from: &record)
            })
    }
}

extension Transaction.Movement {
    fileprivate func write(to record: inout RecordWriter) {
        record.number(sequence)
        record.list(sources) { $1.write(to: &$0) }
        record.list(destinations) { $1.write(to: &$0) }
        record.time(effectiveAt)
        record.number(firstEntry)
        record.number(UInt64(entryCount))
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            sequence: try record.number(),
            sources: try record.list { (record) throws(RecordDamage) in
                try Transaction.Leg(from: &record)
            },
            destinations: try record.list { (record) throws(RecordDamage) in
                try Transaction.Leg(from: &record)
            },
            effectiveAt: try record.time(), firstEntry: try record.number(),
            entryCount: try record.number32())
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
