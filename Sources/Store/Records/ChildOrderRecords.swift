import Ledger

extension ChildOrder {
    func write(to record: inout RecordWriter) {
        record.id(parentID)
        action.write(to: &record)
        record.text(description)
        overdraft.write(to: &record)
        record.optional(effectiveAt) { $0.time($1) }
        record.text(metaData.canonical)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            parentID: try record.id(), action: try Action(from: &record),
            description: try record.text(), overdraft: try Overdraft(from: &record),
            effectiveAt: try record.optionalTime(),
            metaData: MetaData(canonical: try record.text()))
    }
}

extension ChildOrder.Action {
    fileprivate func write(to record: inout RecordWriter) {
        switch self {
        case .commit(let part):
            record.byte(0)
            part.write(to: &record)
        case .void: record.byte(1)
        case .expire: record.byte(2)
        case .update(let change):
            record.byte(3)
            change.write(to: &record)
        case .refund(let part):
            record.byte(4)
            part.write(to: &record)
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .commit(try ChildOrder.Part(from: &record))
        case 1: self = .void
        case 2: self = .expire
        case 3: self = .update(try HoldChange(from: &record))
        case 4: self = .refund(try ChildOrder.Part(from: &record))
        default: throw RecordDamage()
        }
    }
}

extension ChildOrder.Part {
    fileprivate func write(to record: inout RecordWriter) {
        switch self {
        case .rest: record.byte(0)
        case .amount(let amount, let precision):
            record.byte(1)
            record.amount(amount)
            record.optional(precision) { $0.number(UInt64($1)) }
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .rest
        case 1:
            self = .amount(try record.amount(), precision: try record.optionalPrecision())
        default: throw RecordDamage()
        }
    }
}

extension HoldChange {
    fileprivate func write(to record: inout RecordWriter) {
        record.change(total) {
            $0.amount($1.amount)
            $0.optional($1.precision) { $0.number(UInt64($1)) }
        }
        record.change(expiresAt) { $0.optional($1) { $0.time($1) } }
        record.change(commitAt) { $0.optional($1) { $0.time($1) } }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            total: try record.change { (record) throws(RecordDamage) in
                NewTotal(try record.amount(), precision: try record.optionalPrecision())
            },
            expiresAt: try record.change { (record) throws(RecordDamage) in
                try record.optionalTime()
            },
            commitAt: try record.change { (record) throws(RecordDamage) in
                try record.optionalTime()
            })
    }
}
