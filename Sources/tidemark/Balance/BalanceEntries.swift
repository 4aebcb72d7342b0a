import ArgumentParser
import TidemarkClient

/// `tidemark balance entries`
struct BalanceEntries: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "entries",
        abstract: "Show a balance's history, with the sums after each line.",
        discussion: """
            Examples:
              tidemark balance entries @alice --currency USD --limit 20
              tidemark balance entries bln_… --since 2026-03-01T00:00:00Z --oldest-first
              tidemark balance entries bln_… --effective-until 2026-01-01T00:00:00Z --all
            """)

    @OptionGroup var target: BalanceArguments

    @OptionGroup var times: HistoryTimeArguments

    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let balance = try await session.balance(try target.reference)
        let columns = Table<V1.Entry>.Column.ofEntries(balance.money)
        try await session.list(pages.rows, columns) { size, token in
            let reply = try await session.client.balances.listEntries(
                .init(
                    balanceID: balance.balanceID, pageSize: size, pageToken: token,
                    order: pages.order, createdAt: times.recorded,
                    effectiveAt: times.effective),
                timeout: session.timeout)
            return Page(rows: reply.entries, next: reply.nextPageToken)
        }
    }
}

extension Table<V1.Entry>.Column {
    /// A line for each entry.
    fileprivate static func ofEntries(_ money: Money) -> [Table<V1.Entry>.Column] {
        [
            .init("TIME") { $0.createdAt?.text ?? "" },
            .init("SEQUENCE", isNumber: true) { String($0.sequence) },
            .init("SIDE", \.side.word),
            .init("AMOUNT", isNumber: true) { money.number($0.preciseAmount) },
            .init("BALANCE", isNumber: true) { money.number($0.sumsAfter?.balance ?? "") },
            .init("AVAILABLE", isNumber: true) {
                money.number($0.sumsAfter?.availableBalance ?? "")
            },
            .init("REFERENCE", \.reference),
            .init("DESCRIPTION", \.description),
        ]
    }
}
