import Ledger

extension Monitor: Record {
    static var table: Table { .monitors }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.number(ordinal)
        scope.write(to: &record)
        question.write(to: &record)
        record.byte(trigger.rawValue)
        record.optional(cooldown) { $0.number(UInt64($1)) }
        record.text(overrideKey)
        record.flag(isEnabled)
        record.text(description)
        record.text(callBackURL)
        record.text(metaData.canonical)
        record.time(createdAt)
        record.optional(request) { $1.write(to: &$0) }
        record.time(updatedAt)
        record.number(version)
        firings.write(to: &record)
        standing.write(to: &record)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.id(), ordinal: try record.number(),
            scope: try MonitorScope(from: &record),
            question: try MonitorQuestion(from: &record), trigger: try record.choice(),
            cooldown: try record.optionalPrecision(), overrideKey: try record.text(),
            isEnabled: try record.flag(), description: try record.text(),
            callBackURL: try record.text(), metaData: MetaData(canonical: try record.text()),
            createdAt: try record.time(),
            request: try record.optional { (record) throws(RecordDamage) in
                try CreateMonitor(from: &record)
            })
        updatedAt = try record.time()
        version = try record.number()
        firings = try FiringRecord(from: &record)
        standing = try MonitorStanding(from: &record)
        guard standing.firings.count == question.voices else { throw RecordDamage() }
    }
}

extension MonitorStanding: Record {
    static var table: Table { .memories }

    func write(to record: inout RecordWriter) {
        latched.write(to: &record)
        muted.write(to: &record)
        record.list(firings) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            latched: try PartSet(from: &record), muted: try PartSet(from: &record),
            firings: try record.list { (record) throws(RecordDamage) in
                try FiringRecord(from: &record)
            })
    }
}

extension FiringRecord {
    func write(to record: inout RecordWriter) {
        record.optional(lastFiredAt) { $0.time($1) }
        record.number(firedCount)
        record.number(suppressedCount)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            lastFiredAt: try record.optionalTime(), firedCount: try record.number(),
            suppressedCount: try record.number())
    }
}

extension PartSet {
    func write(to record: inout RecordWriter) { record.number(UInt64(bits)) }

    init(from record: inout RecordReader) throws(RecordDamage) {
        guard let bits = UInt16(exactly: try record.number()) else { throw RecordDamage() }
        self.init(bits: bits)
    }
}

extension CreateMonitor {
    func write(to record: inout RecordWriter) {
        record.optional(id) { $0.id($1) }
        target.write(to: &record)
        question.write(to: &record)
        record.byte(trigger.rawValue)
        record.optional(cooldown) { $0.number(UInt64($1)) }
        record.flag(firesImmediately)
        record.text(overrideKey)
        record.flag(isEnabled)
        record.text(description)
        record.text(callBackURL)
        record.text(metaData.canonical)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            id: try record.optionalID(), target: try MonitorTarget(from: &record),
            question: try MonitorQuestion(from: &record), trigger: try record.choice(),
            cooldown: try record.optionalPrecision(), firesImmediately: try record.flag(),
            overrideKey: try record.text(), isEnabled: try record.flag(),
            description: try record.text(), callBackURL: try record.text(),
            metaData: MetaData(canonical: try record.text()))
    }
}

extension MonitorNotification {
    func write(to record: inout RecordWriter) {
        monitor.write(to: &record)
        met.write(to: &record)
        record.optional(transactionID) { $0.id($1) }
        record.optional(balanceID) { $0.id($1) }
        record.list(observations) {
            $0.byte($1.field.rawValue)
            $0.amount($1.before)
            $0.amount($1.after)
        }
        record.optional(step) { $0.number(UInt64($1)) }
        record.number(suppressedCount)
        record.currency(currency)
        sums.write(to: &record)
        record.number(balanceVersion)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            monitor: try Monitor(from: &record), met: try PartSet(from: &record),
            transactionID: try record.optionalID(), balanceID: try record.optionalID(),
            observations: try record.list { (record) throws(RecordDamage) in
                Observation(
                    field: try record.choice(), before: try record.amount(),
                    after: try record.amount())
            },
            step: try record.optional { (record) throws(RecordDamage) in
                Int(try record.number32())
            },
            suppressedCount: try record.number(), currency: try record.currency(),
            sums: try Sums(from: &record), balanceVersion: try record.number())
    }
}
