import Ledger

extension LedgerRecord: Record {
    static var table: Table { .ledgers }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.text(name)
        record.text(metaData.canonical)
        record.time(createdAt)
        record.time(updatedAt)
        record.number(version)
        record.optional(request) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let id: LedgerID = try record.id()
        let name = try record.text()
        let metaData = MetaData(canonical: try record.text())
        let createdAt = try record.time()
        let updatedAt = try record.time()
        let version = try record.number()
        self.init(
            id: id, name: name, metaData: metaData, createdAt: createdAt,
            request: try record.optional { (record) throws(RecordDamage) in
                try CreateLedger(from: &record)
            })
        self.updatedAt = updatedAt
        self.version = version
    }
}

extension CreateLedger {
    func write(to record: inout RecordWriter) {
        record.optional(id) { $0.id($1) }
        record.text(name)
        record.text(metaData.canonical)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.optionalID(),
            name: try record.text(), metaData: MetaData(canonical: try record.text()))
    }
}
