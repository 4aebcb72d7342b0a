import Ledger

extension TransactionOrder {
    func write(to record: inout RecordWriter) {
        record.byte(uncommon.rawValue)
        record.currency(currency)
        record.amount(amount)
        record.list(sources) { $1.write(to: &$0) }
        record.list(destinations) { $1.write(to: &$0) }
        overdraft.write(to: &record)
        if let precision { record.number(UInt64(precision)) }
        if !description.isEmpty { record.text(description) }
        hold?.write(to: &record)
        if let scheduledFor { record.time(scheduledFor) }
        if let effectiveAt { record.time(effectiveAt) }
        if metaData != .empty { record.text(metaData.canonical) }
        if ledgerID != .general { record.id(ledgerID) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let uncommon = Uncommon(rawValue: try record.byte())
        self.init(
            currency: try record.currency(), amount: try record.amount(),
            sources: try record.list { (record) throws(RecordDamage) in try Share(from: &record) },
            destinations: try record.list { (record) throws(RecordDamage) in
                try Share(from: &record)
            },
            overdraft: try Overdraft(from: &record))
        if uncommon.contains(.precision) { precision = try record.precision() }
        if uncommon.contains(.description) { description = try record.text() }
        if uncommon.contains(.hold) { hold = try HoldTerms(from: &record) }
        if uncommon.contains(.scheduledFor) { scheduledFor = try record.time() }
        if uncommon.contains(.effectiveAt) { effectiveAt = try record.time() }
        if uncommon.contains(.metaData) { metaData = MetaData(canonical: try record.text()) }
        if uncommon.contains(.ledger) { ledgerID = try record.id() }
        requiresExistingBalances = uncommon.contains(.requiresExistingBalances)
        // What is as it is in most orders is never written.
        guard self.uncommon == uncommon else { throw RecordDamage() }
    }

    /// What is otherwise than in most orders, and only then takes room.
    private struct Uncommon: OptionSet {
        let rawValue: UInt8

        static let precision = Uncommon(rawValue: 1)
        static let description = Uncommon(rawValue: 2)
        static let hold = Uncommon(rawValue: 4)
        static let scheduledFor = Uncommon(rawValue: 8)
        static let effectiveAt = Uncommon(rawValue: 16)
        static let metaData = Uncommon(rawValue: 32)
        static let ledger = Uncommon(rawValue: 64)
        static let requiresExistingBalances = Uncommon(rawValue: 128)
    }

    private var uncommon: Uncommon {
        var fields: Uncommon = []
        if precision != nil { fields.insert(.precision) }
        if !description.isEmpty { fields.insert(.description) }
        if hold != nil { fields.insert(.hold) }
        if scheduledFor != nil { fields.insert(.scheduledFor) }
        if effectiveAt != nil { fields.insert(.effectiveAt) }
        if metaData != .empty { fields.insert(.metaData) }
        if ledgerID != .general { fields.insert(.ledger) }
        if requiresExistingBalances { fields.insert(.requiresExistingBalances) }
        return fields
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
