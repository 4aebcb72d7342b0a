import ArgumentParser
import TidemarkClient

/// `tidemark transaction list`
struct TransactionList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List transactions.")

    @Option(help: "Only those that touch this balance: an id, or an indicator with --currency.")
    var balance: String?

    @Option(help: "Only in this currency.")
    var currency: String?

    @Option(help: "Only with this status.")
    var status: Word<V1.TransactionStatus>?

    @Option(help: ArgumentHelp("Only with a reference that begins so.", valueName: "prefix"))
    var referencePrefix: String?

    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    private var target: BalanceReference? {
        get throws(ValidationError) {
            guard let balance else { return nil }
            return try BalanceReference(balance, currency: currency)
        }
    }

    func validate() throws { _ = try target }

    func run(_ session: Session) async throws {
        var filter = V1.TransactionFilter(
            status: status?.value ?? .unspecified, currency: currency ?? "",
            referencePrefix: referencePrefix ?? "")
        if let target = try target { filter.balanceID = try await session.balanceID(target) }
        try await session.list(pages, Table<V1.Transaction>.Column.ofTransactions) { size, token in
            let reply = try await session.client.transactions.listTransactions(
                .init(pageSize: size, pageToken: token, filter: filter, order: pages.order),
                timeout: session.timeout)
            return Page(rows: reply.transactions, next: reply.nextPageToken)
        }
    }
}
