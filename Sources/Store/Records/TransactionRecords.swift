import Ledger

extension Transaction: Record {
    static var table: Table { .transactions }

    // Its first byte: the kind 3 bits · a child 1 · with what it moved 1.
    private enum Head {
        static let child: UInt8 = 8
        static let moved: UInt8 = 16
    }

    func write(to record: inout RecordWriter) {
        record.byte(
            kind.rawValue | (child == nil ? 0 : Head.child)
                | (movement == nil ? 0 : Head.moved))
        record.number(sequence)
        record.text(reference.description)
        order.write(to: &record)
        child?.write(to: &record)
        record.time(createdAt, near: id)
        movement?.write(to: &record, of: self)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        let id: TransactionID = try record.ownID()
        let head = try record.byte()
        guard head < 2 * Head.moved, let kind = Kind(rawValue: head & 7) else {
            throw RecordDamage()
        }
        let sequence = try record.number()
        guard let reference = Reference(try record.text()) else { throw RecordDamage() }
        self.init(
            id: id, sequence: sequence, reference: reference, kind: kind,
            order: try TransactionOrder(from: &record),
            child: head & Head.child == 0 ? nil : try ChildOrder(from: &record),
            createdAt: try record.time(near: id), movement: nil)
        if head & Head.moved != 0 { movement = try Movement(from: &record, of: self) }
    }
}

extension Transaction.Movement {
    // Most move at once, what the order says, on the balances that it names: of these nothing is
    // written twice.

    fileprivate func write(to record: inout RecordWriter, of transaction: Transaction) {
        let order = transaction.order
        let isLater = sequence != transaction.sequence
        let isShifted = effectiveAt != transaction.createdAt
        let isPlain = isPlain(by: order)
        record.byte(
            (isLater ? Flags.later : 0) | (isShifted ? Flags.shifted : 0)
                | (isPlain ? Flags.plain : 0))
        if isLater { record.number(sequence) }
        if isShifted { record.time(effectiveAt) }
        record.number(firstEntry)
        guard !isPlain else { return }
        record.legs(sources, order.amount, order.sources)
        record.legs(destinations, order.amount, order.destinations)
        record.number(UInt64(entryCount))
    }

    fileprivate init(
        from record: inout RecordReader, of transaction: Transaction
    ) throws(RecordDamage) {
        let flags = try record.byte()
        guard flags < 2 * Flags.plain else { throw RecordDamage() }
        let order = transaction.order
        let isPlain = flags & Flags.plain != 0
        let sequence = flags & Flags.later == 0 ? transaction.sequence : try record.number()
        let effectiveAt = flags & Flags.shifted == 0 ? transaction.createdAt : try record.time()
        let firstEntry = try record.number()
        if isPlain {
            self.init(
                sequence: sequence, sources: try order.plainLegs(order.sources),
                destinations: try order.plainLegs(order.destinations), effectiveAt: effectiveAt,
                firstEntry: firstEntry, entryCount: 2)
        } else {
            self.init(
                sequence: sequence, sources: try record.legs(order.amount, order.sources),
                destinations: try record.legs(order.amount, order.destinations),
                effectiveAt: effectiveAt, firstEntry: firstEntry,
                entryCount: try record.number32())
        }
        guard (sequence != transaction.sequence) == (flags & Flags.later != 0),
            (effectiveAt != transaction.createdAt) == (flags & Flags.shifted != 0),
            isPlain == self.isPlain(by: order)
        else { throw RecordDamage() }
    }

    /// Whether it is the whole amount from one balance that the order names to another one.
    private func isPlain(by order: TransactionOrder) -> Bool {
        entryCount == 2 && sources.count == 1 && sources[0].isPlain(order.amount, order.sources)
            && destinations.count == 1
            && destinations[0].isPlain(order.amount, order.destinations)
    }

    private enum Flags {
        /// Its commit is not that of the transaction.
        static let later: UInt8 = 1
        /// It stands elsewhere in history.
        static let shifted: UInt8 = 2
        /// It is the whole amount from one balance that the order names to another one.
        static let plain: UInt8 = 4
    }
}

extension TransactionOrder {
    fileprivate func plainLegs(_ shares: [Share]) throws(RecordDamage) -> [Transaction.Leg] {
        guard case .id(let id) = shares.party(at: 0) else { throw RecordDamage() }
        return [Transaction.Leg(balanceID: id, amount: amount)]
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

    fileprivate func isPlain(_ total: Amount, _ shares: [TransactionOrder.Share]) -> Bool {
        !isNew && amount == total && shares.count == 1 && shares[0].party == .id(balanceID)
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
