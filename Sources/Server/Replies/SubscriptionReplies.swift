import Ledger
import Messages

extension V1.Subscription {
    init(_ view: SubscriptionView, isAttached: Bool) {
        self.init()
        subscriptionID = view.subscription.id.description
        name = view.subscription.name.description
        filter = V1.EventFilter(view.subscription.filter)
        acknowledgedSequence = Int64(view.cursor.acknowledged)
        retainFor = view.subscription.retainFor.map { nanoseconds in
            GoogleProtobuf.Duration(
                seconds: nanoseconds / 1_000_000_000, nanos: Int32(nanoseconds % 1_000_000_000))
        }
        attached = isAttached
        createdAt = .init(view.subscription.createdAt)
        acknowledgedAt = view.cursor.acknowledgedAt.map { .init($0) }
    }
}
