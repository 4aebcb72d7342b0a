import Ledger
import Messages
import Store

extension V1.WebhookEndpoint {
    init(_ endpoint: WebhookEndpoint, _ backlog: Backlog) {
        self.init()
        webhookID = endpoint.id.description
        url = endpoint.url
        filter = V1.EventFilter(endpoint.filter)
        description = endpoint.description
        enabled = endpoint.isEnabled
        disabledReason = endpoint.disabledReason
        origin = V1.WebhookOrigin(endpoint.origin)
        metaData = endpoint.metaData.canonical
        version = Int64(endpoint.version)
        createdAt = .init(endpoint.createdAt)
        updatedAt = .init(endpoint.updatedAt)
        secretCreatedAt = .init(endpoint.secret.createdAt)
        previousSecretExpiresAt = endpoint.formerSecret.map { .init($0.expiresAt) }
        pendingCount = Int64(backlog.pendingCount)
        deadCount = Int64(backlog.deadCount)
    }
}

extension V1.Delivery {
    /// - Parameter url: where it is posted to; empty where the endpoint is gone.
    init(_ delivery: Delivery, url: String) {
        self.init()
        deliveryID = delivery.id.description
        webhookID = delivery.webhookID.description
        eventID = delivery.eventID.description
        sequence = Int64(delivery.sequence)
        type = V1.EventType(delivery.type)
        monitorID = delivery.monitorID?.description ?? ""
        balanceID = delivery.balanceID?.description ?? ""
        self.url = url
        status = V1.DeliveryStatus(delivery.status)
        attemptCount = Int32(clamping: delivery.attemptCount)
        createdAt = .init(delivery.createdAt)
        switch delivery.status {
        case .pending: nextAttemptAt = .init(delivery.nextAttemptAt)
        case .delivered: deliveredAt = delivery.finishedAt.map { .init($0) }
        case .dead: break
        }
        attempts = delivery.attempts.map { V1.DeliveryAttempt($0) }
        test = delivery.subject == .test
    }

    init(_ delivery: Delivery, in view: borrowing StoreView) throws(StoreError) {
        self.init(delivery, url: try view.webhook(delivery.webhookID)?.url ?? "")
    }
}

extension V1.DeliveryAttempt {
    fileprivate init(_ attempt: DeliveryAttempt) {
        let (seconds, rest) = attempt.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.init(
            startedAt: .init(attempt.startedAt),
            duration: GoogleProtobuf.Duration(
                seconds: Int64(clamping: seconds), nanos: Int32(rest)),
            httpStatus: Int32(attempt.status), error: attempt.problem)
    }
}

// MARK: - Enums

extension V1.WebhookOrigin {
    init(_ origin: WebhookEndpoint.Origin) {
        self =
            switch origin {
            case .registered: .registered
            case .monitor: .monitor
            }
    }
}

extension V1.DeliveryStatus {
    init(_ status: Delivery.Status) {
        self =
            switch status {
            case .pending: .pending
            case .delivered: .delivered
            case .dead: .dead
            }
    }
}
