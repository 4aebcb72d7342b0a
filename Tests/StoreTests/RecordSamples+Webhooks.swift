import Ledger
import TestSupport

@testable import Store

extension RecordSamples {
    mutating func webhook() -> WebhookEndpoint {
        let id: WebhookID = id()
        var endpoint = WebhookEndpoint(
            id: id, ordinal: number(), origin: random.pick(.registered, .monitor), url: text(),
            filter: filter(), description: text(), isEnabled: random.pick(true, false),
            metaData: metaData(), secret: secret(), createdAt: time(),
            request: random.pick(true, false) ? request(id) : nil)
        endpoint.disabledReason = text()
        endpoint.updatedAt = time()
        endpoint.version = number()
        endpoint.monitorCount = number()
        if random.pick(true, false) {
            endpoint.formerSecret = WebhookEndpoint.FormerSecret(bytes: secret(), expiresAt: time())
        }
        return endpoint
    }

    mutating func backlog() -> Backlog { Backlog(pendingCount: number(), deadCount: number()) }

    mutating func delivery() -> Delivery {
        var delivery = Delivery(
            number: number(), webhookID: id(), eventID: id(),
            subject: random.pick(true, false)
                ? .test : .event(sequence: number(), index: UInt32(truncatingIfNeeded: number())),
            type: random.pick(.balanceMonitor, .transactionApplied), monitorID: id(),
            balanceID: random.pick(true, false) ? id() : nil,
            lanes: (0..<random.pick(0, 1, 3)).map { _ in
                let id: BalanceID = id()
                return Delivery.Lane(bits: id.bits)
            }, createdAt: time())
        delivery.status = random.pick(.pending, .delivered, .dead)
        delivery.isNext = random.pick(true, false)
        delivery.attemptCount = number()
        delivery.formerAttemptCount = number()
        delivery.queuedAt = time()
        delivery.nextAttemptAt = time()
        delivery.finishedAt = random.pick(true, false) ? time() : nil
        delivery.attempts = (0..<random.pick(0, 1, 16)).map { _ in
            DeliveryAttempt(
                startedAt: time(), nanoseconds: number(),
                status: UInt16(truncatingIfNeeded: number()), problem: text())
        }
        return delivery
    }

    mutating func filter() -> EventFilter {
        EventFilter(
            monitorIDs: (0..<random.pick(0, 2)).map { _ in id() },
            balanceIDs: (0..<random.pick(0, 2)).map { _ in id() },
            ledgerID: random.pick(true, false) ? id() : nil, indicatorPrefix: text(),
            types: random.pick([], [.balanceMonitor, .ledgerCreated]))
    }

    mutating func request(_ id: WebhookID) -> CreateWebhook {
        CreateWebhook(
            id: id, url: text(), filter: filter(), description: text(), metaData: metaData(),
            isEnabled: random.pick(true, false),
            secret: random.pick(.made([]), .given(secret())))
    }

    mutating func secret() -> [UInt8] {
        (0..<random.pick(24, 32, 64)).map { _ in UInt8(truncatingIfNeeded: number()) }
    }
}
