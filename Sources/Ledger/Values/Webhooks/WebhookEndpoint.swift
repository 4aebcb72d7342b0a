/// A receiver of webhooks: where events are posted to, which of them, and what signs them.
package struct WebhookEndpoint: Hashable, Sendable {
    package let id: WebhookID
    /// The number of its creation: 1 for the first of the store. Deliveries of one event are stored
    /// in this order.
    package let ordinal: UInt64
    package let origin: Origin
    package var url: String
    package var filter: EventFilter
    package var description: String
    package var isEnabled: Bool
    /// Why it was switched off without anybody asking; empty where it wasn't.
    package var disabledReason = ""
    package var metaData: MetaData
    package let createdAt: Timestamp
    /// The request that made it, kept where the client gave the id: its repeat is compared with it.
    package let request: CreateWebhook?
    package var updatedAt: Timestamp
    /// 1 when made, and one more for each update.
    package var version: UInt64 = 1
    package var secret: Secret
    /// The secret before, while it still signs.
    package var formerSecret: FormerSecret?
    /// Monitors whose `call_back_url` it stands for.
    package var monitorCount: UInt64 = 0

    package init(
        id: WebhookID, ordinal: UInt64, origin: Origin, url: String, filter: EventFilter = .all,
        description: String = "", isEnabled: Bool = true, metaData: MetaData = .empty,
        secret: [UInt8], createdAt: Timestamp, request: CreateWebhook? = nil
    ) {
        self.id = id
        self.ordinal = ordinal
        self.origin = origin
        self.url = url
        self.filter = filter
        self.description = description
        self.isEnabled = isEnabled
        self.metaData = metaData
        self.createdAt = createdAt
        self.request = request
        self.updatedAt = createdAt
        self.secret = Secret(bytes: secret, createdAt: createdAt)
    }

    package enum Origin: UInt8, CaseIterable, Sendable {
        /// Made by a request; gets what its filter lets through.
        case registered = 1
        /// Stands for the `call_back_url` of monitors; gets their firings. It stays when the last
        /// of them goes, so that its secret holds when the next one comes, until it is deleted.
        case monitor = 2
    }

    package struct Secret: Hashable, Sendable {
        package let bytes: [UInt8]
        package let createdAt: Timestamp

        package init(bytes: [UInt8], createdAt: Timestamp) {
            self.bytes = bytes
            self.createdAt = createdAt
        }
    }

    package struct FormerSecret: Hashable, Sendable {
        package let bytes: [UInt8]
        package let expiresAt: Timestamp

        package init(bytes: [UInt8], expiresAt: Timestamp) {
            self.bytes = bytes
            self.expiresAt = expiresAt
        }
    }

    /// The secrets that sign at a time, the newest first.
    package func secrets(at time: Timestamp) -> [[UInt8]] {
        guard let formerSecret, formerSecret.expiresAt > time else { return [secret.bytes] }
        return [secret.bytes, formerSecret.bytes]
    }
}

extension WebhookEndpoint {
    /// Registered endpoints of a store, at most: the filter of each is asked with every event.
    package static let registeredMax = 256
    /// Endpoints that stand for monitors, at most: each is a small record that is looked up by its
    /// URL, so that many customers may have one each.
    package static let standingMax = 16_384
}

/// What waits for an endpoint, and what was given up.
package struct Backlog: Hashable, Sendable {
    package var pendingCount: UInt64
    package var deadCount: UInt64

    package init(pendingCount: UInt64 = 0, deadCount: UInt64 = 0) {
        self.pendingCount = pendingCount
        self.deadCount = deadCount
    }
}
