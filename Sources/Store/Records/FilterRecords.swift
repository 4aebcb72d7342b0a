import Ledger

/// A filter as a part of the records that have one: its sets in order, so that equal filters are
/// equal bytes.
extension EventFilter {
    func write(to record: inout RecordWriter) {
        record.list(monitorIDs.sorted()) { $0.id($1) }
        record.list(balanceIDs.sorted()) { $0.id($1) }
        record.optional(ledgerID) { $0.id($1) }
        record.text(indicatorPrefix)
        record.list(types.sorted()) { $0.byte($1.rawValue) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            monitorIDs: try record.list { (record) throws(RecordDamage) -> MonitorID in
                try record.id()
            },
            balanceIDs: try record.list { (record) throws(RecordDamage) -> BalanceID in
                try record.id()
            },
            ledgerID: try record.optionalID(), indicatorPrefix: try record.text(),
            types: try record.list { (record) throws(RecordDamage) -> EventType in
                try record.choice()
            })
    }
}
