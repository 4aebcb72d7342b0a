import Ledger
import Messages
import TTRPC
import TidemarkClient

/// How things stand at one look: the balances, and the monitors that fired, the newest first.
struct Snapshot {
    /// The sequence that all of it shows at least.
    let sequence: Int64
    let transactionCount: Int64
    let balances: [V1.Balance]
    let monitors: [V1.Monitor]

    /// The most of each; a view of more is a list.
    private static let rowsMax: Int32 = 1000

    init(_ session: Session, _ filter: V1.EventFilter?) async throws {
        let scope = WatchScope(filter)
        let stats = try await session.client.admin.getStats(.init(), timeout: session.timeout)
        sequence = stats.sequence
        transactionCount = stats.transactionCount
        let balances = try await Self.balances(session, filter).filter(scope.takesIn)
        let monitors = try await session.client.monitors.listMonitors(
            .init(pageSize: Self.rowsMax), timeout: session.timeout
        ).monitors
        self.monitors =
            monitors.filter { $0.firedCount > 0 && scope.takesIn($0, balances: balances) }
            .sorted { $0.lastFired > $1.lastFired }
        self.balances = balances.sorted { $0.lastMoved > $1.lastMoved }
    }

    private static func balances(
        _ session: Session, _ filter: V1.EventFilter?
    ) async throws(RPCError) -> [V1.Balance] {
        if let ids = filter?.balanceIDs, !ids.isEmpty {
            return try await session.client.balances.batchGetBalances(
                .init(balanceIDs: ids), timeout: session.timeout
            ).balances
        }
        let wanted = V1.BalanceFilter(
            ledgerID: filter?.ledgerID ?? "", indicatorPrefix: filter?.indicatorPrefix ?? "")
        return try await session.client.balances.listBalances(
            .init(pageSize: rowsMax, filter: wanted), timeout: session.timeout
        ).balances
    }
}

extension Snapshot {
    /// One object for programs.
    func json() throws -> JSONValue {
        func rows(_ rows: [some Message]) throws -> JSONValue {
            .array(try rows.map { try JSONValue(parsing: try $0.json()) })
        }
        return .object([
            JSONMember("sequence", .string(String(sequence))),
            JSONMember("transaction_count", .string(String(transactionCount))),
            JSONMember("balances", try rows(balances)),
            JSONMember("fired_monitors", try rows(monitors)),
        ])
    }

    /// The same for people.
    func lines(_ style: Style) -> [String] {
        var card = Card()
        card.add("sequence", String(sequence))
        card.add("transactions", String(transactionCount))
        let balances = Table(columns: Table<V1.Balance>.Column.ofBalances, rows: balances)
        let monitors = Table(columns: Table<V1.Monitor>.Column.ofMonitors, rows: monitors)
        let blocks = [card.lines(style), balances.lines(style), monitors.lines(style)]
        return Array(blocks.filter { !$0.isEmpty }.flatMap { [""] + $0 }.dropFirst())
    }
}

extension WatchState {
    /// Takes in how things stand; what is newest comes last, and so to the top.
    mutating func take(_ snapshot: Snapshot) {
        sequence = max(sequence, snapshot.sequence)
        tail = max(tail, sequence)
        for balance in snapshot.balances.reversed() { take(balance) }
        for monitor in snapshot.monitors.reversed() { take(monitor) }
    }
}

/// A time in an order; what has none is older than all that have.
private struct Instant: Comparable {
    let seconds: Int64
    let nanos: Int32

    init(_ time: GoogleProtobuf.Timestamp?) {
        (seconds, nanos) = (time?.seconds ?? .min, time?.nanos ?? 0)
    }

    static func < (left: Instant, right: Instant) -> Bool {
        (left.seconds, left.nanos) < (right.seconds, right.nanos)
    }
}

extension V1.Monitor {
    fileprivate var lastFired: Instant { Instant(lastFiredAt) }
}

extension V1.Balance {
    fileprivate var lastMoved: Instant { Instant(lastTransactionAt) }
}
