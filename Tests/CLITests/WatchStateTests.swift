import Messages
import Testing

@testable import tidemark

@Suite struct `What the live view knows` {
    private func entry(_ id: String, _ balance: String, version: Int64) -> V1.Entry {
        V1.Entry(
            balanceID: id,
            sumsAfter: V1.BalanceSums(
                balance: balance, availableBalance: balance, version: version))
    }

    private func moved(_ sequence: Int64, _ entries: V1.Entry...) -> V1.Event {
        V1.Event(
            sequence: sequence, type: .transactionApplied,
            payload: .transaction(V1.Transaction(currency: "USD", precision: 100)),
            entries: entries)
    }

    @Test func `follows balances by the entries of transactions`() {
        var state = WatchState(address: "a")
        state.take(V1.Balance(balanceID: "bln_1", balance: "0", version: 1))
        state.take(V1.Balance(balanceID: "bln_2", balance: "0", version: 1))
        #expect(state.balances.newestFirst.map(\.name) == ["bln_2", "bln_1"])
        state.take(moved(7, entry("bln_1", "500", version: 2)))
        let rows = state.balances.newestFirst
        #expect(rows.map(\.name) == ["bln_1", "bln_2"])
        #expect(rows[0].current == "500")
        #expect(rows[0].money.multiplier == 100)
        #expect(state.sequence == 7)
    }

    @Test func `keeps the newer of two`() {
        var state = WatchState(address: "a")
        state.take(V1.Balance(balanceID: "bln_1", balance: "900", version: 5))
        state.take(moved(3, entry("bln_1", "500", version: 4)))
        #expect(state.balances["bln_1"]?.current == "900")
        state.take(V1.Balance(balanceID: "bln_1", balance: "100", version: 3))
        #expect(state.balances["bln_1"]?.current == "900")
    }

    @Test func `asks for balances that it doesn't know`() {
        var state = WatchState(address: "a")
        state.take(moved(3, entry("bln_1", "500", version: 4), entry("bln_2", "1", version: 1)))
        #expect(state.balances.count == 0)
        #expect(Set(state.takeUnknown(100)) == ["bln_1", "bln_2"])
        #expect(state.takeUnknown(100).isEmpty)
    }

    @Test func `keeps a monitor once, as it fired last`() throws {
        var state = WatchState(address: "a")
        func fired(_ sequence: Int64, _ count: Int64, _ type: V1.EventType) -> V1.Event {
            let monitor = V1.Monitor(
                monitorID: "mon_1",
                condition: .init(
                    field: .balance, operator: .greaterThan, value: "1.00", precision: 100),
                firedCount: count)
            return V1.Event(
                sequence: sequence, type: type,
                payload: .monitorNotification(
                    .init(
                        monitor: monitor, balanceID: "bln_1", observedBefore: "50",
                        observedAfter: "150", currency: "USD", indicator: "@a")))
        }
        state.take(fired(5, 1, .balanceMonitor))
        state.take(fired(6, 2, .balanceMonitor))
        let row = try #require(state.firings.newestFirst.first)
        #expect(state.firings.count == 1)
        #expect(row.firedCount == 2)
        #expect(row.isFiring)
        #expect(row.change == "0.50 USD -> 1.50 USD")
        state.take(fired(7, 2, .balanceMonitorCleared))
        #expect(state.firings.newestFirst.first?.isFiring == false)
        state.take(
            V1.Event(
                sequence: 8, type: .monitorDeleted, payload: .monitor(.init(monitorID: "mon_1"))))
        #expect(state.firings.count == 0)
        #expect(state.events.count == 4)
    }

    @Test func `never grows beyond its bounds`() {
        var rows = RecentRows<Int, Int>(limit: 100)
        for number in 0..<10_000 {
            rows[number] = number
            #expect(rows.count <= 100)
        }
        #expect(rows.newestFirst.first == 9999)
        #expect(rows.newestFirst == rows.newestFirst.sorted(by: >))
        #expect(rows.count >= 89)
        rows[9990] = -1
        #expect(rows.newestFirst.first == -1)
    }

    @Test func `takes an average over the last looks`() {
        var throughput = Throughput()
        #expect(throughput.perSecond == nil)
        throughput.note(100, at: .seconds(1))
        #expect(throughput.perSecond == nil)
        throughput.note(150, at: .seconds(2))
        #expect(throughput.perSecond == 50)
        for second in 3...30 { throughput.note(150, at: .seconds(second)) }
        #expect(throughput.perSecond == 0)
        // Another store: it begins anew.
        throughput.note(3, at: .seconds(31))
        #expect(throughput.perSecond == nil)
    }
}
