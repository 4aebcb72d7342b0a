import Ledger

extension TransactionOrder {
    func write(to record: inout RecordWriter) {
        record.currency(currency)
        record.amount(amount)
        record.optional(precision) { $0.number(UInt64($1)) }
        record.list(sources) { $1.write(to: &$0) }
        record.list(destinations) { $1.write(to: &$0) }
        record.text(description)
        overdraft.write(to: &record)
        record.optional(hold) { $1.write(to: &$0) }
        record.optional(scheduledFor) { $0.time($1) }
        record.optional(effectiveAt) { $0.time($1) }
        record.text(metaData.canonical)
        record.id(ledgerID)
        record.flag(requiresExistingBalances)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(
            currency: try record.currency(), amount: try record.amount(),
            precision: try record.optionalPrecision(),
            sources: try record.list { (record) throws(RecordDamage) in try Share(from: &record) },
            destinations: try record.list { (record) throws(RecordDamage) in
                try Share(from: &record)
            },
            description: try record.text(), overdraft: try Overdraft(from: &record),
            hold: try record.optional { (record) throws(RecordDamage) in
                try HoldTerms(from: &record)
            },
            scheduledFor: try record.optionalTime(), effectiveAt: try record.optionalTime(),
            metaData: MetaData(canonical: try record.text()), ledgerID: try record.id(),
            requiresExistingBalances: try record.flag())
    }
}

extension TransactionOrder.Share {
    fileprivate func write(to record: inout RecordWriter) {
        party.write(to: &record)
        portion.write(to: &record)
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(try Party(from: &record), try Distribution.Portion(from: &record))
    }
}

extension Distribution.Portion {
    fileprivate func write(to record: inout RecordWriter) {
        switch self {
        case .whole: record.byte(0)
        case .fixed(let amount):
            record.byte(1)
            record.amount(amount)
        case .percent(let percent):
            record.byte(2)
            record.text(percent.description)
        case .left: record.byte(3)
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .whole
        case 1: self = .fixed(try record.amount())
        case 2:
            guard let percent = Percent(try record.text()) else { throw RecordDamage() }
            self = .percent(percent)
        case 3: self = .left
        default: throw RecordDamage()
        }
    }
}

extension Party {
    fileprivate func write(to record: inout RecordWriter) {
        switch self {
        case .id(let id):
            record.byte(0)
            record.id(id)
        case .indicator(let indicator):
            record.byte(1)
            record.text(indicator.description)
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .id(try record.id())
        case 1: self = .indicator(try record.indicator())
        default: throw RecordDamage()
        }
    }
}

extension Overdraft {
    fileprivate func write(to record: inout RecordWriter) {
        switch self {
        case .ofBalance: record.byte(0)
        case .unlimited: record.byte(1)
        case .upTo(let limit):
            record.byte(2)
            record.amount(limit)
        }
    }

    fileprivate init(from record: inout RecordReader) throws(RecordDamage) {
        switch try record.byte() {
        case 0: self = .ofBalance
        case 1: self = .unlimited
        case 2: self = .upTo(try record.amount())
        default: throw RecordDamage()
        }
    }
}

extension HoldTerms {
    func write(to record: inout RecordWriter) {
        record.optional(expiresAt) { $0.time($1) }
        record.optional(commitAt) { $0.time($1) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self.init(expiresAt: try record.optionalTime(), commitAt: try record.optionalTime())
    }
}

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
