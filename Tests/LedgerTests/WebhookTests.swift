import Ledger
import TestSupport
import Testing

@Suite struct `A webhook endpoint` {
    @Test func `is made once for the same id and content`() throws {
        var world = WebhookWorld()
        let id = WebhookID(bits: 9)
        let request = CreateWebhook(id: id, url: "https://a/", secret: .made([1, 2]))
        let first = try #require(world.apply(.createWebhook(request)).webhook)
        var repeated = request
        repeated.secret = .made([3, 4])
        let second = try #require(world.apply(.createWebhook(repeated)).webhook)
        #expect(second == first)
        #expect(second.secret.bytes == [1, 2])
        var other = request
        other.url = "https://b/"
        #expect(world.apply(.createWebhook(other)).rejection?.reason == .duplicateID)
        other = request
        other.secret = .given([1, 2])
        #expect(world.apply(.createWebhook(other)).rejection?.reason == .duplicateID)
    }

    @Test func `is one of 256`() throws {
        var world = WebhookWorld()
        for _ in 0..<256 { try world.endpoint() }
        let refused = world.apply(
            .createWebhook(CreateWebhook(url: "https://a/", secret: .made([1]))))
        #expect(refused.rejection?.reason == .limitReached)
        world.apply(.deleteWebhook(DeleteWebhook(id: world.book.webhooks.keys.sorted()[0])))
        try world.endpoint()
    }

    @Test func `gets nothing while it is switched off, and what waits is dead`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint(EventFilter(types: [.transactionApplied]))
        for _ in 0..<3 { try world.pay("@world", "a") }
        world.apply(.updateWebhook(UpdateWebhook(id: endpoint.id, isEnabled: .set(false))))
        #expect(world.deliveries.map(\.status) == [.dead, .dead, .dead])
        #expect(world.book.backlog(of: endpoint.id) == Backlog(pendingCount: 0, deadCount: 3))
        try world.pay("@world", "a")
        #expect(world.deliveries.count == 3)
        world.apply(.updateWebhook(UpdateWebhook(id: endpoint.id, isEnabled: .set(true))))
        try world.pay("@world", "a")
        #expect(world.deliveries.map(\.status) == [.dead, .dead, .dead, .pending])
    }

    @Test func `is switched off by a receiver that is gone, with the reason`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint(EventFilter(types: [.transactionApplied]))
        for _ in 0..<2 { try world.pay("@world", "a") }
        try world.note(1, .gone("410 Gone"))
        let after = try #require(world.book.webhook(endpoint.id))
        #expect(!after.isEnabled)
        #expect(after.disabledReason == "410 Gone")
        #expect(after.version == 2)
        #expect(world.deliveries.map(\.status) == [.dead, .dead])
        world.apply(.updateWebhook(UpdateWebhook(id: endpoint.id, isEnabled: .set(true))))
        #expect(world.book.webhook(endpoint.id)?.disabledReason == "")
    }

    @Test func `isn't switched off by what is gone where it was before`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint(EventFilter(types: [.transactionApplied]))
        try world.pay("@world", "a")
        world.apply(.updateWebhook(UpdateWebhook(id: endpoint.id, url: .set("http://new/"))))
        try world.note(1, .gone("410 Gone"), to: endpoint.url)
        #expect(world.book.webhook(endpoint.id)?.isEnabled == true)
        let waiting = try #require(world.book.delivery(1))
        #expect(waiting.status == .pending)
        #expect(waiting.nextAttemptAt == world.time)
        try world.note(1, .gone("410 Gone"))
        #expect(world.book.webhook(endpoint.id)?.isEnabled == false)
        #expect(world.deliveries.map(\.status) == [.dead])
    }

    @Test func `takes what waits with it when it is deleted`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint(EventFilter(types: [.transactionApplied]))
        for _ in 0..<3 { try world.pay("@world", "a") }
        try world.note(1, .delivered)
        world.apply(.deleteWebhook(DeleteWebhook(id: endpoint.id)))
        #expect(world.deliveries.map(\.status) == [.delivered])
        let again = world.apply(.deleteWebhook(DeleteWebhook(id: endpoint.id)))
        #expect(again.rejection?.reason == .webhookNotFound)
    }

    @Test func `loses a long queue piece by piece`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint()
        for _ in 0..<ClearQueue.max + 10 {
            world.apply(.sendTestEvent(SendTestEvent(id: endpoint.id)))
        }
        world.apply(.updateWebhook(UpdateWebhook(id: endpoint.id, isEnabled: .set(false))))
        #expect(world.book.backlog(of: endpoint.id).pendingCount == 10)
        world.apply(.note(.clearQueue(ClearQueue(id: endpoint.id))))
        #expect(world.book.backlog(of: endpoint.id).pendingCount == 0)
    }

    @Test func `signs with two secrets for a while after one is changed`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint()
        let rotated = try #require(
            world.apply(
                .rotateWebhookSecret(
                    RotateWebhookSecret(
                        id: endpoint.id, secret: [2], overlapNanoseconds: 1000))
            ).webhook)
        #expect(rotated.version == 2)
        let start = rotated.secret.createdAt.nanoseconds
        #expect(rotated.secrets(at: Timestamp(nanoseconds: start + 999)) == [[2], [1]])
        #expect(rotated.secrets(at: Timestamp(nanoseconds: start + 1000)) == [[2]])
        let stale = world.apply(
            .rotateWebhookSecret(
                RotateWebhookSecret(
                    id: endpoint.id, secret: [3], overlapNanoseconds: 0, expectedVersion: 1)))
        #expect(stale.rejection?.reason == .versionMismatch)
    }

    @Test func `stands for all monitors that name its URL`() throws {
        var world = WebhookWorld()
        try world.pay("@world", "a")
        let first = try world.monitor("a", above: 5, callBack: "https://m/")
        let second = try world.monitor("a", above: 6, callBack: "https://m/")
        try world.monitor("a", above: 7, callBack: "https://n/")
        let id = try #require(world.book.standingWebhookID(for: "https://m/"))
        #expect(world.book.webhookCount(.monitor) == 2)
        #expect(world.book.webhook(id)?.monitorCount == 2)
        let inUse = world.apply(.deleteWebhook(DeleteWebhook(id: id)))
        #expect(inUse.rejection?.reason == .webhookInUse)
        let moved = world.apply(.updateWebhook(UpdateWebhook(id: id, url: .set("https://x/"))))
        #expect(moved.rejection?.reason == .fieldInvalid)
        world.apply(.deleteMonitor(DeleteMonitor(id: first.id)))
        world.apply(.updateMonitor(UpdateMonitor(id: second.id, callBackURL: .set("https://n/"))))
        #expect(world.book.webhook(id)?.monitorCount == 0)
        // Its secret holds until it is deleted.
        world.apply(.updateMonitor(UpdateMonitor(id: second.id, callBackURL: .set("https://m/"))))
        #expect(world.book.standingWebhookID(for: "https://m/") == id)
        world.apply(.updateMonitor(UpdateMonitor(id: second.id, callBackURL: .set(""))))
        #expect(world.apply(.deleteWebhook(DeleteWebhook(id: id))).webhook?.id == id)
    }
}
