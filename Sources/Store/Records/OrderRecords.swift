import Ledger

extension TransactionOrder {
    func write(to record: inout RecordWriter) {
        let (paying, receiving) = (sources.form, destinations.form)
        record.byte(uncommon.rawValue)
        record.byte(paying.rawValue | receiving.rawValue << 2 | overdraft.code << 4)
        record.currency(currency)
        record.amount(amount)
        record.shares(sources, paying)
        record.shares(destinations, receiving)
        if case .upTo(let limit) = overdraft { record.amount(limit) }
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
        let forms = try record.byte()
        guard let paying = ShareForm(rawValue: forms & 3),
            let receiving = ShareForm(rawValue: forms >> 2 & 3)
        else { throw RecordDamage() }
        let currency = try record.currency()
        let amount = try record.amount()
        let sources = try record.shares(paying)
        let destinations = try record.shares(receiving)
        let overdraft = try Overdraft(code: forms >> 4, from: &record)
        self.init(
            currency: currency, amount: amount,
            precision: uncommon.contains(.precision) ? try record.precision() : nil,
            sources: sources, destinations: destinations,
            description: uncommon.contains(.description) ? try record.text() : "",
            overdraft: overdraft,
            hold: uncommon.contains(.hold) ? try HoldTerms(from: &record) : nil,
            scheduledFor: uncommon.contains(.scheduledFor) ? try record.time() : nil,
            effectiveAt: uncommon.contains(.effectiveAt) ? try record.time() : nil,
            metaData: uncommon.contains(.metaData)
                ? MetaData(canonical: try record.text()) : .empty,
            ledgerID: uncommon.contains(.ledger) ? try record.id() : .general,
            requiresExistingBalances: uncommon.contains(.requiresExistingBalances))
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

/// How one side of an order is written: mostly it is one balance that pays or receives all.
private enum ShareForm: UInt8 {
    case list = 0
    case wholeByID = 1
    case wholeByIndicator = 2
}

extension [TransactionOrder.Share] {
    fileprivate var form: ShareForm {
        guard count == 1, self[0].portion == .whole else { return .list }
        return switch self[0].party {
        case .id: .wholeByID
        case .indicator: .wholeByIndicator
        }
    }
}

extension RecordWriter {
    fileprivate mutating func shares(_ shares: [TransactionOrder.Share], _ form: ShareForm) {
        guard form == .list else {
            shares[0].party.writeName(to: &self)
            return
        }
        list(shares) { record, share in
            share.party.write(to: &record)
            share.portion.write(to: &record)
        }
    }
}

extension RecordReader {
    fileprivate mutating func shares(
        _ form: ShareForm
    ) throws(RecordDamage) -> [TransactionOrder.Share] {
        switch form {
        case .wholeByID: return [.init(.id(try id()), .whole)]
        case .wholeByIndicator: return [.init(.indicator(try indicator()), .whole)]
        case .list:
            let shares = try list { (record) throws(RecordDamage) in
                TransactionOrder.Share(
                    try Party(from: &record), try Distribution.Portion(from: &record))
            }
            guard shares.form == .list else { throw RecordDamage() }
            return shares
        }
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
        case .id: record.byte(0)
        case .indicator: record.byte(1)
        }
        writeName(to: &record)
    }

    /// What it goes by, where its kind is known.
    fileprivate func writeName(to record: inout RecordWriter) {
        switch self {
        case .id(let id): record.id(id)
        case .indicator(let indicator): record.text(indicator.description)
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
    fileprivate var code: UInt8 {
        switch self {
        case .ofBalance: 0
        case .unlimited: 1
        case .upTo: 2
        }
    }

    func write(to record: inout RecordWriter) {
        record.byte(code)
        if case .upTo(let limit) = self { record.amount(limit) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        self = try Overdraft(code: try record.byte(), from: &record)
    }

    fileprivate init(code: UInt8, from record: inout RecordReader) throws(RecordDamage) {
        switch code {
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
