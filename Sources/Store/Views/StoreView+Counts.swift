import LMDB

/// How much of everything the store has.
package struct StoreCounts: Sendable {
    package var ledgers = 0
    package var balances = 0
    package var transactions = 0
    package var entries = 0
    package var monitors = 0
    package var events = 0
    package var subscriptions = 0
    /// Webhook deliveries that wait.
    package var pendingDeliveries = 0
    /// Webhook deliveries given up.
    package var deadDeliveries = 0
}

extension StoreView {
    /// How many there are, without looking at any.
    package func counts() throws(StoreError) -> StoreCounts {
        StoreCounts(
            ledgers: try count(tables.ledgers), balances: try count(tables.balances),
            transactions: try count(tables.transactions), entries: Int(state.entryCount),
            monitors: try count(tables.monitors), events: Int(state.eventCount),
            subscriptions: try count(tables.subscriptions),
            pendingDeliveries: try count(tables.unfinished),
            deadDeliveries: try count(tables.deadLetters))
    }

    private func count(_ database: Database) throws(StoreError) -> Int {
        do { return try txn.statistics(database).entries } catch { throw .lmdb(error) }
    }
}
