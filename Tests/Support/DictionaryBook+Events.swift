package import Ledger

// The log of events, and who reads it.
extension DictionaryBook {
    package func trimmedThrough() -> UInt64 { trimmed }

    package mutating func deleteEvents(through sequence: UInt64) {
        precondition(sequence > trimmed, "events are let go once")
        events.removeAll { $0.sequence <= sequence }
        trimmed = sequence
    }

    package func subscription(_ id: SubscriptionID) -> SubscriptionView? { subscriptions[id] }

    package func subscriptionID(named name: SubscriptionName) -> SubscriptionID? {
        subscriptions.values.first { $0.subscription.name == name }?.subscription.id
    }

    package func subscriptionCount() -> Int { subscriptions.count }

    package func subscriptionsMade() -> UInt64 { subscriptionsEverMade }

    package mutating func insert(_ view: SubscriptionView) {
        let id = view.subscription.id
        precondition(subscriptions[id] == nil, "\(id) is inserted twice")
        precondition(subscriptionID(named: view.subscription.name) == nil, "the name is taken")
        subscriptions[id] = view
        subscriptionsEverMade += 1
    }

    package mutating func save(_ cursor: SubscriptionCursor) {
        precondition(subscriptions[cursor.id] != nil, "\(cursor.id) was never inserted")
        subscriptions[cursor.id]?.cursor = cursor
    }

    package mutating func delete(_ subscription: Subscription) {
        let former = subscriptions.removeValue(forKey: subscription.id)
        precondition(former != nil, "\(subscription.id) does not exist")
    }
}
