import Ledger
import Messages
import Store

extension V1.CreateSubscriptionRequest {
    func command() throws(Rejection) -> CreateSubscription {
        guard let name = SubscriptionName(try Shape.required(name, "name")) else {
            throw Rejection(
                .fieldInvalid, field: "name",
                "must have 1 to \(SubscriptionName.lengthMax) bytes and not begin with \"sub_\"")
        }
        return CreateSubscription(
            id: try Shape.optionalID(subscriptionID, "subscription_id"), name: name,
            filter: try EventFilter(filter),
            start: try Shape.start(from: fromSequence, fromOldest: fromOldest),
            retainFor: try Shape.retention(retainFor))
    }
}

extension V1.AcknowledgeSubscriptionRequest {
    func note() throws(Rejection) -> AcknowledgeSubscription {
        guard acknowledgedSequence != 0 else { throw Shape.missing("acknowledged_sequence") }
        guard acknowledgedSequence > 0 else {
            throw Rejection(
                .fieldInvalid, field: "acknowledged_sequence", "must not be negative")
        }
        return AcknowledgeSubscription(
            try Shape.subscription(subscriptionID, "subscription_id"),
            through: UInt64(acknowledgedSequence))
    }
}

extension V1.GetSubscriptionRequest: SequencedRead {}
extension V1.ListSubscriptionsRequest: PagedRequest {}

extension Shape {
    /// A subscription by id where the text begins like one, else by name.
    static func subscription(
        _ text: String, _ field: String
    ) throws(Rejection) -> NamedSubscription {
        if text.hasPrefix(SubscriptionKind.prefix) { return .id(try id(text, field)) }
        guard let name = SubscriptionName(try required(text, field)) else {
            throw Rejection(
                .fieldInvalid, field: field,
                "must be an id or a name of at most \(SubscriptionName.lengthMax) bytes")
        }
        return .name(name)
    }

    /// Where a reader begins.
    static func start(from sequence: Int64, fromOldest: Bool) throws(Rejection) -> EventStart {
        guard sequence >= 0 else {
            throw Rejection(.fieldInvalid, field: "from_sequence", "must not be negative")
        }
        guard !fromOldest || sequence == 0 else {
            throw Rejection(.fieldInvalid, field: "from_sequence", "must be 0 beside from_oldest")
        }
        return fromOldest ? .oldest : sequence == 0 ? .next : .sequence(UInt64(sequence))
    }

    /// The nanoseconds of a span between two bounds; nil where none is given.
    static func duration(
        _ span: GoogleProtobuf.Duration?, _ field: String, _ allowed: ClosedRange<Duration>,
        _ words: String
    ) throws(Rejection) -> Duration? {
        guard let span else { return nil }
        let duration = Duration.seconds(span.seconds) + .nanoseconds(Int64(span.nanos))
        guard (0..<1_000_000_000).contains(span.nanos), allowed.contains(duration) else {
            throw Rejection(.fieldInvalid, field: field, words)
        }
        return duration
    }

    fileprivate static func retention(
        _ span: GoogleProtobuf.Duration?
    ) throws(Rejection) -> Int64? {
        let duration = try duration(
            span, "retain_for", .zero ... .seconds(366 * 86_400), "must be at most 366 days")
        return duration.map {
            $0.components.seconds * 1_000_000_000 + $0.components.attoseconds / 1_000_000_000
        }
    }
}
