import LMDB

/// Where the newest durable state is read: in what the writer holds open, or in LMDB where it holds
/// nothing.
struct LedgerReader: Sendable {
    let environment: Environment
    let tables: Tables
    let open: OpenBook

    /// Runs `body` on the newest durable state. It may keep the writer waiting: keep it short.
    func read<R>(_ body: (borrowing StoreView) throws -> R) throws -> R {
        if let result = try open.look(body) { return result }
        return try readCommitted(body)
    }

    /// Runs `body` on LMDB's last commit, which may be behind.
    func readCommitted<R>(_ body: (borrowing StoreView) throws -> R) throws -> R {
        let txn: ReadTransaction
        do { txn = try environment.beginRead() } catch {
            throw error.code == .closed ? StoreError.closed : .lmdb(error)
        }
        return try body(StoreView(txn, tables))
    }
}
