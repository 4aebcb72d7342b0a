import LMDB
package import Ledger

/// What happens next by itself.
struct DueList {
    /// What is to be done now, in the order of its time.
    var ripe: [Due] = []
    /// When there is more to do; nil where it is not known yet.
    var next: Timestamp?
    /// Keys of rows that can't be what was written.
    var damaged: [String] = []
}

extension StoreView {
    /// What is to be done at a time by the clock, at most so much of it.
    func dues(at time: Timestamp, _ limit: Int) throws(StoreError) -> DueList {
        // A clock may be set back, and time may not.
        let time = max(time, state.time)
        var list = DueList()
        try txn.scan(tables.dues) { (key, row) throws(StoreError) in
            guard list.ripe.count < limit else { return .stop }
            // One damaged row never holds up the others.
            guard let due = Due(key, row) else {
                list.damaged.append(hexadecimal(key))
                return .continue
            }
            guard due.time <= time else {
                list.next = due.time
                return .stop
            }
            list.ripe.append(due)
            return .continue
        }
        return list
    }

    /// When the first of the open holds on a balance expires; nil where none does.
    package func nextExpiry(of balance: Balance) throws(StoreError) -> Timestamp? {
        guard balance.sums.hasInflight else { return nil }
        var time: Timestamp?
        let prefix = Key.id(balance.id)
        try txn.scan(tables.expiries, prefix: prefix.bytes.span) { (key, row) throws(StoreError) in
            guard key.count == 40, KeyRecord.isIntact(row, under: key) else {
                throw .damaged(table: Table.expiries.rawValue, key: hexadecimal(key))
            }
            time = Timestamp(nanoseconds: key.number(at: 16))
            return .stop
        }
        return time
    }

    /// The children of a transaction in the order of their making.
    package func children(
        of parent: TransactionID, _ page: PageRequest,
        where matches: (Transaction) throws(StoreError) -> Bool
    ) throws(StoreError) -> Page<Transaction> {
        try rows(of: tables.children, within: Key.id(parent), page) {
            (key, _) throws(StoreError) in
            guard key.count == 32 else {
                throw .damaged(table: Table.children.rawValue, key: hexadecimal(key.span))
            }
            let id = TransactionID(bits: key.span.number(at: 16))
            guard let transaction = try txn.transaction(tables, id), try matches(transaction)
            else { return nil }
            return transaction
        }
    }

    /// Where a transaction stands.
    package func progress(
        of transaction: Transaction
    ) throws(StoreError) -> TransactionProgress {
        try txn.progress(tables, transaction.id) ?? transaction.initialProgress
    }
}

extension Due {
    fileprivate init?(_ key: Span<UInt8>, _ row: Span<UInt8>) {
        guard key.count == 25, KeyRecord.isIntact(row, under: key),
            let kind = Kind(rawValue: key[8])
        else { return nil }
        self.init(
            time: Timestamp(nanoseconds: key.number(at: 0)), kind: kind,
            transactionID: TransactionID(bits: key.number(at: 9)))
    }
}
