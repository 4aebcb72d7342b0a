import Messages
import TidemarkClient

/// The balances that a load moves between, made for it, and monitors on them that never fire.
struct BenchBooks {
    /// The code that ISO 4217 keeps for tests.
    static let currency = "XTS"

    let balances: [String]

    /// Items of one message while setting up: far below its limits.
    private static let batchMax = 2_000

    static func make(
        balances: Int, monitors: Int, hotMonitors: Int, _ session: Session,
        _ bar: inout ProgressBar
    ) async throws -> BenchBooks {
        var ids: [String] = []
        try await write(count: balances, "balances", session, &bar) { _ in
            .createBalance(.init(currency: currency))
        } took: {
            ids += $0
        }
        try await write(count: monitors, "monitors", session, &bar) { number in
            let balance = number < hotMonitors ? 0 : number % ids.count
            // Thresholds of their own, and out of reach.
            let condition = V1.MonitorCondition(
                field: .creditBalance, operator: .greaterThan,
                preciseValue: "\(1_000_000_000_000_000_000 + number)")
            return .createMonitor(.init(balanceID: ids[balance], condition: condition))
        } took: { _ in
        }
        return BenchBooks(balances: ids)
    }

    private static func write(
        count: Int, _ label: String, _ session: Session, _ bar: inout ProgressBar,
        _ item: (Int) -> V1.BatchItem.Request, took: ([String]) -> Void
    ) async throws {
        var done = 0
        while done < count {
            let next = min(count, done + batchMax)
            let items = (done..<next).map { V1.BatchItem(request: item($0)) }
            let reply = try await session.client.transactions.createBatch(
                .init(items: items, atomic: true), timeout: session.timeout)
            took(reply.results.map(\.id))
            done = next
            bar.show(label, done: Int64(done), total: Int64(count))
        }
        bar.clear()
    }
}
