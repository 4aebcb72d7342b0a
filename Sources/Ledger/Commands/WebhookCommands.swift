package struct CreateWebhook: Hashable, Sendable {
    /// Given by the client, or nil to have one made.
    package var id: WebhookID?
    package var url: String
    package var filter: EventFilter
    package var description: String
    package var metaData: MetaData
    package var isEnabled: Bool
    package var secret: Secret

    package init(
        id: WebhookID? = nil, url: String, filter: EventFilter = .all, description: String = "",
        metaData: MetaData = .empty, isEnabled: Bool = true, secret: Secret
    ) {
        self.id = id
        self.url = url
        self.filter = filter
        self.description = description
        self.metaData = metaData
        self.isEnabled = isEnabled
        self.secret = secret
    }

    package enum Secret: Hashable, Sendable {
        case given([UInt8])
        /// Made by the server, and no part of what the client said.
        case made([UInt8])

        package var bytes: [UInt8] {
            switch self {
            case .given(let bytes), .made(let bytes): bytes
            }
        }
    }

    /// What the client said.
    var content: CreateWebhook {
        guard case .made = secret else { return self }
        var content = self
        content.secret = .made([])
        return content
    }
}

package struct UpdateWebhook: Hashable, Sendable {
    package var id: WebhookID
    package var url: Change<String>
    package var filter: Change<EventFilter>
    package var description: Change<String>
    package var metaData: Change<MetaData>
    package var isEnabled: Change<Bool>
    /// Refused where the endpoint has another version.
    package var expectedVersion: UInt64?

    package init(
        id: WebhookID, url: Change<String> = .keep, filter: Change<EventFilter> = .keep,
        description: Change<String> = .keep, metaData: Change<MetaData> = .keep,
        isEnabled: Change<Bool> = .keep, expectedVersion: UInt64? = nil
    ) {
        self.id = id
        self.url = url
        self.filter = filter
        self.description = description
        self.metaData = metaData
        self.isEnabled = isEnabled
        self.expectedVersion = expectedVersion
    }
}

package struct DeleteWebhook: Hashable, Sendable {
    package var id: WebhookID
    /// Refused where the endpoint has another version.
    package var expectedVersion: UInt64?

    package init(id: WebhookID, expectedVersion: UInt64? = nil) {
        self.id = id
        self.expectedVersion = expectedVersion
    }
}

package struct RotateWebhookSecret: Hashable, Sendable {
    package var id: WebhookID
    package var secret: [UInt8]
    /// How long the old one signs beside it.
    package var overlapNanoseconds: Int64
    /// Refused where the endpoint has another version.
    package var expectedVersion: UInt64?

    package init(
        id: WebhookID, secret: [UInt8], overlapNanoseconds: Int64, expectedVersion: UInt64? = nil
    ) {
        self.id = id
        self.secret = secret
        self.overlapNanoseconds = overlapNanoseconds
        self.expectedVersion = expectedVersion
    }
}

package struct RetryDelivery: Hashable, Sendable {
    package var id: DeliveryID

    package init(id: DeliveryID) {
        self.id = id
    }
}

package struct SendTestEvent: Hashable, Sendable {
    package var id: WebhookID
    /// The type to pretend.
    package var type: EventType

    package init(id: WebhookID, type: EventType = .balanceMonitor) {
        self.id = id
        self.type = type
    }
}

// MARK: - Notes

/// What became of one attempt of a delivery.
package struct NoteAttempt: Hashable, Sendable {
    package var id: DeliveryID
    /// When the delivery that was sent had been asked for: one that was asked for again meanwhile
    /// is sent again, whatever became of this attempt.
    package var queuedAt: Timestamp
    /// Where it was sent.
    package var url: String
    package var attempt: DeliveryAttempt
    package var verdict: Verdict

    package init(
        id: DeliveryID, queuedAt: Timestamp, url: String, attempt: DeliveryAttempt, verdict: Verdict
    ) {
        self.id = id
        self.queuedAt = queuedAt
        self.url = url
        self.attempt = attempt
        self.verdict = verdict
    }

    package enum Verdict: Hashable, Sendable {
        case delivered
        case retry(at: Timestamp)
        /// Given up.
        case exhausted
        /// The receiver wants nothing more of anything; in these words it is switched off, unless
        /// it has moved to another URL meanwhile.
        case gone(String)
    }
}

/// Takes from the queue what waits for an endpoint that is switched off or gone.
package struct ClearQueue: Hashable, Sendable {
    package var id: WebhookID

    package init(id: WebhookID) {
        self.id = id
    }

    /// Deliveries that one command takes from a queue, so that nobody waits long for it.
    package static let max = 512
}

/// Forgets the deliveries that have been finished for longest.
package struct ForgetDeliveries: Hashable, Sendable {
    package var count: Int

    package init(count: Int) {
        self.count = count
    }

    /// Deliveries that one command forgets, so that nobody waits long for it.
    package static let max = 512
}
