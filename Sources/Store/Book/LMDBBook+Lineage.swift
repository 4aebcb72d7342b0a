import LMDB
import Ledger

extension LMDBBook {
    func lineageHead(of balance: BalanceID) throws(StoreError) -> LineageHead? {
        try txn.record(tables.lineages, Key.id(balance))
    }

    mutating func save(_ head: LineageHead, of balance: BalanceID) throws(StoreError) {
        try put(tables.lineages, Key.id(balance), head)
    }

    func provider(_ number: UInt64, of balance: BalanceID) throws(StoreError) -> Provider? {
        try txn.record(tables.providers, Key.numbered(balance, number))
    }

    func provider(named name: String, of balance: BalanceID) throws(StoreError) -> Provider? {
        let found: ProviderNumber? = try txn.record(
            tables.providerNames, Key.provider(balance, name))
        guard let found else { return nil }
        return try provider(found.number, of: balance)
    }

    mutating func save(_ provider: Provider) throws(StoreError) {
        let isNew = try self.provider(provider.number, of: provider.balanceID) == nil
        try put(tables.providers, Key.numbered(provider.balanceID, provider.number), provider)
        guard isNew else { return }
        try put(
            tables.providerNames, Key.provider(provider.balanceID, provider.name),
            ProviderNumber(provider.number))
    }

    func deposit(_ number: UInt64, of balance: BalanceID) throws(StoreError) -> Deposit? {
        try txn.record(tables.deposits, Key.numbered(balance, number))
    }

    mutating func save(_ deposit: Deposit) throws(StoreError) {
        try put(tables.deposits, Key.numbered(deposit.balanceID, deposit.number), deposit)
    }

    func lineage(of transaction: TransactionID) throws(StoreError) -> TransactionLineage? {
        try txn.record(tables.allocations, Key.id(transaction))
    }

    mutating func save(
        _ lineage: TransactionLineage, of transaction: TransactionID
    ) throws(StoreError) {
        try put(tables.allocations, Key.id(transaction), lineage)
        content.addMore()
    }
}
