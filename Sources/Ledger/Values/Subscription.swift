/// A filter with a cursor that the ledger keeps, so that a reader goes on where it was.
///
/// It never changes; what moves is its cursor, in a record of its own.
package struct Subscription: Hashable, Sendable {
    /// Subscriptions at once: each is looked at when events are let go, and a reader that comes and
    /// goes under new names would otherwise pile them up.
    package static let countMax = 4096

    package let id: SubscriptionID
    package let name: SubscriptionName
    package let filter: EventFilter
    /// Where it was asked to begin.
    package let start: EventStart
    /// How old events behind its cursor may grow before they are let go, in nanoseconds, whatever
    /// the general rule; nil where they are as all others.
    package let retainFor: Int64?
    package let createdAt: Timestamp

    package init(
        id: SubscriptionID, name: SubscriptionName, filter: EventFilter, start: EventStart,
        retainFor: Int64?, createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.filter = filter
        self.start = start
        self.retainFor = retainFor
        self.createdAt = createdAt
    }

    /// Whether a command asks for what it is.
    func isWhat(_ command: CreateSubscription) -> Bool {
        name == command.name && filter == command.filter && start == command.start
            && retainFor == command.retainFor
    }
}

/// How far a subscription's reader is.
package struct SubscriptionCursor: Hashable, Sendable {
    package let id: SubscriptionID
    /// All up to this sequence is dealt with.
    package var acknowledged: UInt64
    /// When it last moved; nil before it first did.
    package var acknowledgedAt: Timestamp?

    package init(id: SubscriptionID, acknowledged: UInt64, acknowledgedAt: Timestamp? = nil) {
        self.id = id
        self.acknowledged = acknowledged
        self.acknowledgedAt = acknowledgedAt
    }
}

/// A subscription whole, as it is shown.
package struct SubscriptionView: Hashable, Sendable {
    package var subscription: Subscription
    package var cursor: SubscriptionCursor

    package init(subscription: Subscription, cursor: SubscriptionCursor) {
        self.subscription = subscription
        self.cursor = cursor
    }
}

/// Where a reader begins.
package enum EventStart: Hashable, Sendable {
    /// With what is committed from now on.
    case next
    /// With the oldest event that is retained.
    case oldest
    case sequence(UInt64)
}

/// The name people know a subscription by: 1 to 256 bytes of UTF-8 without NUL, compared byte for
/// byte and unique over the whole store. It may not look like a subscription's id.
package struct SubscriptionName: Hashable, Sendable, CustomStringConvertible {
    package static let lengthMax = 256

    package let description: String

    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...SubscriptionName.lengthMax).contains(bytes.count), !bytes.contains(0),
            !bytes.starts(with: SubscriptionKind.prefix.utf8)
        else { return nil }
        description = text
    }

    package static func == (left: SubscriptionName, right: SubscriptionName) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in description.utf8 { hasher.combine(byte) }
    }
}
