import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `Monitors over the wire` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `are created with all they were given, and read`() async throws {
        let balance = try await client.balance("@a", multiplier: 100)
        let reply = try await client.monitors.createMonitor(
            .init(
                indicator: "@a", currency: "USD",
                condition: .init(
                    field: .availableBalance, operator: .lessThan, value: "10.50", precision: 100),
                trigger: .everyMatch, description: "low", callBackURL: "https://example.com/hook",
                metaData: #"{"team":"ops"}"#))
        let monitor = try given(reply.monitor)
        #expect(reply.sequence == 2)
        #expect(monitor.monitorID.hasPrefix("mon_"))
        #expect(monitor.balanceID == balance.balanceID)
        #expect(monitor.condition?.preciseValue == "1050")
        #expect(monitor.trigger == .everyMatch)
        #expect(monitor.description == "low")
        #expect(monitor.callBackURL == "https://example.com/hook")
        #expect(monitor.enabled)
        #expect(monitor.state == .met)
        #expect(monitor.version == 1)
        let read = try await client.monitors.getMonitor(.init(monitorID: monitor.monitorID))
        #expect(read.monitor == monitor)
    }

    @Test func `are created once by a chosen id`() async throws {
        let balance = try await client.balance("@a")
        var request = V1.CreateMonitorRequest(
            monitorID: "mon_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10", balanceID: balance.balanceID,
            condition: .init(field: .balance, operator: .equal, preciseValue: "1"))
        let first = try await client.monitors.createMonitor(request)
        let second = try await client.monitors.createMonitor(request)
        #expect(first.monitor == second.monitor)
        #expect(!first.replayed && second.replayed)
        request.condition?.preciseValue = "2"
        let refusal = try await refusal { try await client.monitors.createMonitor(request) }
        #expect(refusal.reason == "DUPLICATE_ID")
    }

    @Test func `change what is named and keep the rest`() async throws {
        let balance = try await client.balance("@a")
        let monitor = try await client.monitor(balance, .greaterThan, "5")
        let reply = try await client.monitors.updateMonitor(
            .init(
                monitorID: monitor.monitorID, trigger: .everyMatch, description: "x",
                expectedVersion: 1))
        #expect(reply.monitor?.condition == monitor.condition)
        #expect(reply.monitor?.trigger == .everyMatch)
        #expect(reply.monitor?.version == 2)
        let off = try await client.monitors.updateMonitor(
            .init(monitorID: monitor.monitorID, updateMask: .init(paths: ["enabled"])))
        #expect(off.monitor?.enabled == false)
        #expect(off.monitor?.description == "x")
        try await client.pay("10", to: "@a")
        #expect(try await client.firings().isEmpty)
        let events = try await client.stored()
        #expect(events.filter { $0.type == .monitorUpdated }.count == 2)
    }

    @Test(arguments: [V1.Trigger.crossing, .everyMatch])
    func `fire by their trigger`(_ trigger: V1.Trigger) async throws {
        let balance = try await client.balance("@a", overdraft: "100")
        try await client.monitor(balance, .greaterThanOrEqual, "10", trigger: trigger)
        for amount in ["5", "5", "5"] { try await client.pay(amount, to: "@a") }
        try await client.pay("10", from: "@a", to: "@b")
        try await client.pay("5", to: "@a")
        let seen = try await client.firings().map { [$0.observedBefore, $0.observedAfter] }
        let crossings = [["5", "10"], ["5", "10"]]
        let matches = [["5", "10"], ["10", "15"], ["5", "10"]]
        #expect(seen == (trigger == .crossing ? crossings : matches))
    }

    @Test(
        arguments: [
            (V1.MonitorField.balance, "7"), (.creditBalance, "10"), (.debitBalance, "3"),
            (.availableBalance, "7"), (.inflightBalance, "0"), (.inflightCreditBalance, "0"),
            (.inflightDebitBalance, "0"),
        ] as [(V1.MonitorField, String)])
    func `watch each of the seven sums`(_ field: V1.MonitorField, _ value: String) async throws {
        let balance = try await client.balance("@a")
        let monitor = try await client.monitor(balance, .equal, value, field: field)
        try await client.pay("10", to: "@a")
        try await client.pay("3", from: "@a", to: "@b")
        let read = try await client.monitors.getMonitor(.init(monitorID: monitor.monitorID))
        #expect(read.monitor?.state == .met)
        // What never changed was met from the beginning and had nothing to cross.
        #expect(try await client.firings().count == (value == "0" ? 0 : 1))
    }

    @Test(arguments: rows) func `refuse`(_ row: Refusing) async throws {
        try await client.balance("@a", multiplier: 100)
        try await row.check(client)
    }

    static func creating(
        _ what: String, _ reason: String, _ field: String, code: StatusCode = .invalidArgument,
        _ change: @escaping @Sendable (inout V1.CreateMonitorRequest) -> Void
    ) -> Refusing {
        Refusing("creating \(what)", code, reason, field: field) { client in
            var request = V1.CreateMonitorRequest(
                indicator: "@a", currency: "USD",
                condition: .init(field: .balance, operator: .equal, value: "1", precision: 100))
            change(&request)
            return try await client.monitors.createMonitor(request)
        }
    }

    static let unknown = "mon_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"

    static let rows: [Refusing] = [
        creating("for nobody", "FIELD_REQUIRED", "balance_id") { $0.indicator = "" },
        creating("without a currency", "FIELD_REQUIRED", "currency") { $0.currency = "" },
        creating("without a condition", "FIELD_REQUIRED", "condition") { $0.condition = nil },
        creating("on no field", "FIELD_REQUIRED", "condition.field") {
            $0.condition?.field = .unspecified
        },
        creating("with no operator", "FIELD_REQUIRED", "condition.operator") {
            $0.condition?.operator = .unspecified
        },
        creating("with no value", "FIELD_REQUIRED", "condition.value") {
            $0.condition?.value = ""
        },
        creating("with a value of words", "INVALID_AMOUNT", "condition.value") {
            $0.condition?.value = "ten"
        },
        creating("with half a minor unit", "INEXACT_AMOUNT", "condition.value") {
            $0.condition?.value = "0.001"
        },
        creating("with a negative precision", "FIELD_INVALID", "condition.precision") {
            $0.condition?.precision = -100
        },
        creating("beyond 128 bits", "AMOUNT_OVERFLOW", "condition.value", code: .outOfRange) {
            $0.condition?.value = String(repeating: "9", count: 38)
        },
        creating("calling a file", "FIELD_INVALID", "call_back_url") {
            $0.callBackURL = "file:///etc/passwd"
        },
        creating("calling a long way", "FIELD_INVALID", "call_back_url") {
            $0.callBackURL = "https://" + String(repeating: "x", count: 2048)
        },
        creating("of another precision", "PRECISION_MISMATCH", "", code: .failedPrecondition) {
            $0.condition?.precision = 10
        },
        creating("on an unknown balance", "BALANCE_NOT_FOUND", "", code: .notFound) {
            $0.indicator = "@b"
        },
        Refusing(
            "moving by an unknown path", .invalidArgument, "FIELD_INVALID", field: "update_mask"
        ) {
            try await $0.monitors.updateMonitor(
                .init(monitorID: unknown, updateMask: .init(paths: ["fired_count"])))
        },
        Refusing("an unknown one", .notFound, "BAL_MONITOR_NOT_FOUND") {
            try await $0.monitors.getMonitor(.init(monitorID: unknown))
        },
        Refusing("updating an unknown one", .notFound, "BAL_MONITOR_NOT_FOUND") {
            try await $0.monitors.updateMonitor(.init(monitorID: unknown, description: "x"))
        },
        Refusing("deleting an unknown one", .notFound, "BAL_MONITOR_NOT_FOUND") {
            try await $0.monitors.deleteMonitor(.init(monitorID: unknown))
        },
        Refusing("those of an unknown balance", .notFound, "BALANCE_NOT_FOUND") {
            try await $0.monitors.listBalanceMonitors(.init(indicator: "@b", currency: "USD"))
        },
    ]
}
