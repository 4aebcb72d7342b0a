import Ledger
import Messages
import Store
import Webhooks

/// The methods of `EventService` about webhooks: endpoints, their secrets, and what is on its way
/// to them.
enum WebhookService {
    static func add(to methods: inout Methods) {
        methods.add("tidemark.v1.EventService") { methods in
            addEndpoints(to: &methods)
            addDeliveries(to: &methods)
        }
    }

    private static func addEndpoints(to methods: inout Methods) {
        methods.write(
            "CreateWebhookEndpoint",
            command: { (request: V1.CreateWebhookEndpointRequest) in
                .createWebhook(try request.command())
            },
            reply: { applied in
                let (endpoint, message) = try applied.webhook
                return V1.CreateWebhookEndpointResponse(
                    endpoint: message, secret: applied.isReplay ? "" : endpoint.secretText,
                    sequence: applied.sequence, replayed: applied.isReplay)
            })
        methods.write(
            "UpdateWebhookEndpoint",
            command: { (request: V1.UpdateWebhookEndpointRequest) in
                .updateWebhook(try request.command())
            },
            reply: { applied in
                V1.UpdateWebhookEndpointResponse(
                    endpoint: try applied.webhook.message, sequence: applied.sequence)
            })
        methods.write(
            "DeleteWebhookEndpoint",
            command: { (request: V1.DeleteWebhookEndpointRequest) in
                .deleteWebhook(try request.command())
            },
            reply: { applied in
                V1.DeleteWebhookEndpointResponse(
                    endpoint: try applied.webhook.message, sequence: applied.sequence)
            })
        methods.write(
            "RotateWebhookSecret",
            command: { (request: V1.RotateWebhookSecretRequest) in
                .rotateWebhookSecret(try request.command())
            },
            reply: { applied in
                let (endpoint, message) = try applied.webhook
                return V1.RotateWebhookSecretResponse(
                    endpoint: message, secret: endpoint.secretText, sequence: applied.sequence)
            })
        methods.read("GetWebhookEndpoint", get)
        methods.read("ListWebhookEndpoints", list)
    }

    private static func addDeliveries(to methods: inout Methods) {
        methods.write(
            "RetryDelivery",
            command: { (request: V1.RetryDeliveryRequest) in
                .retryDelivery(
                    RetryDelivery(id: try Shape.id(request.deliveryID, "delivery_id")))
            },
            reply: { applied in
                V1.RetryDeliveryResponse(
                    delivery: try applied.delivery, sequence: applied.sequence)
            })
        methods.write(
            "SendTestEvent",
            command: { (request: V1.SendTestEventRequest) in
                .sendTestEvent(try request.command())
            },
            reply: { applied in
                V1.SendTestEventResponse(
                    delivery: try applied.delivery, sequence: applied.sequence)
            })
        methods.read("ListDeliveries", deliveries)
    }

    @Sendable private static func get(
        _ request: V1.GetWebhookEndpointRequest, _ view: borrowing StoreView
    ) throws -> V1.GetWebhookEndpointResponse {
        let id: WebhookID = try Shape.id(request.webhookID, "webhook_id")
        guard let endpoint = try view.webhook(id) else { throw Rejection.webhookNotFound(id) }
        return V1.GetWebhookEndpointResponse(
            endpoint: V1.WebhookEndpoint(endpoint, try view.backlog(of: id)), sequence: view.shown)
    }

    @Sendable private static func list(
        _ request: V1.ListWebhookEndpointsRequest, _ view: borrowing StoreView
    ) throws -> V1.ListWebhookEndpointsResponse {
        let page = try view.webhooks(request.page(newestFirst: request.order.isNewestFirst)) {
            request.origin == .unspecified || V1.WebhookOrigin($0.origin) == request.origin
        }
        var response = V1.ListWebhookEndpointsResponse(
            nextPageToken: request.token(page.next), sequence: view.shown)
        for endpoint in page.items {
            response.endpoints.append(
                V1.WebhookEndpoint(endpoint, try view.backlog(of: endpoint.id)))
        }
        return response
    }

    @Sendable private static func deliveries(
        _ request: V1.ListDeliveriesRequest, _ view: borrowing StoreView
    ) throws -> V1.ListDeliveriesResponse {
        let filter = try DeliveryFilter(request)
        let page = try view.deliveries(
            filter.list, request.page(newestFirst: request.order.isNewestFirst),
            where: { filter.matches($0) })
        var response = V1.ListDeliveriesResponse(
            nextPageToken: request.token(page.next), sequence: view.shown)
        for delivery in page.items {
            response.deliveries.append(try V1.Delivery(delivery, in: view))
        }
        return response
    }
}

/// Which deliveries a list shows; everything that is given must hold.
private struct DeliveryFilter {
    /// The shortest list that has all of them.
    let list: DeliveryList
    private var tests: [(Delivery) -> Bool] = []

    init(_ request: V1.ListDeliveriesRequest) throws(Rejection) {
        let webhook: WebhookID? = try Shape.optionalID(request.webhookID, "webhook_id")
        let event: EventID? = try Shape.optionalID(request.eventID, "event_id")
        let monitor: MonitorID? = try Shape.optionalID(request.monitorID, "monitor_id")
        list =
            switch (request.status, webhook) {
            case (.pending, _): .unfinished
            case (.dead, let webhook?): .deadLetters(webhook)
            default: .all
            }
        if let webhook { tests.append { $0.webhookID == webhook } }
        if let event { tests.append { $0.eventID == event } }
        if let monitor { tests.append { $0.monitorID == monitor } }
        if request.status != .unspecified {
            let status = request.status
            tests.append { V1.DeliveryStatus($0.status) == status }
        }
        if let span = try TimeSpan(request.createdAt, "created_at") {
            tests.append { span.contains($0.createdAt) }
        }
    }

    func matches(_ delivery: Delivery) -> Bool { tests.allSatisfy { $0(delivery) } }
}

extension Applied {
    fileprivate var webhook: (endpoint: WebhookEndpoint, message: V1.WebhookEndpoint) {
        get throws {
            guard case .webhook(let endpoint, let backlog) = result else {
                throw UnexpectedResult()
            }
            return (endpoint, V1.WebhookEndpoint(endpoint, backlog))
        }
    }

    fileprivate var delivery: V1.Delivery {
        get throws {
            guard case .delivery(let delivery, let url) = result else { throw UnexpectedResult() }
            return V1.Delivery(delivery, url: url)
        }
    }
}

extension WebhookEndpoint {
    fileprivate var secretText: String { WebhookSecret(bytes: secret.bytes)?.text ?? "" }
}
