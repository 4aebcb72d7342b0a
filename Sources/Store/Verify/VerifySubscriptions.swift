import LMDB
import Ledger

extension StoreView {
    /// Each durable subscription has its name and a cursor within the log, and there are no others.
    func verifySubscriptions(_ verifier: inout Verifier) throws(StoreError) {
        try eachID(of: .subscriptionNames, tables.subscriptionNames, &verifier) {
            (key, id: SubscriptionID, verifier) throws(StoreError) in
            let subscription: Subscription? = try intact(tables.subscriptions, .id(id))
            if subscription == nil, try contains(tables.cursors, .id(id)) {
                verifier.miss(.subscriptions, .id(id))
            } else if subscription.map({ Key.name($0.name).bytes }) != key.bytes {
                verifier.find(.subscriptionNames, key, "it leads to \(id), whose it is not")
            }
        }
        try each(Subscription.self, of: tables.subscriptions, &verifier) {
            (key, subscription, verifier) throws(StoreError) in
            let named = try intact { () throws(StoreError) in
                try txn.subscriptionID(tables, named: subscription.name)
            }
            if named == nil {
                verifier.miss(
                    .subscriptionNames, .name(subscription.name), "it leads to \(subscription.id)")
            } else if named != subscription.id {
                verifier.find(.subscriptions, key, "its name is another's")
            } else if try !contains(tables.cursors, key) {
                verifier.miss(.cursors, key)
            }
        }
        try each(SubscriptionCursor.self, of: tables.cursors, &verifier) {
            (key, cursor, verifier) throws(StoreError) in
            if try !contains(tables.subscriptions, key) {
                verifier.find(.cursors, key, "there is no such subscription")
            } else if cursor.acknowledged > sequence {
                verifier.find(.cursors, key, "it is ahead of the log")
            }
        }
    }
}
