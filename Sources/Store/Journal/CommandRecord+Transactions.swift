import Ledger

extension CreateTransaction {
    func write(to record: inout RecordWriter) {
        record.optional(id) { $0.id($1) }
        record.text(reference.description)
        order.write(to: &record)
        record.list(expectedVersions) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.optionalID(), reference: try record.reference(),
            order: try TransactionOrder(from: &record),
            expectedVersions: try record.expectedVersions())
    }
}

extension CreateChild {
    func write(to record: inout RecordWriter) {
        record.text(reference.description)
        order.write(to: &record)
        record.list(expectedVersions) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            reference: try record.reference(), order: try ChildOrder(from: &record),
            expectedVersions: try record.expectedVersions())
    }
}

extension CreateTransaction.ExpectedVersion {
    fileprivate func write(to record: inout RecordWriter) {
        record.id(balanceID)
        record.number(version)
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(balanceID: try record.id(), version: try record.number())
    }
}

extension RecordReader {
    fileprivate mutating func reference() throws(RecordDamage) -> Reference {
        guard let value = Reference(try text()) else { throw RecordDamage() }
        return value
    }

    fileprivate mutating func expectedVersions()
        throws(RecordDamage) -> [CreateTransaction.ExpectedVersion]
    {
        try list { (record) throws(RecordDamage) in
            try CreateTransaction.ExpectedVersion(from: &record)
        }
    }
}
