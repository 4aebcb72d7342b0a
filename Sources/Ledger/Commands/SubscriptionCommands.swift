package struct CreateSubscription: Hashable, Sendable {
    /// Given by the client, or nil to have one made.
    package var id: SubscriptionID?
    package var name: SubscriptionName
    package var filter: EventFilter
    package var start: EventStart
    package var retainFor: Int64?

    package init(
        id: SubscriptionID? = nil, name: SubscriptionName, filter: EventFilter = .all,
        start: EventStart = .next, retainFor: Int64? = nil
    ) {
        self.id = id
        self.name = name
        self.filter = filter
        self.start = start
        self.retainFor = retainFor
    }
}

/// A subscription as a request names it.
package enum NamedSubscription: Hashable, Sendable, CustomStringConvertible {
    case id(SubscriptionID)
    case name(SubscriptionName)

    package var description: String {
        switch self {
        case .id(let id): id.description
        case .name(let name): "\"\(name)\""
        }
    }
}

package struct DeleteSubscription: Hashable, Sendable {
    package var subscription: NamedSubscription

    package init(_ subscription: NamedSubscription) {
        self.subscription = subscription
    }
}

/// Moves a subscription's cursor forward.
package struct AcknowledgeSubscription: Hashable, Sendable {
    package var subscription: NamedSubscription
    /// All up to this sequence is dealt with.
    package var sequence: UInt64

    package init(_ subscription: NamedSubscription, through sequence: UInt64) {
        self.subscription = subscription
        self.sequence = sequence
    }
}
