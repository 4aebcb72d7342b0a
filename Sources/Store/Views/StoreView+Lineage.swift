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
    package func allocations(of transaction: TransactionID) throws(StoreError) -> [Allocation] {
        let lineage: TransactionLineage? = try txn.record(
            tables.allocations, Key.id(transaction))
        var allocations: [Allocation] = []
        for part in lineage?.allocations ?? [] {
            let provider: Provider? = try txn.record(
                tables.providers, Key.numbered(part.balanceID, part.provider))
            let deposit: Deposit? =
                part.deposit == 0
                ? nil
                : try txn.record(tables.deposits, Key.numbered(part.balanceID, part.deposit))
            allocations.append(
                Allocation(
                    balanceID: part.balanceID, provider: provider?.name ?? "",
                    depositID: deposit?.transactionID, amount: part.amount))
        }
        return allocations
    }
}

/// A part of a transaction's money, and whose it was.
package struct Allocation: Sendable {
    package let balanceID: BalanceID
    package let provider: String
    /// The transaction that brought it; nil where only the provider counts.
    package let depositID: TransactionID?
    package let amount: Amount
}
