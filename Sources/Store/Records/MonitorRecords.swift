import Ledger

extension Monitor: Record {
    static var table: Table { .monitors }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.number(ordinal)
        record.id(balanceID)
        condition.write(to: &record)
        record.byte(trigger.rawValue)
        record.flag(isEnabled)
        record.text(description)
        record.text(callBackURL)
        record.text(metaData.canonical)
        record.time(createdAt)
        record.optional(request) { $1.write(to: &$0) }
        record.time(updatedAt)
        record.number(version)
        record.optional(lastFiredAt) { $0.time($1) }
        record.number(firedCount)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), ordinal: try record.number(), balanceID: try record.id(),
            condition: try Condition(from: &record), trigger: try record.choice(),
            isEnabled: try record.flag(), description: try record.text(),
            callBackURL: try record.text(), metaData: MetaData(canonical: try record.text()),
            createdAt: try record.time(),
            request: try record.optional { (record) throws(RecordDamage) in
                try CreateMonitor(from: &record)
            })
        updatedAt = try record.time()
        version = try record.number()
        lastFiredAt = try record.optionalTime()
        firedCount = try record.number()
    }
}

extension Condition {
    fileprivate func write(to record: inout RecordWriter) {
        record.byte(field.rawValue)
        record.byte(comparison.rawValue)
        switch threshold {
        case .minorUnits(let amount):
            record.byte(0)
            record.amount(amount)
        case .decimal(let text):
            record.byte(1)
            record.text(text)
        }
        record.optional(precision) { $0.number(UInt64($1)) }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        let field: Field = try record.choice()
        let comparison: Comparison = try record.choice()
        let threshold: Threshold
        switch try record.byte() {
        case 0: threshold = .minorUnits(try record.amount())
        case 1: threshold = .decimal(try record.text())
        default: throw RecordDamage()
        }
        let precision = try record.optionalPrecision()
        do throws(AmountText.Failure) {
            try self.init(
                field: field, comparison: comparison, threshold: threshold, precision: precision)
        } catch {
            throw RecordDamage()
        }
    }
}

extension CreateMonitor {
    fileprivate func write(to record: inout RecordWriter) {
        record.optional(id) { $0.id($1) }
        switch balance {
        case .id(let id):
            record.byte(0)
            record.id(id)
        case .indicator(let indicator, let currency):
            record.byte(1)
            record.text(indicator.description)
            record.text(currency.description)
        }
        condition.write(to: &record)
        record.byte(trigger.rawValue)
        record.flag(isEnabled)
        record.text(description)
        record.text(callBackURL)
        record.text(metaData.canonical)
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        let id: MonitorID? = try record.optionalID()
        let balance: MonitoredBalance
        switch try record.byte() {
        case 0: balance = .id(try record.id())
        case 1: balance = .indicator(try record.indicator(), try record.currency())
        default: throw RecordDamage()
        }
        self.init(
            id: id, balance: balance, condition: try Condition(from: &record),
            trigger: try record.choice(), isEnabled: try record.flag(),
            description: try record.text(), callBackURL: try record.text(),
            metaData: MetaData(canonical: try record.text()))
    }
}
