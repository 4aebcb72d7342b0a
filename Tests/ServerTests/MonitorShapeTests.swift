import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

extension Client {
    /// A new monitor, on the balance `@a` if nothing else is said.
    @discardableResult
    func watch(
        _ field: V1.MonitorField = .balance, _ comparison: V1.Operator = .greaterThan,
        _ value: String = "", _ change: (inout V1.CreateMonitorRequest) -> Void = { _ in }
    ) async throws -> V1.Monitor {
        var request = V1.CreateMonitorRequest(
            indicator: "@a", currency: "USD",
            condition: .init(field: field, operator: comparison, preciseValue: value))
        change(&request)
        return try given(try await monitors.createMonitor(request).monitor)
    }

    func read(_ monitor: V1.Monitor) async throws -> V1.Monitor {
        try given(
            try await monitors.getMonitor(.init(monitorID: monitor.monitorID)).monitor)
    }

    /// What monitors said from a sequence on: the type of the event, and what was seen.
    func said(from sequence: Int64 = 1) async throws -> [String] {
        try await stored(from: sequence).compactMap { event in
            guard case .monitorNotification(let told) = event.payload else { return nil }
            let verb = event.type == .balanceMonitorCleared ? "cleared" : "fired"
            let step = told.step > 0 ? " \(told.severity)" : ""
            return "\(verb) \(told.observedBefore)→\(told.observedAfter)\(step)"
        }
    }
}

/// What monitors can be beside one condition on one balance, over the wire.
@Suite struct `A wider monitor` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
        try await client.balance("@a", overdraft: "1000")
    }

    /// Brings `@a` from one figure to the next.
    private func go(_ amounts: Int...) async throws {
        for amount in amounts {
            if amount > 0 {
                try await client.pay("\(amount)", to: "@a")
            } else {
                try await client.pay("\(-amount)", from: "@a", to: "@b")
            }
        }
    }

    @Test func `with a value to rearm by is quiet until that is passed`() async throws {
        let monitor = try await client.watch(.balance, .greaterThanOrEqual, "100") {
            $0.condition?.preciseRearmValue = "50"
        }
        #expect(monitor.condition?.preciseRearmValue == "50")
        // 100, 99, 100, 50, 100, 49, 100.
        try await go(100, -1, 1, -50)
        #expect(try await client.read(monitor).state == .met)
        try await go(50, -51)
        #expect(try await client.read(monitor).state == .notMet)
        try await go(51)
        #expect(try await client.said() == ["fired 0→100", "fired 49→100"])
    }

    @Test func `of both edges tells when it clears`() async throws {
        try await client.watch(.balance, .lessThan, "10") { $0.trigger = .bothEdges }
        try await go(5, 5, -1, -1, 9)
        #expect(try await client.said() == ["cleared 5→10", "fired 10→9", "cleared 8→17"])
    }

    @Test func `with a cooldown counts what it swallows, and tells no end of it`() async throws {
        let monitor = try await client.watch(.balance, .greaterThan, "0") {
            $0.cooldown = .init(seconds: 3600)
            $0.trigger = .bothEdges
        }
        #expect(monitor.cooldown?.seconds == 3600)
        try await go(1, -1, 1, -1, 1)
        let read = try await client.read(monitor)
        #expect(read.firedCount == 1 && read.suppressedCount == 2 && read.state == .met)
        #expect(try await client.said() == ["fired 0→1", "cleared 1→0"])
        let off = try await client.monitors.updateMonitor(
            .init(monitorID: monitor.monitorID, updateMask: .init(paths: ["cooldown"])))
        #expect(off.monitor?.cooldown == nil)
        try await go(-1, 1)
        #expect(try await client.firings().last?.suppressedCount == 2)
        #expect(try await client.read(monitor).suppressedCount == 0)
    }

    @Test func `that is to fire immediately does so in its creating commit`() async throws {
        try await go(7)
        let reply = try await client.monitors.createMonitor(
            .init(
                indicator: "@a", currency: "USD",
                condition: .init(field: .balance, operator: .greaterThan, preciseValue: "5"),
                fireImmediately: true))
        let events = try await client.stored(from: reply.sequence)
        #expect(events.map(\.type) == [.monitorCreated, .balanceMonitor])
        #expect(events.last?.transactionID == "")
        #expect(try await client.said() == ["fired 7→7"])
        #expect(try await client.read(try given(reply.monitor)).firedCount == 1)
    }

    @Test(arguments: [V1.ConditionMatch.all, .any])
    func `of several conditions fires by how they are joined`(
        _ match: V1.ConditionMatch
    ) async throws {
        let monitor = try await client.watch {
            $0.condition = nil
            $0.conditions = [
                .init(field: .balance, operator: .greaterThan, preciseValue: "10"),
                .init(field: .debitBalance, operator: .greaterThanOrEqual, preciseValue: "5"),
            ]
            $0.match = match
        }
        #expect(monitor.conditions.count == 2 && monitor.condition == nil)
        try await go(15, -5, 1)
        let seen = try await client.firings().map { $0.observations.map(\.after) }
        #expect(seen == (match == .all ? [["11", "5"]] : [["15", "0"]]))
    }

    @Test func `of a share moves with what it is of`() async throws {
        let limit = try await client.watch(.balance, .greaterThan) {
            $0.condition?.percentOf = .init(percent: "12.5", base: .limit(.overdraftLimit))
        }
        let sum = try await client.watch(.debitBalance, .greaterThanOrEqual) {
            $0.condition?.percentOf = .init(percent: "50", base: .field(.creditBalance))
        }
        #expect(sum.state == .met && limit.state == .notMet)
        try await go(125, 1, -63, -1)
        let fired = try await client.firings().compactMap(\.monitor?.monitorID)
        #expect(fired == [limit.monitorID, sum.monitorID])
        // A limit that is lowered is a change of the balance without a transaction.
        let balance = try await client.balances.getBalanceByIndicator(
            .init(indicator: "@a", currency: "USD")
        ).balance
        let updated = try await client.balances.updateBalance(
            .init(balanceID: try given(balance).balanceID, overdraftLimit: "400"))
        let events = try await client.stored(from: updated.sequence)
        #expect(events.map(\.type) == [.balanceUpdated, .balanceMonitor])
        #expect(events.last?.transactionID == "")
    }

    @Test func `of a ladder fires each step that is crossed, in their order`() async throws {
        let monitor = try await client.watch {
            $0.steps = [
                .init(severity: "notice", preciseValue: "10"),
                .init(severity: "warning", preciseValue: "20", preciseRearmValue: "5"),
                .init(severity: "alarm", preciseValue: "30"),
            ]
        }
        #expect(monitor.steps.map(\.severity) == ["notice", "warning", "alarm"])
        #expect(monitor.condition?.preciseValue == "" && monitor.state == .notMet)
        try await go(31)
        #expect(
            try await client.said() == [
                "fired 0→31 notice", "fired 0→31 warning", "fired 0→31 alarm",
            ])
        #expect(try await client.firings().map(\.step) == [1, 2, 3])
        try await go(-25)
        let read = try await client.read(monitor)
        #expect(read.steps.map(\.state) == [.notMet, .met, .notMet])
        #expect(read.steps.map(\.firedCount) == [1, 1, 1] && read.firedCount == 3)
        let before = try await client.admin.getServerInfo(.init()).sequence
        try await go(25)
        #expect(
            try await client.said(from: before + 1) == ["fired 6→31 notice", "fired 6→31 alarm"])
    }

    @Test func `changes from one question to another, and begins anew`() async throws {
        let monitor = try await client.watch(.balance, .greaterThan, "10")
        let id = monitor.monitorID
        try await go(50)
        let ladder = try await client.monitors.updateMonitor(
            .init(
                monitorID: id,
                steps: [
                    .init(severity: "low", preciseValue: "40"),
                    .init(severity: "high", preciseValue: "60"),
                ]))
        #expect(ladder.monitor?.steps.map(\.state) == [.met, .notMet])
        try await go(15)
        #expect(try await client.said().last == "fired 50→65 high")
        let one = try await client.monitors.updateMonitor(
            .init(
                monitorID: id,
                condition: .init(field: .balance, operator: .lessThan, preciseValue: "5"),
                updateMask: .init(paths: ["condition", "steps"])))
        #expect(one.monitor?.steps.isEmpty == true && one.monitor?.state == .notMet)
        let rearmed = try await client.monitors.updateMonitor(
            .init(
                monitorID: id, condition: .init(preciseRearmValue: "20"),
                updateMask: .init(paths: ["condition.rearm_value"])))
        #expect(rearmed.monitor?.condition?.preciseRearmValue == "20")
        #expect(rearmed.monitor?.condition?.preciseValue == "5")
        try await go(-61, 10, -10, 20, -20)
        #expect(try await client.said().suffix(2) == ["fired 65→4", "fired 24→4"])
    }
}

/// Monitors that watch more than one balance, over the wire.
@Suite struct `A monitor of many balances` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    private func rollUp(
        _ value: String, _ rollUp: V1.MonitorRollUp,
        _ change: (
            inout V1.CreateMonitorRequest
        ) -> Void = { _ in }
    ) async throws -> V1.Monitor {
        try await client.watch(.balance, .greaterThanOrEqual, value) {
            ($0.indicator, $0.currency) = ("", "")
            $0.rollUp = rollUp
            change(&$0)
        }
    }

    @Test func `sums up those there are and those to come, one change for a transaction`()
        async throws
    {
        try await client.balance("@shop.a")
        try await client.pay("10", to: "@shop.a")
        let monitor = try await rollUp(
            "30", .init(currency: "USD", indicatorPrefix: "@shop."))
        #expect(monitor.rollUp?.indicatorPrefix == "@shop." && monitor.state == .notMet)
        try await client.pay("15", to: "@shop.b")
        try await client.pay("5", to: "@other")
        // Between two of them nothing is gained.
        try await client.pay("3", from: "@shop.a", to: "@shop.b")
        #expect(try await client.said().isEmpty)
        let paid = try await client.transactions.createTransaction(
            .init(
                reference: .fresh, currency: "USD", preciseAmount: "8", source: "@world",
                destinations: [
                    .init(identifier: "@shop.a", share: .preciseAmount("4")),
                    .init(identifier: "@shop.c", share: .preciseAmount("4")),
                ]))
        #expect(try await client.said() == ["fired 25→33"])
        let fired = try given(try await client.firings(from: paid.sequence).first)
        let first = try await client.balances.getBalanceByIndicator(
            .init(indicator: "@shop.a", currency: "USD")
        ).balance
        #expect(fired.balanceID == first?.balanceID)
        #expect(fired.sums?.balance == "33" && fired.sums?.version == 0)
    }

    @Test func `follows who enters and leaves by description, without firing`() async throws {
        let one = try await client.balance("@a", metaData: #"{"team":"x"}"#)
        try await client.pay("10", to: "@a")
        let monitor = try await rollUp(
            "10",
            .init(
                currency: "USD",
                metaData: [.init(key: "team", valueJson: #""y""#)]))
        #expect(monitor.state == .notMet)
        _ = try await client.balances.updateBalance(
            .init(balanceID: one.balanceID, metaData: #"{"team":"y"}"#))
        #expect(try await client.read(monitor).state == .met)
        #expect(try await client.said().isEmpty)
        try await client.pay("1", to: "@a")
        #expect(try await client.said().isEmpty)
        _ = try await client.balances.updateBalance(
            .init(balanceID: one.balanceID, metaData: #"{"team":null}"#))
        #expect(try await client.read(monitor).state == .notMet)
    }

    @Test func `by a rule watches each balance of its ledger by itself`() async throws {
        try await client.balance("@a")
        let rule = try await client.watch(.balance, .greaterThan, "10") {
            ($0.indicator, $0.currency) = ("", "")
            $0.ledgerRule = .init(ledgerID: "general_ledger_id", indicatorPrefix: "@")
        }
        #expect(rule.state == .unspecified)
        try await client.pay("11", to: "@a")
        try await client.pay("11", to: "@new")
        try await client.pay("11", from: "@world", to: "nameless")
        let names = try await client.firings().map(\.indicator)
        #expect(names == ["@a", "@new"])
        #expect(try await client.read(rule).firedCount == 2)
    }

    @Test func `gives way to what is more specific under the same key`() async throws {
        let own = try await client.balance("@vip.a")
        func rule(_ prefix: String, _ value: String) async throws -> V1.Monitor {
            try await client.watch(.balance, .greaterThan, value) {
                ($0.indicator, $0.currency) = ("", "")
                $0.ledgerRule = .init(ledgerID: "general_ledger_id", indicatorPrefix: prefix)
                $0.overrideKey = "high"
            }
        }
        let all = try await rule("@", "10")
        let vips = try await rule("@vip.", "20")
        let monitor = try await client.watch(.balance, .greaterThan, "30") {
            ($0.indicator, $0.currency, $0.balanceID) = ("", "", own.balanceID)
            $0.overrideKey = "high"
        }
        try await client.pay("100", to: "@vip.a")
        try await client.pay("100", to: "@vip.b")
        try await client.pay("100", to: "@c")
        let fired = try await client.firings().compactMap(\.monitor?.monitorID)
        #expect(fired == [monitor.monitorID, vips.monitorID, all.monitorID])
        let covering = try await client.monitors.listBalanceMonitors(
            .init(balanceID: own.balanceID, includeCovering: true))
        #expect(
            covering.monitors.map(\.monitorID)
                == [all, vips, monitor].map(\.monitorID))
        // Switched off, it leaves its place to the next.
        _ = try await client.monitors.updateMonitor(
            .init(monitorID: monitor.monitorID, updateMask: .init(paths: ["enabled"])))
        try await client.pay("90", from: "@vip.a", to: "@c")
        try await client.pay("90", to: "@vip.a")
        #expect(try await client.firings().last?.monitor?.monitorID == vips.monitorID)
    }
}
