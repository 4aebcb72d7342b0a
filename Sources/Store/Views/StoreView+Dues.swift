import LMDB
package import Ledger

extension StoreView {
    /// What happens next by itself, in the order of its time.
    func dues(_ limit: Int) throws(StoreError) -> [Due] {
        var dues: [Due] = []
        try txn.scan(tables.dues) { (key, row) throws(StoreError) in
            guard dues.count < limit else { return .stop }
            guard key.count == 25, KeyRecord.isIntact(row, under: key),
                let kind = Due.Kind(rawValue: key[8])
            else { throw .damaged(table: Table.dues.rawValue, key: hexadecimal(key)) }
            dues.append(
                Due(
                    time: Timestamp(nanoseconds: key.number(at: 0)), kind: kind,
                    transactionID: TransactionID(bits: key.number(at: 9))))
            return .continue
        }
        return dues
    }

    /// When the first of the open holds on a balance expires; nil where none does.
    package func nextExpiry(of balance: BalanceID) throws(StoreError) -> Timestamp? {
        var time: Timestamp?
        let prefix = Key.id(balance)
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
