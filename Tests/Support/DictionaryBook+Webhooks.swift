package import Ledger

extension DictionaryBook {
    package func webhook(_ id: WebhookID) -> WebhookEndpoint? { webhooks[id] }

    package func standingWebhookID(for url: String) -> WebhookID? {
        webhooks.values.first { $0.origin == .monitor && $0.url == url }?.id
    }

    package func webhookCount(_ origin: WebhookEndpoint.Origin) -> UInt64 {
        UInt64(webhooks.values.count { $0.origin == origin })
    }

    package func registeredWebhooks() -> [WebhookEndpoint] {
        webhooks.values.filter { $0.origin == .registered }.sorted { $0.ordinal < $1.ordinal }
    }

    package func nextWebhookOrdinal() -> UInt64 { webhooksMade + 1 }

    /// Each endpoint its own, which is all that the rules ask of it.
    package func firstSecret(of id: WebhookID) -> [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: id.bits >> (8 * ($0 % 16))) }
    }

    package mutating func save(_ endpoint: WebhookEndpoint) {
        precondition(endpoint.ordinal <= webhooksMade + 1, "ordinals have no gaps")
        webhooksMade = max(webhooksMade, endpoint.ordinal)
        webhooks[endpoint.id] = endpoint
    }

    package mutating func delete(_ endpoint: WebhookEndpoint) {
        precondition(webhooks[endpoint.id] != nil, "\(endpoint.id) does not exist")
        webhooks[endpoint.id] = nil
    }
}

// MARK: - Deliveries

extension DictionaryBook {
    package func delivery(_ number: UInt64) -> Delivery? { deliveries[number] }

    package func nextDeliveryNumber() -> UInt64 { deliveriesMade + 1 }

    package mutating func save(_ delivery: Delivery) {
        precondition(delivery.number <= deliveriesMade + 1, "deliveries are numbered in order")
        deliveriesMade = max(deliveriesMade, delivery.number)
        deliveries[delivery.number] = delivery
    }

    package mutating func delete(_ delivery: Delivery) {
        precondition(deliveries[delivery.number] != nil, "\(delivery.id) does not exist")
        deliveries[delivery.number] = nil
    }

    package func backlog(of id: WebhookID) -> Backlog {
        let own = deliveries.values.filter { $0.webhookID == id }
        return Backlog(
            pendingCount: UInt64(own.count { $0.status == .pending }),
            deadCount: UInt64(own.count { $0.status == .dead }))
    }

    package func firstDelivery(to id: WebhookID, in lane: Delivery.Lane) -> UInt64? {
        deliveries.values.filter {
            $0.webhookID == id && $0.status == .pending && $0.lanes.contains(lane)
        }.map(\.number).min()
    }

    package func nextDeliveries(to id: WebhookID, limit: Int) -> [UInt64] {
        let next = deliveries.values.filter {
            $0.webhookID == id && $0.status == .pending && $0.isNext
        }
        return next.sorted { ($0.nextAttemptAt, $0.number) < ($1.nextAttemptAt, $1.number) }
            .prefix(limit).map(\.number)
    }

    package func finishedDeliveries(limit: Int) -> [UInt64] {
        let finished = deliveries.values.compactMap { delivery in
            delivery.finishedAt.map { (time: $0, number: delivery.number) }
        }
        return finished.sorted { ($0.time, $0.number) < ($1.time, $1.number) }
            .prefix(limit).map(\.number)
    }

    package func hasEvent(sequence: UInt64, index: UInt32) -> Bool {
        events.contains { $0.sequence == sequence && $0.index == index }
    }

    package func oldestUnfinishedDelivery() -> UInt64? {
        deliveries.values.filter { $0.status == .pending && $0.sequence > 0 }
            .map(\.sequence).min()
    }
}
