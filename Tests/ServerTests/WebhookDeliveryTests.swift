import Ledger
import Messages
import ReceiverSupport
import Server
import Store
import TTRPC
import TestSupport
import Testing
import TidemarkClient
import Webhooks
import WireSupport

@Suite struct `Webhooks that are delivered` {
    @Test func `carry the event, the seeds' shape and a signature`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(204) }
        let fixture = try await WebhookFixture()
        let balance = try await fixture.client.balance("@a", multiplier: 100)
        _ = try await fixture.client.monitors.createMonitor(
            .init(
                balanceID: balance.balanceID,
                condition: .init(
                    field: .creditBalance, operator: .greaterThan, value: "9.5", precision: 100),
                callBackURL: "http://127.0.0.1:\(receiver.port)/m", metaData: #"{"n":1}"#))
        try await fixture.client.pay("1000", to: "@a")
        let request = try #require(await receiver.requests(atLeast: 1).first)
        let body = try JSONValue(parsing: request.body)
        #expect(body["event"] == .string("balance.monitor"))
        let payload = try #require(body["payload"])
        #expect(payload["balance_id"] == .string(balance.balanceID))
        #expect(payload["condition"]?["operator"] == .string(">"))
        #expect(payload["condition"]?["value"] == .string("9.5"))
        #expect(payload["condition"]?["precision"] == .number("100"))
        #expect(payload["condition"]?["precise_value"] == .string("950"))
        #expect(payload["observed_before"] == .string("0"))
        #expect(payload["observed_after"] == .string("1000"))
        #expect(payload["sums"]?["credit_balance"] == .string("1000"))
        #expect(payload["meta_data"] == .object([JSONMember("n", .number("1"))]))
        #expect(payload["test"] == nil)
        #expect(payload["event_id"] == request.headers["webhook-id"].map { .string($0) })
        let done = try await fixture.deliveries { $0.first?.status == .delivered }
        #expect(done.first?.eventID == request.headers["webhook-id"])
        #expect(done.first?.attempts.map(\.httpStatus) == [204])
        #expect(done.first?.nextAttemptAt == nil)
        #expect(done.first?.deliveredAt != nil)
    }

    @Test func `come again by the schedule, and are dead in the end`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(500) }
        let fixture = try await WebhookFixture()
        _ = try await fixture.endpoint(receiver)
        try await fixture.client.pay("1", to: "@a")
        let pauses: [Int64] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
        for (count, pause) in pauses.enumerated() {
            let seen = try await fixture.deliveries { $0[0].attemptCount == Int32(count + 1) }
            let next = try given(seen[0].nextAttemptAt)
            let last = try given(seen[0].attempts.first?.startedAt)
            #expect(next.seconds - last.seconds == pause)
            try await fixture.advance(pause - 1)
            #expect(receiver.requests.count == count + 1)
            try await fixture.advance(1)
        }
        let dead = try await fixture.deliveries { $0[0].status == .dead }
        #expect(dead[0].attemptCount == 10)
        let ids = Set(receiver.requests.map { $0.headers["webhook-id"] })
        #expect(ids.count == 1)
        #expect(receiver.requests.count == 10)
        let stats = try await fixture.client.admin.getStats(.init())
        #expect(stats.deadDeliveryCount == 1 && stats.pendingDeliveryCount == 0)
    }

    @Test func `obey a receiver that asks for time`() async throws {
        let script = Script([429, 200])
        let receiver = try await Receiver { _, exchange in
            let status = script.next()
            try await exchange.answer(
                status, headers: status == 429 ? ["Retry-After: 3600"] : [])
        }
        let fixture = try await WebhookFixture()
        _ = try await fixture.endpoint(receiver)
        try await fixture.client.pay("1", to: "@a")
        let waiting = try await fixture.deliveries { $0[0].attemptCount == 1 }
        let next = try given(waiting[0].nextAttemptAt)
        #expect(next.seconds - (try given(waiting[0].attempts[0].startedAt)).seconds == 3600)
        try await fixture.advance(3600)
        _ = try await fixture.deliveries { $0[0].status == .delivered }
    }

    @Test func `stop for all where a receiver is gone`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(410) }
        let fixture = try await WebhookFixture()
        let (id, _) = try await fixture.endpoint(receiver)
        try await fixture.client.pay("1", to: "@a")
        _ = try await fixture.deliveries { $0[0].status == .dead }
        let endpoint = try given(
            await fixture.client.events.getWebhookEndpoint(.init(webhookID: id)).endpoint)
        #expect(!endpoint.enabled)
        #expect(endpoint.disabledReason == "410 Gone")
        #expect(endpoint.deadCount == 1)
        try await fixture.client.pay("1", to: "@a")
        #expect(try await fixture.deliveries().count == 1)
        let refused = try await refusal {
            try await fixture.client.events.sendTestEvent(.init(webhookID: id))
        }
        #expect(refused.reason == "WEBHOOK_DISABLED")
    }

    @Test func `keep the order of a balance whatever fails between`() async throws {
        let seed = SeededGenerator.seeds(1)[0]
        let random = Script(statuses(seed))
        let receiver = try await Receiver { _, exchange in
            try await exchange.answer(random.next())
        }
        let fixture = try await WebhookFixture {
            $0.schedule = DeliverySchedule(pauses: Array(repeating: .zero, count: 200))
        }
        _ = try await fixture.endpoint(receiver)
        for number in 0..<40 {
            try await fixture.client.pay("1", to: ["@a", "@b", "@c"][number % 3])
        }
        let done = try await fixture.deliveries { $0.allSatisfy { $0.status == .delivered } }
        #expect(done.count == 40)
        // The answer is behind the request, so that the last arrival of each is the one that counted.
        var arrivals: [String: Int] = [:]
        for (index, request) in receiver.requests.enumerated() {
            arrivals[request.headers["webhook-id"] ?? ""] = index
        }
        for start in 0..<3 {
            let lane = stride(from: start, to: 40, by: 3).map { arrivals[done[$0].eventID] ?? -1 }
            #expect(lane == lane.sorted() && lane.first != -1, "SEED=\(seed)")
        }
    }

    private func statuses(_ seed: UInt64) -> [Int] {
        var random = SeededGenerator(seed: seed)
        return (0..<120).map { _ in random.pick(200, 500, 503, 302) } + [200]
    }

    @Test func `aren't held up by another receiver that is slow`() async throws {
        let door = Door()
        let slow = try await Receiver { _, exchange in
            await door.pass()
            try await exchange.answer(200)
        }
        let quick = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try await WebhookFixture {
            $0.concurrency = 4
            $0.concurrencyOfEach = 2
        }
        _ = try await fixture.endpoint(slow)
        _ = try await fixture.endpoint(quick)
        for number in 0..<20 { try await fixture.client.pay("1", to: "@b\(number)") }
        #expect(await quick.requests(atLeast: 20).count == 20)
        #expect(slow.requests.count <= 2)
        door.open()
        _ = try await fixture.deliveries { $0.allSatisfy { $0.status == .delivered } }
    }

    @Test func `are sent again by request, and as a test`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try await WebhookFixture()
        let (id, _) = try await fixture.endpoint(receiver)
        try await fixture.client.pay("1", to: "@a")
        let first = try await fixture.deliveries { $0[0].status == .delivered }[0]
        let again = try given(
            await fixture.client.events.retryDelivery(.init(deliveryID: first.deliveryID)).delivery)
        #expect(again.deliveryID == first.deliveryID)
        #expect(again.status == .pending)
        let requests = await receiver.requests(atLeast: 2)
        #expect(requests[0].headers["webhook-id"] == requests[1].headers["webhook-id"])
        #expect(requests[0].body == requests[1].body)
        for type in V1.EventType.known {
            let test = try given(
                await fixture.client.events.sendTestEvent(.init(webhookID: id, type: type)).delivery
            )
            #expect(test.test && test.sequence == 0 && test.type == type)
            let sent = await receiver.requests(atLeast: receiver.requests.count)
            #expect(sent.allSatisfy { !$0.body.isEmpty })
        }
        let all = try await fixture.deliveries { $0.allSatisfy { $0.status == .delivered } }
        #expect(all.count == 1 + V1.EventType.known.count)
        let tests = receiver.requests.dropFirst(2)
        #expect(tests.count == V1.EventType.known.count)
        for request in tests {
            let body = try JSONValue(parsing: request.body)
            #expect(body["payload"]?["test"] == .bool(true))
        }
    }

    @Test func `try a monitor, by its own endpoint and by those whose filter it passes`()
        async throws
    {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try await WebhookFixture()
        let balance = try await fixture.client.balance("@a")
        let monitor = try given(
            await fixture.client.monitors.createMonitor(
                .init(
                    balanceID: balance.balanceID,
                    condition: .init(field: .balance, operator: .equal, preciseValue: "7"),
                    callBackURL: "http://127.0.0.1:\(receiver.port)/own")
            ).monitor)
        _ = try await fixture.endpoint(receiver, "/all", types: [.balanceMonitor])
        _ = try await fixture.endpoint(receiver, "/others", types: [.ledgerCreated])
        let quiet = try await fixture.client.monitors.testMonitor(
            .init(target: .monitorID(monitor.monitorID)))
        #expect(quiet.eventID.isEmpty)
        let reply = try await fixture.client.monitors.testMonitor(
            .init(target: .monitorID(monitor.monitorID), sendTestEvent: true))
        #expect(reply.eventID.hasPrefix("evt_"))
        let requests = await receiver.requests(atLeast: 2)
        #expect(Set(requests.map(\.line)) == ["POST /own HTTP/1.1", "POST /all HTTP/1.1"])
        #expect(requests.contains { $0.headers["webhook-id"] == reply.eventID })
    }

    @Test func `go to the new URL when it is changed`() async throws {
        let old = try await Receiver { _, exchange in try await exchange.answer(500) }
        let new = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try await WebhookFixture()
        let (id, _) = try await fixture.endpoint(old)
        try await fixture.client.pay("1", to: "@a")
        _ = try await fixture.deliveries { $0[0].attemptCount == 1 }
        _ = try await fixture.client.events.updateWebhookEndpoint(
            .init(webhookID: id, url: "http://127.0.0.1:\(new.port)/"))
        try await fixture.advance(5)
        _ = try await fixture.deliveries { $0[0].status == .delivered }
        #expect(new.requests.first?.headers["webhook-id"] == old.requests[0].headers["webhook-id"])
    }

    @Test func `go on after a restart`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let folder = TemporaryFolder()
        let allowance = try #require(Allowance("127.0.0.0/8"))
        let first = try await TestServer(in: folder)
        let client = try first.client()
        let refused = try await refusal {
            try await client.events.createWebhookEndpoint(
                .init(url: "http://127.0.0.1:\(receiver.port)/"))
        }
        #expect(refused.reason == "URL_NOT_ALLOWED")
        _ = try await client.events.createWebhookEndpoint(
            .init(url: "http://hooks.example:\(receiver.port)/"))
        try await client.pay("1", to: "@a")
        try await first.stop()
        #expect(receiver.connectionCount == 0)
        let second = try await TestServer(in: folder) { options in
            options.webhooks.poster.policy = AddressPolicy(allowing: [allowance])
            options.webhooks.resolve = { _ in [.v4(0x7F00_0001)] }
            options.store.now = {
                Timestamp(nanoseconds: Timestamp.wallClock.nanoseconds + 3_600_000_000_000)
            }
        }
        #expect(await receiver.requests(atLeast: 3).count == 3)
        try await second.stop()
    }
}

extension V1.EventType {
    fileprivate static var known: [V1.EventType] {
        (1...18).compactMap { V1.EventType(rawValue: $0) }
    }
}
