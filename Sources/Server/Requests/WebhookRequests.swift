import Ledger
import Messages
import Webhooks

extension V1.CreateWebhookEndpointRequest {
    func command() throws(Rejection) -> CreateWebhook {
        let given = try Shape.secret(secret)
        return CreateWebhook(
            id: try Shape.optionalID(webhookID, "webhook_id"),
            url: try Shape.webhookURL(url), filter: try EventFilter(filter),
            description: try Shape.text(description, "description", max: Shape.descriptionMax),
            metaData: try Shape.metaData(metaData, "meta_data"), isEnabled: !disabled,
            secret: given.map { .given($0) } ?? .made(WebhookSecret.random().bytes))
    }
}

extension V1.UpdateWebhookEndpointRequest {
    private static let paths: Set<String> = [
        "url", "filter", "description", "meta_data", "enabled",
    ]

    func command() throws(Rejection) -> UpdateWebhook {
        let mask = try UpdateMask(updateMask, allowed: Self.paths)
        return UpdateWebhook(
            id: try Shape.id(webhookID, "webhook_id"),
            url: try mask.change("url", given: !url.isEmpty) { () throws(Rejection) in
                try Shape.webhookURL(url)
            },
            filter: try mask.change("filter", given: filter != nil) { () throws(Rejection) in
                try EventFilter(filter)
            },
            description: try mask.change("description", given: !description.isEmpty) {
                () throws(Rejection) in
                try Shape.text(description, "description", max: Shape.descriptionMax)
            },
            metaData: try mask.change("meta_data", given: !metaData.isEmpty) {
                () throws(Rejection) in try Shape.metaData(metaData, "meta_data")
            },
            isEnabled: mask.names("enabled", given: enabled) ? .set(enabled) : .keep,
            expectedVersion: try Shape.expectedVersion(expectedVersion))
    }
}

extension V1.DeleteWebhookEndpointRequest {
    func command() throws(Rejection) -> DeleteWebhook {
        DeleteWebhook(
            id: try Shape.id(webhookID, "webhook_id"),
            expectedVersion: try Shape.expectedVersion(expectedVersion))
    }
}

extension V1.RotateWebhookSecretRequest {
    /// How long two secrets sign where the request doesn't say, and at most.
    private static let overlapDefault: Int64 = 86_400
    private static let overlapMax: Int64 = 30 * 86_400

    func command() throws(Rejection) -> RotateWebhookSecret {
        RotateWebhookSecret(
            id: try Shape.id(webhookID, "webhook_id"),
            secret: try Shape.secret(secret) ?? WebhookSecret.random().bytes,
            overlapNanoseconds: try overlapNanoseconds,
            expectedVersion: try Shape.expectedVersion(expectedVersion))
    }

    private var overlapNanoseconds: Int64 {
        get throws(Rejection) {
            guard let overlap else { return Self.overlapDefault * 1_000_000_000 }
            guard (0...Self.overlapMax).contains(overlap.seconds),
                (0..<1_000_000_000).contains(overlap.nanos),
                overlap.seconds < Self.overlapMax || overlap.nanos == 0
            else {
                throw Rejection(
                    .fieldInvalid, field: "overlap", "must lie between 0 and 30 days")
            }
            return overlap.seconds * 1_000_000_000 + Int64(overlap.nanos)
        }
    }
}

extension V1.SendTestEventRequest {
    func command() throws(Rejection) -> SendTestEvent {
        var type = EventType.balanceMonitor
        if self.type != .unspecified {
            guard let number = UInt8(exactly: self.type.rawValue),
                let given = EventType(rawValue: number)
            else { throw Rejection(.fieldInvalid, field: "type", "must name a type") }
            type = given
        }
        return SendTestEvent(id: try Shape.id(webhookID, "webhook_id"), type: type)
    }
}

extension Shape {
    /// The form of what is behind the host is checked with its address.
    fileprivate static func webhookURL(_ text: String) throws(Rejection) -> String {
        try Shape.text(try required(text, "url"), "url", max: urlMax)
    }

    /// Nil where none is given.
    fileprivate static func secret(_ text: String) throws(Rejection) -> [UInt8]? {
        guard !text.isEmpty else { return nil }
        guard let secret = WebhookSecret(text) else {
            throw Rejection(
                .fieldInvalid, field: "secret",
                "must be \"whsec_\" and base64 of 24 to 64 bytes")
        }
        return secret.bytes
    }
}

extension V1.GetWebhookEndpointRequest: SequencedRead {}
extension V1.ListWebhookEndpointsRequest: PagedRequest {}
extension V1.ListDeliveriesRequest: PagedRequest {}
