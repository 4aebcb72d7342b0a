import Ledger
import Messages
import Store

/// Durable subscriptions: filters whose cursors the server keeps.
struct SubscriptionService: Sendable {
    let hub: SubscriptionHub

    func add(to methods: inout Methods) {
        methods.add("tidemark.v1.EventService") { methods in
            methods.write(
                "CreateSubscription",
                command: { (request: V1.CreateSubscriptionRequest) in
                    .createSubscription(try request.command())
                },
                reply: { applied in
                    V1.CreateSubscriptionResponse(
                        subscription: shown(try applied.subscription),
                        sequence: applied.sequence, replayed: applied.isReplay)
                })
            methods.write(
                "DeleteSubscription",
                command: { (request: V1.DeleteSubscriptionRequest) in
                    .deleteSubscription(
                        DeleteSubscription(
                            try Shape.subscription(request.subscriptionID, "subscription_id")))
                },
                reply: { applied in
                    let last = try applied.subscription
                    let reply = V1.DeleteSubscriptionResponse(
                        subscription: shown(last), sequence: applied.sequence)
                    hub.endReader(of: last.subscription.id)
                    return reply
                })
            methods.write(
                "AcknowledgeSubscription",
                command: { (request: V1.AcknowledgeSubscriptionRequest) in
                    .note(.acknowledge(try request.note()))
                },
                reply: { applied in
                    V1.AcknowledgeSubscriptionResponse(
                        subscription: shown(try applied.subscription),
                        sequence: applied.sequence)
                })
            methods.read("GetSubscription", get)
            methods.read("ListSubscriptions", list)
        }
    }

    @Sendable private func get(
        _ request: V1.GetSubscriptionRequest, _ view: borrowing StoreView
    ) throws -> V1.GetSubscriptionResponse {
        let named = try Shape.subscription(request.subscriptionID, "subscription_id")
        guard let found = try view.subscription(named) else {
            throw Rejection.subscriptionNotFound(named)
        }
        return V1.GetSubscriptionResponse(subscription: shown(found), sequence: view.shown)
    }

    @Sendable private func list(
        _ request: V1.ListSubscriptionsRequest, _ view: borrowing StoreView
    ) throws -> V1.ListSubscriptionsResponse {
        let page = try view.subscriptions(
            request.page(newestFirst: request.order.isNewestFirst))
        return V1.ListSubscriptionsResponse(
            subscriptions: page.items.map(shown), nextPageToken: request.token(page.next),
            sequence: view.shown)
    }

    private func shown(_ view: SubscriptionView) -> V1.Subscription {
        V1.Subscription(view, isAttached: hub.hasReader(of: view.subscription.id))
    }
}

extension Applied {
    /// The subscription that the command was about; another kind of result would be a mistake.
    fileprivate var subscription: SubscriptionView {
        get throws {
            switch result {
            case .subscription(let view), .subscriptionDeleted(let view): view
            default: throw UnexpectedResult()
            }
        }
    }
}
