import LMDB
package import Ledger

/// What a reader sees: the store as of one sequence, durable, and unmoved by what is written
/// meanwhile.
///
/// A view keeps old pages from being used again, so it is for one short read and never outlives the
/// closure it is handed to.
package struct StoreView: ~Copyable {
    let txn: ReadTransaction
    let tables: Tables
    /// Where the store stood.
    package let state: StoreState

    init(_ txn: consuming ReadTransaction, _ tables: Tables) throws(StoreError) {
        guard let state = try txn.state(tables) else {
            throw .damaged(table: Table.state.rawValue, key: "state")
        }
        self.txn = txn
        self.tables = tables
        self.state = state
    }

    /// The last commit this view shows.
    package var sequence: UInt64 { state.sequence }
}

// MARK: - One record

extension StoreView {
    package func ledger(_ id: LedgerID) throws(StoreError) -> LedgerRecord? {
        try txn.ledger(tables, id)
    }

    package func balance(_ id: BalanceID) throws(StoreError) -> BalanceView? {
        try txn.view(tables, id)
    }

    package func balanceID(
        _ indicator: Indicator, _ currency: Currency
    ) throws(StoreError) -> BalanceID? {
        try txn.balanceID(tables, indicator, currency)
    }

    package func transaction(_ id: TransactionID) throws(StoreError) -> Transaction? {
        try txn.transaction(tables, id)
    }

    package func transactionID(_ reference: Reference) throws(StoreError) -> TransactionID? {
        try txn.transactionID(tables, reference)
    }

    package func entry(_ number: UInt64) throws(StoreError) -> Entry? {
        try txn.entry(tables, number)
    }

    package func monitor(_ id: MonitorID) throws(StoreError) -> Monitor? {
        try txn.monitor(tables, id)
    }

    package func commit(_ sequence: UInt64) throws(StoreError) -> CommitRecord? {
        try txn.record(tables.commits, Key.number(sequence))
    }

    /// Whether a monitor's condition holds for its balance.
    package func isMet(_ monitor: Monitor) throws(StoreError) -> Bool {
        guard let balance = try txn.balance(tables, monitor.balanceID) else { return false }
        return monitor.condition.holds(for: balance.sums)
    }
}
