import Ledger

extension MonitorScope {
    func write(to record: inout RecordWriter) {
        switch self {
        case .balance(let id):
            record.byte(0)
            record.id(id)
        case .rollUp(let selection, let place):
            record.byte(1)
            selection.write(to: &record)
            record.id(place.id)
            record.byte(place.slot)
        case .ledgerRule(let rule):
            record.byte(2)
            rule.write(to: &record)
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .balance(try record.id())
        case 1:
            let selection = try BalanceSelection(from: &record)
            self = .rollUp(
                selection, RollUpPlace(id: try record.id(), slot: try record.slot()))
        case 2: self = .ledgerRule(try LedgerRule(from: &record))
        default: throw RecordDamage()
        }
    }
}

extension MonitorTarget {
    func write(to record: inout RecordWriter) {
        switch self {
        case .balance(.id(let id)):
            record.byte(0)
            record.id(id)
        case .balance(.indicator(let indicator, let currency)):
            record.byte(1)
            record.text(indicator.description)
            record.currency(currency)
        case .rollUp(let selection):
            record.byte(2)
            selection.write(to: &record)
        case .ledgerRule(let rule):
            record.byte(3)
            rule.write(to: &record)
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .balance(.id(try record.id()))
        case 1: self = .balance(.indicator(try record.indicator(), try record.currency()))
        case 2: self = .rollUp(try BalanceSelection(from: &record))
        case 3: self = .ledgerRule(try LedgerRule(from: &record))
        default: throw RecordDamage()
        }
    }
}

extension BalanceSelection {
    fileprivate func write(to record: inout RecordWriter) {
        record.currency(currency)
        record.optional(ledgerID) { $0.id($1) }
        record.text(identityID)
        record.text(indicatorPrefix)
        record.list(metaData) {
            $0.text($1.key)
            $0.optional($1.value) { $0.text($1) }
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            currency: try record.currency(), ledgerID: try record.optionalID(),
            identityID: try record.text(), indicatorPrefix: try record.text(),
            metaData: try record.list { (record) throws(RecordDamage) in
                MetaDataMatch(
                    key: try record.text(),
                    value: try record.optional { (record) throws(RecordDamage) in
                        try record.text()
                    })
            })
    }
}

extension LedgerRule {
    fileprivate func write(to record: inout RecordWriter) {
        record.id(ledgerID)
        record.optional(currency) { $0.text($1.description) }
        record.text(indicatorPrefix)
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            ledgerID: try record.id(),
            currency: try record.optional { (record) throws(RecordDamage) in
                try record.currency()
            },
            indicatorPrefix: try record.text())
    }
}

extension RollUp: Record {
    static var table: Table { .rollUps }

    func write(to record: inout RecordWriter) {
        record.id(id)
        selection.write(to: &record)
        record.byte(slot)
        sums.write(to: &record)
        watched.write(to: &record)
        record.number(monitorCount)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), selection: try BalanceSelection(from: &record),
            slot: try record.slot())
        sums = try Sums(from: &record)
        watched = try MonitorMask(from: &record)
        monitorCount = try record.number()
    }
}

extension LedgerWatch: Record {
    static var table: Table { .ledgerWatches }

    func write(to record: inout RecordWriter) {
        record.id(ledgerID)
        watched.write(to: &record)
        record.number(ruleCount)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            ledgerID: try record.id(), watched: try MonitorMask(from: &record),
            ruleCount: try record.number())
    }
}

extension MonitorMask {
    fileprivate func write(to record: inout RecordWriter) {
        record.amount(Amount(Int128(truncatingIfNeeded: bits)))
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(bits: UInt128(truncatingIfNeeded: try record.amount().minorUnits))
    }
}

extension RecordReader {
    /// A slot of the roll-ups of a currency.
    fileprivate mutating func slot() throws(RecordDamage) -> UInt8 {
        let slot = try byte()
        guard slot < UInt8(MonitorLimits.rollUps) else { throw RecordDamage() }
        return slot
    }
}
