import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// What monitors elsewhere are known to do wrong, each by a test that it isn't done here. That one
/// damaged record silences no other is tested where records can be damaged, and that no alert is
/// lost by a crash where processes are killed.
@Suite struct `A monitor has no defect of` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `level spam: what stays met fires once`() async throws {
        let balance = try await client.balance("@a")
        try await client.monitor(balance, .greaterThan, "10")
        for _ in 0..<5 { try await client.pay("11", to: "@a") }
        #expect(try await client.firings().count == 1)
    }

    @Test func `an "=" that never fires`() async throws {
        let balance = try await client.balance("@a", overdraft: "5000")
        try await client.monitor(balance, .equal, "5000", field: .debitBalance)
        try await client.pay("5000", from: "@a", to: "@b")
        #expect(try await client.firings().count == 1)
    }

    @Test func `thresholds of zero and of fractions that are refused or cut`() async throws {
        let balance = try await client.balance("@a", multiplier: 100, overdraft: "100")
        try await client.monitor(balance, .lessThan, "0")
        let reply = try await client.monitors.createMonitor(
            .init(
                balanceID: balance.balanceID,
                condition: .init(
                    field: .balance, operator: .greaterThanOrEqual, value: "0.29",
                    precision: 100)))
        #expect(reply.monitor?.condition?.preciseValue == "29")
        try await client.pay("28", to: "@a")
        #expect(try await client.firings().isEmpty)
        try await client.pay("1", to: "@a")
        try await client.pay("30", from: "@a", to: "@b")
        #expect(try await client.firings().map(\.observedAfter) == ["29", "-1"])
    }

    @Test func `minor units that stay behind when the value is updated`() async throws {
        try await client.balance("@a", multiplier: 100)
        let made = try await client.monitors.createMonitor(
            .init(
                indicator: "@a", currency: "USD",
                condition: .init(
                    field: .balance, operator: .greaterThan, value: "100", precision: 100)))
        let id = try given(made.monitor).monitorID
        let updated = try await client.monitors.updateMonitor(
            .init(
                monitorID: id, condition: .init(value: "200"),
                updateMask: .init(paths: ["condition.value"])))
        #expect(updated.monitor?.condition?.preciseValue == "20000")
        try await client.pay("10001", to: "@a")
        #expect(try await client.firings().isEmpty)
    }

    @Test func `a call-back that an update wipes out`() async throws {
        let balance = try await client.balance("@a")
        let made = try await client.monitors.createMonitor(
            .init(
                balanceID: balance.balanceID,
                condition: .init(field: .balance, operator: .greaterThan, preciseValue: "1"),
                description: "low", callBackURL: "https://example.com/hook",
                metaData: #"{"team":"ops"}"#))
        let updated = try await client.monitors.updateMonitor(
            .init(
                monitorID: try given(made.monitor).monitorID,
                condition: .init(field: .balance, operator: .lessThan, preciseValue: "9")))
        #expect(updated.monitor?.callBackURL == "https://example.com/hook")
        #expect(updated.monitor?.metaData == #"{"team":"ops"}"#)
        #expect(updated.monitor?.description == "low")
    }

    @Test func `firing for the balance that it was moved from`() async throws {
        let old = try await client.balance("@old")
        let new = try await client.balance("@new")
        let monitor = try await client.monitor(old, .greaterThan, "5")
        _ = try await client.monitors.updateMonitor(
            .init(monitorID: monitor.monitorID, balanceID: new.balanceID))
        try await client.pay("10", to: "@old")
        #expect(try await client.firings().isEmpty)
        try await client.pay("10", to: "@new")
        #expect(try await client.firings().map(\.balanceID) == [new.balanceID])
    }

    @Test(arguments: [true, false])
    func `losing a dip inside a batch`(_ isAtomic: Bool) async throws {
        let balance = try await client.balance("@a")
        try await client.pay("100", to: "@a")
        try await client.monitor(balance, .lessThan, "50")
        let items: [V1.BatchItem] = [
            .init(request: .createTransaction(.payment("90", from: "@a", to: "@b"))),
            .init(request: .createTransaction(.payment("90", to: "@a"))),
        ]
        _ = try await client.transactions.createBatch(.init(items: items, atomic: isAtomic))
        #expect(try await client.sum("@a") == "100")
        let fired = try await client.firings().map { [$0.observedBefore, $0.observedAfter] }
        #expect(fired == [["100", "10"]])
    }

    @Test func `telling in another order than that of the commits`() async throws {
        let one = try await client.balance("@one")
        let two = try await client.balance("@two")
        for balance in [two, one] {
            try await client.monitor(balance, .greaterThan, "0", trigger: .everyMatch)
        }
        var commits: [Int64] = []
        var balances: [String] = []
        for number in 0..<40 {
            let (name, balance) = number % 3 == 0 ? ("@one", one) : ("@two", two)
            commits.append(try await client.pay("1", to: name).sequence)
            balances.append(balance.balanceID)
        }
        let told = try await client.stored().filter { $0.type == .balanceMonitor }
        #expect(told.map(\.sequence) == commits)
        #expect(try await client.firings().map(\.balanceID) == balances)
    }
}
