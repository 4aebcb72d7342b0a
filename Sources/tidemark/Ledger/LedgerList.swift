import ArgumentParser
import TidemarkClient

/// `tidemark ledger list`
struct LedgerList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List ledgers.")

    @Option(help: ArgumentHelp("Only with a name that begins so.", valueName: "prefix"))
    var namePrefix: String?

    @OptionGroup var facts: MetaDataFilterArguments
    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        try await session.list(pages.rows, Table<V1.Ledger>.Column.ofLedgers) { size, token in
            let reply = try await session.client.ledgers.listLedgers(
                .init(
                    pageSize: size, pageToken: token, namePrefix: namePrefix ?? "",
                    metaData: facts.filters, order: pages.order), timeout: session.timeout)
            return Page(rows: reply.ledgers, next: reply.nextPageToken)
        }
    }
}
