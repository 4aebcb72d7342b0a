import LMDB
import Ledger

extension StoreView {
    /// Each durable subscription has its name and a cursor within the log, and there are no others.
    func verifySubscriptions(_ verifier: inout Verifier) throws(StoreError) {
        try each(Subscription.self, of: tables.subscriptions, &verifier) {
            (key, subscription, verifier) throws(StoreError) in
            let name = Key.name(subscription.name)
            if try !contains(tables.subscriptionNames, name) {
                verifier.miss(.subscriptionNames, name, "it leads to \(subscription.id)")
            }
            if try !contains(tables.cursors, key) { verifier.miss(.cursors, key) }
        }
        try eachID(of: .subscriptionNames, tables.subscriptionNames, &verifier) {
            (key, id: SubscriptionID, verifier) throws(StoreError) in
            let subscription: Subscription? = try intact(tables.subscriptions, .id(id))
            if subscription.map({ Key.name($0.name).bytes }) != key.bytes {
                verifier.find(.subscriptionNames, key, "it leads to \(id), whose it is not")
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
