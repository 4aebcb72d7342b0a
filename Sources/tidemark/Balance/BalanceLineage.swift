import ArgumentParser
import TidemarkClient

/// `tidemark balance lineage`
struct BalanceLineage: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "Show where a balance's money is from: received, spent and left by provider.",
        discussion: """
            Only of balances that were created with --track-lineage. The provider of a deposit is \
            what its transaction's metadata names as BLNK_LINEAGE_PROVIDER, or else its source.

            Example:
              tidemark balance lineage @grants --currency USD
            """)

    @OptionGroup var target: BalanceArguments
    @OptionGroup var rows: RowArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let balance = try await session.balance(try target.reference)
        let columns = Table<V1.LineageProvider>.Column.ofProviders(balance.money)
        try await session.list(rows, columns) { size, token in
            let reply = try await session.client.balances.getLineage(
                .init(balanceID: balance.balanceID, pageSize: size, pageToken: token),
                timeout: session.timeout)
            return Page(rows: reply.providers, next: reply.nextPageToken)
        }
    }
}

extension Table<V1.LineageProvider>.Column {
    /// A line for each provider.
    fileprivate static func ofProviders(_ money: Money) -> [Table<V1.LineageProvider>.Column] {
        [
            .init("PROVIDER", \.provider),
            .init("RECEIVED", isNumber: true) { money.number($0.received) },
            .init("SPENT", isNumber: true) { money.number($0.spent) },
            .init("AVAILABLE", isNumber: true) { money.number($0.available) },
        ]
    }
}
