import LMDB
package import Ledger

extension StoreView {
    /// The providers of a balance in the order of their first deposit.
    package func providers(
        of balance: BalanceID, _ page: PageRequest
    ) throws(StoreError) -> Page<Provider> {
        try rows(of: tables.providers, within: Key.id(balance), page) {
            (key, value) throws(StoreError) in
            try Provider(record: value, under: key.span)
        }
    }

    /// Where the money of a transaction came from, on balances that track it.
    package func allocations(
        of transaction: TransactionID, max: Int = AllocationList.shownMax
    ) throws(StoreError) -> AllocationList {
        let lineage: TransactionLineage? = try txn.record(
            tables.allocations, Key.id(transaction))
        var list = AllocationList(count: lineage?.allocations.count ?? 0)
        for part in lineage?.allocations.prefix(max) ?? [] {
            let provider: Provider? = try txn.record(
                tables.providers, Key.numbered(part.balanceID, part.provider))
            let deposit: Deposit? =
                part.deposit == 0
                ? nil
                : try txn.record(tables.deposits, Key.numbered(part.balanceID, part.deposit))
            list.shown.append(Allocation(part, provider, deposit))
        }
        return list
    }
}
