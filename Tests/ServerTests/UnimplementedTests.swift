import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// What the API describes and this version doesn't do: every bit of it says so.
@Suite struct `What comes later` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `is every method that the server doesn't list, and names itself`() async throws {
        let served = Set(try await client.admin.getServerInfo(.init()).methods)
        let methods = ServiceTable.all.services.flatMap(\.methods)
        #expect(served.isSubset(of: methods.map { "\($0.service)/\($0.name)" }))
        let missing = methods.filter { !served.contains("\($0.service)/\($0.name)") }
        #expect(!missing.isEmpty)
        for method in missing {
            let flags: FrameFlags =
                switch method.kind {
                case .unary: []
                case .serverStreaming: .remoteClosed
                case .clientStreaming, .bidirectional: .remoteOpen
                }
            let call = try client.peer.begin(
                (method.service, method.name), V1.GetStatsRequest(), flags: flags)
            let refusal = try client.peer.refusal(of: call)
            #expect(refusal.code == .unimplemented)
            #expect(refusal.reason == "NOT_IMPLEMENTED")
            #expect(refusal.message.contains("\(method.service)/\(method.name)"))
        }
    }

    static func watching(
        _ field: String, _ change: @escaping @Sendable (inout V1.CreateMonitorRequest) -> Void
    ) -> Refusing {
        Refusing(field, .unimplemented, "NOT_IMPLEMENTED", field: field) { client in
            var request = V1.CreateMonitorRequest(
                indicator: "@a", currency: "USD",
                condition: .init(field: .balance, operator: .equal, preciseValue: "1"))
            change(&request)
            return try await client.monitors.createMonitor(request)
        }
    }

    static func asking<Reply>(
        _ field: String, _ call: @escaping @Sendable (Client) async throws -> Reply
    ) -> Refusing {
        Refusing(field, .unimplemented, "NOT_IMPLEMENTED", field: field, call)
    }

    @Test(arguments: [
        watching("conditions") { $0.conditions = [.init()] },
        watching("steps") { $0.steps = [.init()] },
        watching("cooldown") { $0.cooldown = .init(seconds: 1) },
        watching("fire_immediately") { $0.fireImmediately = true },
        watching("roll_up") { $0.rollUp = .init() },
        watching("ledger_rule") { $0.ledgerRule = .init() },
        watching("override_key") { $0.overrideKey = "x" },
        watching("trigger") { $0.trigger = .bothEdges },
        watching("condition.percent_of") { $0.condition?.percentOf = .init() },
        watching("condition.rearm_value") { $0.condition?.rearmValue = "1" },
        asking("durable") { try await $0.events.pullEvents(.init(durable: "x")) },
        asking("wait") { try await $0.events.pullEvents(.init(wait: .init(seconds: 1))) },
    ]) func `is refused by the name of its field`(_ row: Refusing) async throws {
        try await client.balance("@a")
        try await row.check(client)
    }

    @Test func `is a durable subscription, too`() async throws {
        let call = try client.peer.begin(
            ("tidemark.v1.EventService", "Subscribe"), V1.SubscribeRequest(durable: "x"),
            flags: .remoteClosed)
        let refusal = try client.peer.refusal(of: call)
        #expect(refusal.code == .unimplemented)
        #expect(refusal.field == "durable")
    }
}
