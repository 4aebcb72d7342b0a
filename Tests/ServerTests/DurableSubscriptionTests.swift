import Messages
import Server
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `A durable subscription of a server` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @discardableResult
    private func create(
        _ request: V1.CreateSubscriptionRequest = .init(name: "desk", fromOldest: true)
    ) async throws -> V1.Subscription {
        try given(try await client.events.createSubscription(request).subscription)
    }

    private func found(_ name: String = "desk") async throws -> V1.Subscription {
        try given(
            try await client.events.getSubscription(.init(subscriptionID: name)).subscription)
    }

    @discardableResult
    private func acknowledge(
        _ sequence: Int64, _ name: String = "desk"
    ) async throws -> V1.AcknowledgeSubscriptionResponse {
        try await client.events.acknowledgeSubscription(
            .init(subscriptionID: name, acknowledgedSequence: sequence))
    }

    @Test func `is made, read, listed and deleted`() async throws {
        let balance = try await client.balance("@a")
        let request = V1.CreateSubscriptionRequest(
            name: "desk",
            filter: .init(balanceIDs: [balance.balanceID], types: [.transactionApplied]),
            fromSequence: 1, retainFor: .init(seconds: 86_400))
        let reply = try await client.events.createSubscription(request)
        let made = try given(reply.subscription)
        #expect(reply.sequence == 2)
        #expect(made.subscriptionID.hasPrefix("sub_"))
        #expect(made.name == "desk")
        #expect(made.filter == request.filter)
        #expect(made.acknowledgedSequence == 0)
        #expect(made.retainFor == request.retainFor)
        #expect(!made.attached)
        #expect(made.acknowledgedAt == nil)
        let again = try await client.events.createSubscription(request)
        #expect(again.replayed)
        #expect(again.subscription == made)
        #expect(try await found() == made)
        #expect(try await found(made.subscriptionID) == made)
        try await create(.init(name: "other"))
        let list = try await client.events.listSubscriptions(.init(pageSize: 1))
        #expect(list.subscriptions.map(\.name) == ["other"])
        let rest = try await client.events.listSubscriptions(
            .init(pageSize: 1, pageToken: list.nextPageToken))
        #expect(rest.subscriptions == [made])
        #expect(rest.nextPageToken.isEmpty)
        let deleted = try await client.events.deleteSubscription(.init(subscriptionID: "desk"))
        #expect(deleted.subscription == made)
        #expect(deleted.sequence == 4)
        let gone = try await refusal { try await found() }
        #expect(gone.code == .notFound)
        #expect(gone.reason == "SUBSCRIPTION_NOT_FOUND")
    }

    @Test(
        arguments: [
            (.init(), "name", "FIELD_REQUIRED"),
            (.init(name: "sub_x"), "name", "FIELD_INVALID"),
            (.init(name: .init(repeating: "x", count: 257)), "name", "FIELD_INVALID"),
            (.init(subscriptionID: "sub_x", name: "a"), "subscription_id", "FIELD_INVALID"),
            (.init(name: "a", fromSequence: -1), "from_sequence", "FIELD_INVALID"),
            (.init(name: "a", fromSequence: 3), "from_sequence", "FIELD_INVALID"),
            (.init(name: "a", fromSequence: 1, fromOldest: true), "from_sequence", "FIELD_INVALID"),
            (.init(name: "a", retainFor: .init(seconds: -1)), "retain_for", "FIELD_INVALID"),
            (
                .init(name: "a", retainFor: .init(seconds: 366 * 86_400 + 1)), "retain_for",
                "FIELD_INVALID"
            ),
            (
                .init(name: "a", filter: .init(types: [.unspecified])), "filter.types[0]",
                "FIELD_INVALID"
            ),
        ] as [(V1.CreateSubscriptionRequest, String, String)])
    func `is refused where its request is wrong`(
        _ request: V1.CreateSubscriptionRequest, _ field: String, _ reason: String
    ) async throws {
        try await client.pay("1", to: "@a")
        let refusal = try await refusal { try await create(request) }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == reason)
        #expect(refusal.field == field)
    }

    @Test func `goes on behind its cursor, over a restart too`() async throws {
        try await create()
        for _ in 1...5 { try await client.pay("1", to: "@a") }
        let first = try server.peer().subscribe(.init(durable: "desk"))
        try first.read(through: 6)
        #expect(first.events.map(\.sequence).min() == 2)
        #expect(try await found().attached)
        let listed = try await client.admin.listSubscribers(.init()).subscribers
        #expect(listed.map(\.durableName) == ["desk"])
        #expect(try await client.admin.getStats(.init()).subscriptionCount == 1)
        #expect(try await acknowledge(4).sequence == 6)
        try await server.stop()
        #expect(try first.readToEnd()?.reason == "SHUTTING_DOWN")
        let again = try await TestServer(in: server.folder)
        let kept = try await again.client().events.getSubscription(.init(subscriptionID: "desk"))
        #expect(kept.subscription?.acknowledgedSequence == 4)
        #expect(kept.subscription?.acknowledgedAt != nil)
        #expect(kept.subscription?.attached == false)
        let second = try again.peer().subscribe(.init(durable: "desk"))
        try await again.client().pay("1", to: "@a")
        try second.read(through: 7)
        second.checkGapFree(from: 5)
    }

    @Test func `goes on from where it is told, and keeps its cursor then`() async throws {
        try await create(.init(name: "desk"))
        for _ in 1...3 { try await client.pay("1", to: "@a") }
        let second = try server.peer().subscribe(.init(fromSequence: 3, durable: "desk"))
        try second.read(through: 4)
        #expect(second.events.map(\.sequence).min() == 3)
        #expect(try await found().acknowledgedSequence == 1)
    }

    @Test func `has one reader: the next takes it over`() async throws {
        try await create()
        try await client.pay("1", to: "@a")
        let former = try server.peer().subscribe(.init(durable: "desk"))
        try former.read(through: 2)
        let next = try server.peer().subscribe(.init(durable: "desk"))
        let end = try given(try former.readToEnd())
        #expect(end.code == .aborted)
        #expect(end.reason == "SUBSCRIPTION_TAKEN_OVER")
        #expect(end.facts["resume_from"] == "3")
        #expect(try await found().attached)
        // The former one's end takes nothing from the next.
        try await client.pay("1", to: "@a")
        try next.read(through: 3)
        next.checkGapFree(from: 2)
        _ = try await client.events.unsubscribe(.init(subscriptionID: next.subscriptionID))
        #expect(try next.readToEnd() == nil)
        #expect(try await !found().attached)
    }

    @Test func `ends its stream when it is deleted`() async throws {
        try await create()
        let reader = try server.peer().subscribe(.init(durable: "desk"))
        _ = try await client.events.deleteSubscription(.init(subscriptionID: "desk"))
        #expect(try reader.readToEnd() == nil)
        let call = try client.peer.begin(
            ("tidemark.v1.EventService", "Subscribe"), V1.SubscribeRequest(durable: "desk"),
            flags: .remoteClosed)
        let refusal = try client.peer.refusal(of: call)
        #expect(refusal.code == .notFound)
        #expect(refusal.reason == "SUBSCRIPTION_NOT_FOUND")
    }

    @Test func `has its own filter and no other`() async throws {
        try await create(
            .init(name: "desk", filter: .init(types: [.transactionApplied]), fromOldest: true))
        try await client.pay("1", to: "@a")
        let reader = try server.peer().subscribe(.init(durable: "desk"))
        try reader.read(through: 2)
        #expect(reader.events.map(\.type) == [.transactionApplied])
        let call = try client.peer.begin(
            ("tidemark.v1.EventService", "Subscribe"),
            V1.SubscribeRequest(filter: .init(ledgerID: "general_ledger_id"), durable: "desk"),
            flags: .remoteClosed)
        #expect(try client.peer.refusal(of: call).field == "filter")
    }

    @Test func `is acknowledged forward only, and not beyond the log`() async throws {
        try await create()
        try await client.pay("1", to: "@a")
        #expect(try await acknowledge(2).subscription?.acknowledgedSequence == 2)
        #expect(try await acknowledge(1).subscription?.acknowledgedSequence == 2)
        for (sequence, reason) in [(3, "FIELD_INVALID"), (0, "FIELD_REQUIRED")] as [(Int64, _)] {
            let refusal = try await refusal { try await acknowledge(sequence) }
            #expect(refusal.code == .invalidArgument)
            #expect(refusal.reason == reason)
        }
        let unknown = try await refusal { try await acknowledge(1, "other") }
        #expect(unknown.reason == "SUBSCRIPTION_NOT_FOUND")
        // None of these made a commit.
        #expect(try await client.admin.getServerInfo(.init()).sequence == 2)
    }

    @Test func `is pulled from its cursor`() async throws {
        try await create()
        for _ in 1...3 { try await client.pay("1", to: "@a") }
        try await acknowledge(2)
        let pulled = try await client.events.pullEvents(.init(durable: "desk"))
        #expect(pulled.events.map(\.sequence) == [3, 4])
        #expect(pulled.sequence == 4)
        #expect(try await found().acknowledgedSequence == 2)
    }
}
