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
    /// Those that the open transaction changed lately: their table may not have them yet.
    private let balances: WorkingBalances

    init(_ txn: consuming ReadTransaction, _ tables: Tables) throws(StoreError) {
        guard let state = try txn.state(tables) else {
            throw .damaged(table: Table.state.rawValue, key: "state")
        }
        self.init(txn, tables, state)
    }

    /// - Parameter state: where the store stands in the transaction.
    init(
        _ txn: consuming ReadTransaction, _ tables: Tables, _ state: StoreState,
        _ balances: WorkingBalances = WorkingBalances()
    ) {
        self.txn = txn
        self.tables = tables
        self.state = state
        self.balances = balances
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
        guard let balance = try workingHalf(of: id) else { return nil }
        guard let profile = try txn.profile(tables, id) else {
            throw .damaged(table: Table.profiles.rawValue, key: "\(id)")
        }
        return BalanceView(balance: balance, profile: profile)
    }

    /// What of a balance changes with every transaction.
    func workingHalf(of id: BalanceID) throws(StoreError) -> Balance? {
        if let balance = balances[id] { return balance }
        return try txn.balance(tables, id)
    }

    package func balanceID(
        _ indicator: Indicator, _ currency: Currency
    ) throws(StoreError) -> BalanceID? {
        try txn.balanceID(tables, indicator, currency)
    }

    package func transaction(_ id: TransactionID) throws(StoreError) -> Transaction? {
        try txn.transaction(tables, id)
    }

    /// The precision that a transaction states, or else that of its balances; nil where they have
    /// none.
    package func multiplier(of transaction: Transaction) throws(StoreError) -> Int64? {
        if let precision = transaction.order.precision { return precision }
        guard let leg = transaction.movement?.sources.first else { return nil }
        return try workingHalf(of: leg.balanceID)?.multiplier
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
        try txn.commit(tables, sequence)
    }

    /// A monitor with its answer of now.
    package func view(_ monitor: Monitor) throws(StoreError) -> MonitorView {
        switch monitor.scope {
        case .balance(let id):
            MonitorView(monitor, try workingHalf(of: id).map(Figures.init))
        case .rollUp(let selection, let place):
            MonitorView(
                monitor,
                try txn.rollUp(tables, selection.currency, place.slot).map { Figures($0.sums) })
        case .ledgerRule: MonitorView(monitor, nil)
        }
    }
}
