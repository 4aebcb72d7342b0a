import Ledger

extension Transaction: Record {
    static var table: Table { .transactions }

    func write(to record: inout RecordWriter) {
        record.id(id)
        record.number(sequence)
        record.text(reference.description)
        record.byte(kind.rawValue)
        order.write(to: &record)
        record.optional(child) { $1.write(to: &$0) }
        record.time(createdAt)
        record.optional(movement) { $1.write(to: &$0, of: self) }
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let id: TransactionID = try record.id()
        let sequence = try record.number()
        guard let reference = Reference(try record.text()) else { throw RecordDamage() }
        self.init(
            id: id, sequence: sequence, reference: reference, kind: try record.choice(),
            order: try TransactionOrder(from: &record),
            child: try record.optional { (record) throws(RecordDamage) in
                try ChildOrder(from: &record)
            },
            createdAt: try record.time(), movement: nil)
        if try record.flag() { movement = try Movement(from: &record, of: self) }
    }
}

extension Transaction.Movement {
    // Most move at once, what the order says, on the balances that it names: of these nothing is
    // written twice.

    fileprivate func write(to record: inout RecordWriter, of transaction: Transaction) {
        let order = transaction.order
        let isLater = sequence != transaction.sequence
        let isShifted = effectiveAt != transaction.createdAt
        record.byte((isLater ? Flags.later : 0) | (isShifted ? Flags.shifted : 0))
        if isLater { record.number(sequence) }
        if isShifted { record.time(effectiveAt) }
        record.legs(sources, order.amount, order.sources)
        record.legs(destinations, order.amount, order.destinations)
        record.number(firstEntry)
        record.number(UInt64(entryCount))
    }

    fileprivate init(
        from record: inout RecordReader, of transaction: Transaction
    ) throws(RecordDamage) {
        let flags = try record.byte()
        guard flags & ~(Flags.later | Flags.shifted) == 0 else { throw RecordDamage() }
        let order = transaction.order
        let sequence = flags & Flags.later == 0 ? transaction.sequence : try record.number()
        let effectiveAt = flags & Flags.shifted == 0 ? transaction.createdAt : try record.time()
        let sources = try record.legs(order.amount, order.sources)
        self.init(
            sequence: sequence, sources: sources,
            destinations: try record.legs(order.amount, order.destinations),
            effectiveAt: effectiveAt,
            firstEntry: try record.number(), entryCount: try record.number32())
        guard (sequence != transaction.sequence) == (flags & Flags.later != 0),
            (effectiveAt != transaction.createdAt) == (flags & Flags.shifted != 0)
        else { throw RecordDamage() }
    }

    private enum Flags {
        /// Its commit is not that of the transaction.
        static let later: UInt8 = 1
        /// It stands elsewhere in history.
        static let shifted: UInt8 = 2
    }
}

extension Transaction.Leg {
    private enum Flags {
        static let new: UInt8 = 1
        /// Its balance is not named by its id in the order.
        static let found: UInt8 = 2
        /// It is a part of the amount.
        static let part: UInt8 = 4
    }

    fileprivate func write(to record: inout RecordWriter, _ total: Amount, _ party: Party?) {
        let isFound = party != .id(balanceID)
        let isPart = amount != total
        record.byte(
            (isNew ? Flags.new : 0) | (isFound ? Flags.found : 0) | (isPart ? Flags.part : 0))
        if isFound { record.id(balanceID) }
        if isPart { record.amount(amount) }
    }

    fileprivate init(
        from record: inout RecordReader, _ total: Amount, _ party: Party?
    ) throws(RecordDamage) {
        let flags = try record.byte()
        guard flags & ~(Flags.new | Flags.found | Flags.part) == 0 else { throw RecordDamage() }
        let balanceID: BalanceID
        if flags & Flags.found != 0 {
            balanceID = try record.id()
            guard party != .id(balanceID) else { throw RecordDamage() }
        } else if case .id(let named) = party {
            balanceID = named
        } else {
            throw RecordDamage()
        }
        let isPart = flags & Flags.part != 0
        let amount = isPart ? try record.amount() : total
        guard isPart == (amount != total) else { throw RecordDamage() }
        self.init(balanceID: balanceID, amount: amount, isNew: flags & Flags.new != 0)
    }
}

extension RecordWriter {
    fileprivate mutating func legs(
        _ legs: [Transaction.Leg], _ total: Amount, _ shares: [TransactionOrder.Share]
    ) {
        number(UInt64(legs.count))
        for (position, leg) in legs.enumerated() {
            leg.write(to: &self, total, shares.party(at: position))
        }
    }
}

extension RecordReader {
    fileprivate mutating func legs(
        _ total: Amount, _ shares: [TransactionOrder.Share]
    ) throws(RecordDamage) -> [Transaction.Leg] {
        var legs: [Transaction.Leg] = []
        for position in 0..<(try number()) {
            let party = shares.party(at: Int(clamping: position))
            legs.append(try Transaction.Leg(from: &self, total, party))
        }
        return legs
    }
}

extension [TransactionOrder.Share] {
    fileprivate func party(at position: Int) -> Party? {
        position < count ? self[position].party : nil
    }
}

extension Entry: Record {
    static var table: Table { .entries }

    // Its first byte: the movement 2 bits · side 1 · back-dated 1.
    private static let sideShift: UInt8 = 2
    private static let backdated: UInt8 = 8

    func write(to record: inout RecordWriter) {
        let isBackdated = effectiveAt != recordedAt
        record.byte(
            movement.rawValue | side.rawValue << Entry.sideShift
                | (isBackdated ? Entry.backdated : 0))
        record.number(number)
        record.id(balanceID)
        record.id(transactionID)
        record.number(sequence)
        record.amount(amount)
        after.write(to: &record)
        record.number(version)
        record.time(recordedAt)
        if isBackdated { record.time(effectiveAt) }
        record.number(previous)
        record.number(jump)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let head = try record.byte()
        let isBackdated = head & Entry.backdated != 0
        guard head < 16, let movement = Sums.Movement(rawValue: head & 3),
            let side = Sums.Side(rawValue: head >> Entry.sideShift & 1)
        else { throw RecordDamage() }
        let number = try record.number()
        let balanceID: BalanceID = try record.id()
        let transactionID: TransactionID = try record.id()
        let sequence = try record.number()
        let amount = try record.amount()
        let after = try Sums(from: &record)
        let version = try record.number()
        let recordedAt = try record.time()
        let effectiveAt = isBackdated ? try record.time() : recordedAt
        guard isBackdated == (effectiveAt != recordedAt) else { throw RecordDamage() }
        self.init(
            number: number, balanceID: balanceID, transactionID: transactionID,
            sequence: sequence, side: side, movement: movement, amount: amount, after: after,
            version: version, recordedAt: recordedAt, effectiveAt: effectiveAt,
            previous: try record.number(), jump: try record.number())
    }
}
