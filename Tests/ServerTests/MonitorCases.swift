import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// When monitors fire (acceptance cases 6i without holds).
@Suite struct `A monitor's condition` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test(
        arguments: [
            (V1.Operator.greaterThan, [false, false, true]), (.lessThan, [true, false, false]),
            (.greaterThanOrEqual, [false, true, true]), (.lessThanOrEqual, [true, true, false]),
            (.equal, [false, true, false]), (.notEqual, [true, false, true]),
        ] as [(V1.Operator, [Bool])])
    func `of 10 holds for 9, 10 and 11 as its operator says`(
        _ comparison: V1.Operator, _ holds: [Bool]
    ) async throws {
        for (value, expected) in zip(["9", "10", "11"], holds) {
            let balance = try await client.balance("@\(value)")
            let monitor = try await client.monitor(
                balance, comparison, "10", trigger: .everyMatch)
            let paid = try await client.pay(value, to: "@\(value)")
            let read = try await client.monitors.getMonitor(.init(monitorID: monitor.monitorID))
            #expect(read.monitor?.state == (expected ? .met : .notMet))
            #expect(try await client.firings(from: paid.sequence).count == (expected ? 1 : 0))
        }
    }

    @Test func `on debit_balance = 5000 fires at a debit of 5000`() async throws {
        let balance = try await client.balance("@a", overdraft: "5000")
        let monitor = try await client.monitor(balance, .equal, "5000", field: .debitBalance)
        try await client.pay("5000", from: "@a", to: "@b")
        let fired = try await client.firings()
        #expect(fired.map(\.monitor?.monitorID) == [monitor.monitorID])
        #expect(fired.first?.observedBefore == "0")
        #expect(fired.first?.observedAfter == "5000")
    }

    @Test(arguments: [
        (V1.Operator.lessThanOrEqual, "0", "10"), (.lessThan, "0", "11"),
        (.lessThan, "-100", "111"),
    ])
    func `of zero or below is accepted and fires`(
        _ comparison: V1.Operator, _ value: String, _ spent: String
    ) async throws {
        let balance = try await client.balance("@a", overdraft: "1000")
        try await client.pay("10", to: "@a")
        try await client.monitor(balance, comparison, value)
        try await client.pay("9", from: "@a", to: "@b")
        #expect(try await client.firings().isEmpty)
        try await client.pay(spent, from: "@a", to: "@b")
        #expect(try await client.firings().count == 1)
    }

    @Test(arguments: [("0.29", "29"), ("19.99", "1999"), ("-100", "-10000"), ("0", "0")])
    func `is counted exactly in minor units`(_ value: String, _ minor: String) async throws {
        let balance = try await client.balance("@a")
        let reply = try await client.monitors.createMonitor(
            .init(
                balanceID: balance.balanceID,
                condition: .init(
                    field: .balance, operator: .greaterThan, value: value, precision: 100)))
        #expect(reply.monitor?.condition?.preciseValue == minor)
        #expect(reply.monitor?.condition?.value == value)
    }

    @Test func `is counted anew when its value changes`() async throws {
        let balance = try await client.balance("@a", multiplier: 100)
        let monitor = try given(
            try await client.monitors.createMonitor(
                .init(
                    balanceID: balance.balanceID,
                    condition: .init(
                        field: .balance, operator: .greaterThanOrEqual, value: "100",
                        precision: 100))
            ).monitor)
        #expect(monitor.condition?.preciseValue == "10000")
        let changed = try await client.monitors.updateMonitor(
            .init(
                monitorID: monitor.monitorID, condition: .init(value: "200"),
                updateMask: .init(paths: ["condition.value"])))
        #expect(changed.monitor?.condition?.preciseValue == "20000")
        try await client.pay("19999", to: "@a")
        #expect(try await client.firings().isEmpty)
        try await client.pay("1", to: "@a")
        #expect(try await client.firings().count == 1)
    }

    @Test func `on no balance is refused`() async throws {
        let refusal = try await refusal {
            try await client.monitors.createMonitor(
                .init(
                    indicator: "@none", currency: "USD",
                    condition: .init(field: .balance, operator: .equal, preciseValue: "1")))
        }
        #expect(refusal.code == .notFound)
        #expect(refusal.reason == "BALANCE_NOT_FOUND")
    }
}

@Suite struct `A monitor` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `that is deleted is gone and fires no more`() async throws {
        let balance = try await client.balance("@a")
        let monitor = try await client.monitor(balance, .greaterThan, "5")
        let deleted = try await client.monitors.deleteMonitor(
            .init(monitorID: monitor.monitorID, expectedVersion: 1))
        #expect(deleted.monitor?.monitorID == monitor.monitorID)
        let refusal = try await refusal {
            try await client.monitors.getMonitor(.init(monitorID: monitor.monitorID))
        }
        #expect(refusal.code == .notFound)
        #expect(refusal.reason == "BAL_MONITOR_NOT_FOUND")
        try await client.pay("10", to: "@a")
        #expect(try await client.firings().isEmpty)
    }

    @Test func `that is moved never fires for the old balance`() async throws {
        let old = try await client.balance("@old")
        let new = try await client.balance("@new")
        let monitor = try await client.monitor(old, .greaterThan, "5")
        try await client.pay("1", to: "@old")
        let moved = try await client.monitors.updateMonitor(
            .init(monitorID: monitor.monitorID, balanceID: new.balanceID))
        #expect(moved.monitor?.balanceID == new.balanceID)
        try await client.pay("10", to: "@old")
        #expect(try await client.firings().isEmpty)
        try await client.pay("10", to: "@new")
        #expect(try await client.firings().map(\.balanceID) == [new.balanceID])
    }

    @Test func `hears nothing of a refused transaction`() async throws {
        let balance = try await client.balance("@a")
        try await client.monitor(balance, .lessThanOrEqual, "0", trigger: .everyMatch)
        let before = try await client.admin.getServerInfo(.init()).sequence
        _ = try await refusal { try await client.pay("1", from: "@a", to: "@b") }
        #expect(try await client.stored(from: before + 1).isEmpty)
    }

    @Test func `is one of many that fire in the order of their making`() async throws {
        let balance = try await client.balance("@a")
        var met: [String] = []
        for step in 1...12 {
            // Five of the twelve thresholds lie within what comes.
            let monitor = try await client.monitor(
                balance, .greaterThanOrEqual, step % 12 < 6 ? "\(step % 12 * 10)" : "1000")
            if (1...5).contains(step % 12) { met.append(monitor.monitorID) }
        }
        let paid = try await client.pay("50", to: "@a")
        let fired = try await client.firings(from: paid.sequence)
        #expect(fired.compactMap(\.monitor?.monitorID) == met)
    }

    @Test func `on either side of a transaction fires, the source's first`() async throws {
        let source = try await client.balance("@source", overdraft: "100")
        let target = try await client.balance("@target")
        let second = try await client.monitor(target, .greaterThan, "50")
        let first = try await client.monitor(source, .lessThan, "-50")
        let paid = try await client.pay("60", from: "@source", to: "@target")
        let events = try await client.stored(from: paid.sequence)
        #expect(events.map(\.type) == [.transactionApplied, .balanceMonitor, .balanceMonitor])
        #expect(Set(events.map(\.transactionID)) == [paid.transaction?.transactionID])
        let fired = try await client.firings(from: paid.sequence)
        #expect(
            fired.map(\.monitor?.monitorID) == [first.monitorID, second.monitorID])
    }

    @Test func `created where its condition holds fires after it was false once`() async throws {
        let balance = try await client.balance("@a")
        try await client.pay("10", to: "@a")
        let monitor = try await client.monitor(balance, .greaterThan, "5")
        #expect(monitor.state == .met)
        try await client.pay("1", to: "@a")
        #expect(try await client.firings().isEmpty)
        try await client.pay("11", from: "@a", to: "@b")
        try await client.pay("6", to: "@a")
        let fired = try await client.firings()
        #expect(fired.map(\.observedAfter) == ["6"])
        let read = try await client.monitors.getMonitor(.init(monitorID: monitor.monitorID))
        #expect(read.monitor?.firedCount == 1)
        #expect(read.monitor?.lastFiredAt != nil)
    }
}
