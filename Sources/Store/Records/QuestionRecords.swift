import Ledger

extension MonitorQuestion {
    func write(to record: inout RecordWriter) {
        switch self {
        case .one(let condition):
            record.byte(0)
            condition.write(to: &record)
        case .several(let conditions, let join):
            record.byte(1)
            record.list(conditions) { $1.write(to: &$0) }
            record.byte(join.rawValue)
        case .ladder(let steps):
            record.byte(2)
            record.list(steps) {
                $0.text($1.severity)
                $1.condition.write(to: &$0)
            }
        }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .one(try Condition(from: &record))
        case 1:
            let conditions = try record.list { (record) throws(RecordDamage) in
                try Condition(from: &record)
            }
            self = .several(conditions, try record.choice())
        case 2:
            self = .ladder(
                try record.list { (record) throws(RecordDamage) in
                    Step(severity: try record.text(), condition: try Condition(from: &record))
                })
        default: throw RecordDamage()
        }
    }
}

extension Condition {
    func write(to record: inout RecordWriter) {
        record.byte(field.rawValue)
        record.byte(comparison.rawValue)
        threshold.write(to: &record)
        record.optional(precision) { $0.number(UInt64($1)) }
        record.optional(rearm) { $1.write(to: &$0) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let field: Field = try record.choice()
        let comparison: Comparison = try record.choice()
        let threshold = try Threshold(from: &record)
        let precision = try record.optionalPrecision()
        let rearm = try record.optional { (record) throws(RecordDamage) in
            try Threshold(from: &record)
        }
        // Numbers are scaled by it.
        guard (precision ?? 1) >= 1 else { throw RecordDamage() }
        do throws(Fault) {
            try self.init(
                field: field, comparison: comparison, threshold: threshold, precision: precision,
                rearm: rearm)
        } catch {
            throw RecordDamage()
        }
    }
}

extension Condition.Threshold {
    func write(to record: inout RecordWriter) {
        switch self {
        case .minorUnits(let amount):
            record.byte(0)
            record.amount(amount)
        case .decimal(let text):
            record.byte(1)
            record.text(text)
        case .percent(let share):
            record.byte(2)
            record.text(share.text)
            switch share.base {
            case .field(let field): record.byte(field.rawValue)
            case .overdraftLimit: record.byte(Self.overdraftLimit)
            case .creditLimit: record.byte(Self.creditLimit)
            }
        }
    }

    // Behind the numbers of the fields, with room for more of them.
    private static let overdraftLimit: UInt8 = 128
    private static let creditLimit: UInt8 = 129

    init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .minorUnits(try record.amount())
        case 1: self = .decimal(try record.text())
        case 2:
            let text = try record.text()
            let base: PercentOf.Base
            switch try record.byte() {
            case Self.overdraftLimit: base = .overdraftLimit
            case Self.creditLimit: base = .creditLimit
            case let code:
                guard let field = Condition.Field(rawValue: code) else { throw RecordDamage() }
                base = .field(field)
            }
            do throws(AmountText.Failure) {
                self = .percent(try PercentOf(text, of: base))
            } catch {
                throw RecordDamage()
            }
        default: throw RecordDamage()
        }
    }
}
