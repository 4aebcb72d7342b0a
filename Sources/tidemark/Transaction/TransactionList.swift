import ArgumentParser
import TidemarkClient

/// `tidemark transaction list`
struct TransactionList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List transactions.",
        discussion: """
            Examples:
              tidemark transaction list --balance @alice --currency USD --status inflight
              tidemark transaction list --parent txn_… --oldest-first
              tidemark transaction list --min-amount 1000 --precision 100 --status applied
            """)

    @OptionGroup var choice: TransactionFilterArguments
    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let filter = try await choice.filter(session)
        let columns = Table<V1.Transaction>.Column.ofTransactions
        try await session.list(pages.rows, columns) { size, token in
            let reply = try await session.client.transactions.listTransactions(
                .init(pageSize: size, pageToken: token, filter: filter, order: pages.order),
                timeout: session.timeout)
            return Page(rows: reply.transactions, next: reply.nextPageToken)
        }
    }
}
