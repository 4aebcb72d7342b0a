import LMDB
package import Ledger

extension StoreView {
    package func subscription(
        _ named: NamedSubscription
    ) throws(StoreError) -> SubscriptionView? {
        switch named {
        case .id(let id): return try txn.subscription(tables, id)
        case .name(let name):
            guard let id = try txn.subscriptionID(tables, named: name) else { return nil }
            return try txn.subscription(tables, id)
        }
    }

    /// Subscriptions in the order of their ids, which is that of their making.
    package func subscriptions(
        _ page: PageRequest
    ) throws(StoreError) -> Page<SubscriptionView> {
        try rows(of: tables.subscriptions, page) { (key, value) throws(StoreError) in
            let subscription = try Subscription(record: value, under: key.span)
            return SubscriptionView(
                subscription: subscription, cursor: try txn.cursor(tables, subscription.id))
        }
    }
}

extension ReadableTransaction where Self: ~Copyable {
    func subscription(
        _ tables: Tables, _ id: SubscriptionID
    ) throws(StoreError) -> SubscriptionView? {
        guard let subscription: Subscription = try record(tables.subscriptions, Key.id(id)) else {
            return nil
        }
        return SubscriptionView(subscription: subscription, cursor: try cursor(tables, id))
    }

    func subscriptionID(
        _ tables: Tables, named name: SubscriptionName
    ) throws(StoreError) -> SubscriptionID? {
        try identifier(tables.subscriptionNames, Key.name(name))
    }

    /// The cursor of a subscription that there is.
    func cursor(
        _ tables: Tables, _ id: SubscriptionID
    ) throws(StoreError) -> SubscriptionCursor {
        guard let cursor: SubscriptionCursor = try record(tables.cursors, Key.id(id)) else {
            throw .damaged(table: Table.cursors.rawValue, key: "\(id)")
        }
        return cursor
    }
}
