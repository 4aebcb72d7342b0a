import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// What a monitor would say: now, and over the past.
@Suite struct `A monitor that is tried` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
        try await client.balance("@a", overdraft: "1000")
    }

    private func candidate(
        _ value: String, _ change: (inout V1.CreateMonitorRequest) -> Void = { _ in }
    ) -> V1.CreateMonitorRequest {
        var request = V1.CreateMonitorRequest(
            indicator: "@a", currency: "USD",
            condition: .init(
                field: .balance, operator: .greaterThanOrEqual, preciseValue: value))
        change(&request)
        return request
    }

    @Test func `answers what holds now, and leaves nothing behind`() async throws {
        try await client.pay("10", to: "@a")
        let stored = try await client.watch(.balance, .lessThan, "10")
        let before = try await client.admin.getServerInfo(.init())
        let told = try await client.monitors.testMonitor(
            .init(target: .monitorID(stored.monitorID)))
        #expect(told.state == .notMet && told.monitor == stored)
        #expect(told.observations.map(\.before) == ["10"])
        #expect(told.sequence == before.sequence)
        let asked = try await client.monitors.testMonitor(
            .init(target: .candidate(candidate("10"))))
        #expect(asked.state == .met && asked.observations.map(\.after) == ["10"])
        let sum = try await client.monitors.testMonitor(
            .init(
                target: .candidate(
                    candidate("11") {
                        ($0.indicator, $0.currency) = ("", "")
                        $0.rollUp = .init(currency: "USD", indicatorPrefix: "@a")
                    })))
        #expect(sum.state == .notMet && sum.observations.map(\.after) == ["10"])
        let after = try await client.admin.getServerInfo(.init())
        #expect(after.chainHash == before.chainHash && after.sequence == before.sequence)
    }

    @Test func `is refused for what its creation would be`() async throws {
        try await client.pay("1", to: "@a")
        let rows = [
            Refusing("a rule of nothing", .invalidArgument, "FIELD_REQUIRED", field: "balance_id") {
                try await $0.monitors.testMonitor(
                    .init(
                        target: .candidate(
                            candidate("1") {
                                ($0.indicator, $0.currency) = ("", "")
                                $0.ledgerRule = .init(ledgerID: "general_ledger_id")
                            })))
            },
            Refusing(
                "inexact", .invalidArgument, "INEXACT_AMOUNT", field: "candidate.condition.value"
            ) {
                try await $0.monitors.testMonitor(
                    .init(target: .candidate(candidate("") { $0.condition?.value = "0.5" })))
            },
            Refusing("nobody's", .notFound, "BALANCE_NOT_FOUND") {
                try await $0.monitors.replayMonitor(
                    .init(target: .candidate(candidate("1") { $0.indicator = "@none" })))
            },
            Refusing("unknown", .notFound, "BAL_MONITOR_NOT_FOUND") {
                try await $0.monitors.replayMonitor(
                    .init(target: .monitorID(MonitorRefusalTests.unknown)))
            },
            Refusing("of the future", .invalidArgument, "FIELD_INVALID", field: "to_sequence") {
                try await $0.monitors.replayMonitor(
                    .init(target: .candidate(candidate("1")), toSequence: 99))
            },
            Refusing("backwards", .invalidArgument, "FIELD_INVALID", field: "to_sequence") {
                try await $0.monitors.replayMonitor(
                    .init(target: .candidate(candidate("1")), fromSequence: 2, toSequence: 1))
            },
        ]
        for row in rows { try await row.check(client) }
    }

    /// Everything that a replay says, by pages of a size.
    private func replay(
        _ target: V1.ReplayMonitorRequest.Target, size: Int32, from: Int64 = 0, to: Int64 = 0
    ) async throws -> [V1.Event] {
        var events: [V1.Event] = []
        var token = ""
        repeat {
            let page = try await client.monitors.replayMonitor(
                .init(
                    target: target, fromSequence: from, toSequence: to, pageSize: size,
                    pageToken: token))
            events += page.events
            token = page.nextPageToken
        } while !token.isEmpty
        return events
    }

    static let shapes: [(String, @Sendable (inout V1.CreateMonitorRequest) -> Void)] = [
        ("a balance", { _ in }),
        (
            "a ladder with hysteresis",
            {
                $0.condition?.preciseValue = ""
                $0.steps = [
                    .init(severity: "one", preciseValue: "5", preciseRearmValue: "2"),
                    .init(severity: "two", preciseValue: "8"),
                ]
            }
        ),
        (
            "a sum",
            {
                ($0.indicator, $0.currency) = ("", "")
                $0.rollUp = .init(currency: "USD", indicatorPrefix: "@")
                $0.condition?.field = .debitBalance
            }
        ),
        (
            "a rule with hysteresis",
            {
                ($0.indicator, $0.currency) = ("", "")
                $0.ledgerRule = .init(ledgerID: "general_ledger_id", indicatorPrefix: "@")
                $0.condition?.preciseRearmValue = "3"
            }
        ),
    ]

    /// What was heard of a monitor is what a replay of the same commits says, however it is paged.
    @Test(arguments: shapes.indices)
    func `would have said what it did say`(_ shape: Int) async throws {
        let monitor = try given(
            try await client.monitors.createMonitor(
                candidate("6") {
                    Self.shapes[shape].1(&$0)
                    $0.trigger = .bothEdges
                }
            ).monitor)
        for amount in [7, -4, 4, -6, 9, -9, 5, 4, -8, 8] {
            let (source, target) = amount > 0 ? ("@world", "@a") : ("@a", "@b")
            try await client.pay("\(abs(amount))", from: source, to: target)
        }
        let heard = try await client.stored().filter {
            $0.type == .balanceMonitor || $0.type == .balanceMonitorCleared
        }
        #expect(!heard.isEmpty)
        for size: Int32 in [1, 3, 100] {
            let replayed = try await replay(.monitorID(monitor.monitorID), size: size)
            #expect(replayed.map(\.type) == heard.map(\.type), "\(Self.shapes[shape].0)")
            #expect(replayed.map(\.sequence) == heard.map(\.sequence))
            #expect(replayed.map(\.transactionID) == heard.map(\.transactionID))
            #expect(replayed.allSatisfy { $0.eventID.isEmpty })
            #expect(replayed.map(told) == heard.map(told))
        }
    }

    private func told(_ event: V1.Event) -> [String] {
        guard case .monitorNotification(let told) = event.payload else { return [] }
        return [
            told.balanceID, told.observedBefore, told.observedAfter, told.severity,
            "\(told.monitor?.firedCount ?? 0)", told.sums?.balance ?? "",
        ]
    }

    @Test func `begins a replay with the answer of the moment before`() async throws {
        for amount in ["5", "5", "5"] { try await client.pay(amount, to: "@a") }
        try await client.pay("15", from: "@a", to: "@b")
        let last = try await client.pay("10", to: "@a").sequence
        let all = try await replay(.candidate(candidate("10")), size: 10)
        #expect(all.map(\.sequence) == [last - 3, last])
        let later = try await replay(.candidate(candidate("10")), size: 10, from: last - 2)
        #expect(later.map(\.sequence) == [last])
        let earlier = try await replay(.candidate(candidate("10")), size: 10, to: last - 1)
        #expect(earlier.map(\.sequence) == [last - 3])
    }
}
