import Ledger

extension TransactionProgress: Record {
    static var table: Table { .progress }

    func write(to record: inout RecordWriter) {
        record.id(transactionID)
        record.byte(status.rawValue)
        record.list(sources) { $1.write(to: &$0) }
        record.list(destinations) { $1.write(to: &$0) }
        terms.write(to: &record)
        record.time(updatedAt)
        record.optional(rejection) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            transactionID: try record.id(), status: try record.choice(),
            sources: try record.list { (record) throws(RecordDamage) in
                try LegProgress(from: &record)
            },
            destinations: try record.list { (record) throws(RecordDamage) in
                try LegProgress(from: &record)
            },
            terms: try HoldTerms(from: &record), updatedAt: try record.time(),
            rejection: try record.optional { (record) throws(RecordDamage) in
                try Rejection(from: &record)
            })
    }
}

extension TransactionProgress.LegProgress {
    fileprivate func write(to record: inout RecordWriter) {
        record.amount(total)
        record.amount(settled)
        record.amount(released)
        record.amount(refunded)
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            total: try record.amount(), settled: try record.amount(),
            released: try record.amount(), refunded: try record.amount())
    }
}

extension Rejection {
    fileprivate func write(to record: inout RecordWriter) {
        record.text(reason.rawValue)
        record.text(field)
        record.text(message)
        record.list(facts) {
            $0.text($1.name)
            $0.text($1.value)
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        guard let reason = Reason(rawValue: try record.text()) else { throw RecordDamage() }
        self.init(
            reason, field: try record.text(), try record.text(),
            facts: try record.list { (record) throws(RecordDamage) in
                Fact(try record.text(), try record.text())
            })
    }
}
