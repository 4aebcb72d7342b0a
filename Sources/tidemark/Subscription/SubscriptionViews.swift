import Messages

extension V1.Subscription {
    /// Everything about it.
    var card: Card {
        var card = Card()
        card.add("subscription", subscriptionID)
        card.add("name", name)
        filter?.add(to: &card)
        card.add("acknowledged", "up to \(acknowledgedSequence)")
        card.add("retain for", retainFor?.text)
        card.add("read now", attached ? "yes" : "no")
        card.add("created", createdAt?.text)
        card.add("last moved", acknowledgedAt?.text)
        return card
    }
}

extension Table<V1.Subscription>.Column {
    /// A line for each subscription.
    static var ofSubscriptions: [Table<V1.Subscription>.Column] {
        [
            .init("NAME", \.name),
            .init("SUBSCRIPTION", \.subscriptionID),
            .init("ACKNOWLEDGED", isNumber: true) { String($0.acknowledgedSequence) },
            .init("READ NOW") { $0.attached ? "yes" : "no" },
            .init("LAST MOVED") { $0.acknowledgedAt?.text ?? "never" },
        ]
    }
}
