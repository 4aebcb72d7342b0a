import Ledger
import TestSupport
import Testing

@Suite struct `A delivery` {
    @Test func `is made with its event, for each endpoint whose filter it passes`() throws {
        var world = WebhookWorld()
        let all = try world.endpoint()
        let some = try world.endpoint(EventFilter(types: [.transactionApplied]))
        try world.endpoint(isEnabled: false)
        try world.pay("@world", "a")
        let types = world.deliveries.map {
            [$0.webhookID == all.id ? "all" : "some", "\($0.type)"]
        }
        #expect(
            types == [
                ["all", "balanceCreated"], ["all", "balanceCreated"],
                ["all", "transactionApplied"],
                ["some", "transactionApplied"],
            ])
        #expect(world.deliveries.last?.webhookID == some.id)
        for delivery in world.deliveries {
            guard case .event(let sequence, let index) = delivery.subject else { continue }
            #expect(world.book.hasEvent(sequence: sequence, index: index))
            #expect(
                delivery.eventID
                    == EventID(sequence: sequence, index: index, time: delivery.createdAt))
        }
    }

    @Test func `of a firing monitor goes to its call_back_url, and of no other event`() throws {
        var world = WebhookWorld()
        try world.pay("@world", "a")
        let monitor = try world.monitor("a", above: 5, callBack: "https://example.com/m")
        try world.monitor("a", above: 5)
        try world.pay("@world", "a", 10)
        let delivery = try #require(world.deliveries.first)
        #expect(world.deliveries.count == 1)
        #expect(delivery.monitorID == monitor.id)
        #expect(delivery.balanceID == monitor.scope.balanceID)
        #expect(world.book.webhook(delivery.webhookID)?.url == "https://example.com/m")
    }

    @Test func `waits for the earlier ones of its balance, and for no others`() throws {
        var world = WebhookWorld()
        try world.pay("@world", "a", 100)
        try world.pay("@world", "b", 100)
        try world.endpoint(EventFilter(types: [.transactionApplied]))
        try world.pay("@world", "a")  // 1
        try world.pay("@world", "b")  // 2
        try world.pay("@world", "a")  // 3
        try world.pay("a", "b")  // 4: behind 2 and 3
        try world.pay("@world", "b")  // 5: behind 4
        #expect(world.next == [1, 2])
        try world.note(1, .delivered)
        #expect(world.next == [2, 3])
        try world.note(3, .delivered)
        #expect(world.next == [2])
        try world.note(2, .retry(at: world.time))
        #expect(world.next == [2])
        try world.note(2, .exhausted)
        #expect(world.next == [4])
        try world.note(4, .delivered)
        #expect(world.next == [5])
    }

    @Test func `keeps its latest 16 attempts, the newest first`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint()
        world.apply(.sendTestEvent(SendTestEvent(id: endpoint.id)))
        for _ in 0..<20 { try world.note(1, .retry(at: world.time)) }
        let delivery = try #require(world.book.delivery(1))
        #expect(delivery.attempts.count == 16)
        #expect(delivery.attemptCount == 20)
        let times = delivery.attempts.map(\.startedAt)
        #expect(times == times.sorted(by: >))
    }

    @Test func `is sent again by request, with the same ids and a new schedule`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint()
        world.apply(.sendTestEvent(SendTestEvent(id: endpoint.id)))
        let former = try #require(world.book.delivery(1))
        for verdict in [NoteAttempt.Verdict.delivered, .exhausted] {
            try world.note(1, verdict)
            let again = try #require(
                world.apply(.retryDelivery(RetryDelivery(id: former.id))).delivery)
            #expect(again.id == former.id)
            #expect(again.eventID == former.eventID)
            #expect(again.status == .pending)
            #expect(again.attemptsThisTime == 0)
            #expect(again.finishedAt == nil)
            #expect(again.nextAttemptAt == world.time)
        }
    }

    @Test func `that is asked for again while it is being sent is sent once more`() throws {
        for verdict in [NoteAttempt.Verdict.delivered, .exhausted, .retry(at: .zero)] {
            var world = WebhookWorld()
            let endpoint = try world.endpoint()
            world.apply(.sendTestEvent(SendTestEvent(id: endpoint.id)))
            let sent = try #require(world.book.delivery(1))
            world.apply(.retryDelivery(RetryDelivery(id: sent.id)))
            let askedAt = world.time
            try world.note(1, verdict, sent: sent)
            let waiting = try #require(world.book.delivery(1))
            #expect(waiting.status == .pending)
            #expect(waiting.nextAttemptAt == askedAt)
            #expect(waiting.attemptCount == 1)
            #expect(waiting.attemptsThisTime == 0)
            try world.note(1, .delivered)
            #expect(world.book.delivery(1)?.status == .delivered)
        }
    }

    @Test func `that is sent again comes before the later ones of its balance`() throws {
        var world = WebhookWorld()
        try world.pay("@world", "a", 100)
        try world.endpoint(EventFilter(types: [.transactionApplied]))
        for _ in 0..<3 { try world.pay("@world", "a") }
        try world.note(1, .exhausted)
        #expect(world.next == [2])
        world.apply(.retryDelivery(RetryDelivery(id: world.deliveries[0].id)))
        #expect(world.next == [1])
        try world.note(1, .delivered)
        #expect(world.next == [2])
    }

    @Test func `can't be sent again to nobody, or without its event`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint()
        try world.pay("@world", "a")
        let id = world.deliveries[0].id
        let unknown = world.apply(.retryDelivery(RetryDelivery(id: DeliveryID(bits: 5))))
        #expect(unknown.rejection?.reason == .deliveryNotFound)
        for number in 1...3 as ClosedRange<UInt64> { try world.note(number, .delivered) }
        world.apply(.note(.trimEvents(TrimEvents(through: .max, subscriptionsMade: 0))))
        let trimmed = world.apply(.retryDelivery(RetryDelivery(id: id)))
        #expect(trimmed.rejection?.reason == .deliveryNotFound)
        world.apply(.updateWebhook(UpdateWebhook(id: endpoint.id, isEnabled: .set(false))))
        let disabled = world.apply(.retryDelivery(RetryDelivery(id: id)))
        #expect(disabled.rejection?.reason == .webhookDisabled)
        world.apply(.deleteWebhook(DeleteWebhook(id: endpoint.id)))
        let deleted = world.apply(.retryDelivery(RetryDelivery(id: id)))
        #expect(deleted.rejection?.reason == .deliveryNotFound)
    }

    @Test func `is forgotten when it has been finished for longest`() throws {
        var world = WebhookWorld()
        let endpoint = try world.endpoint()
        for _ in 0..<4 { world.apply(.sendTestEvent(SendTestEvent(id: endpoint.id))) }
        for number in [3, 1, 2] as [UInt64] { try world.note(number, .delivered) }
        world.apply(.note(.forgetDeliveries(ForgetDeliveries(count: 2))))
        #expect(world.deliveries.map(\.number) == [2, 4])
    }
}
