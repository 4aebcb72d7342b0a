import ArgumentParser
import TidemarkClient

/// `tidemark monitor list`
struct MonitorList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List monitors.")

    @Option(help: "Only of this balance: an id (bln_…), or an indicator with --currency.")
    var balance: String?

    @Option(help: "The currency of an indicator.")
    var currency: String?

    @Option(help: "Only in this state.")
    var state: Word<V1.MonitorState>?

    @Option(help: "Only those that watch this sum.")
    var field: Word<V1.MonitorField>?

    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    private var reference: BalanceReference? {
        get throws(ValidationError) {
            guard let balance else { return nil }
            return try BalanceReference(balance, currency: currency)
        }
    }

    func validate() throws { _ = try reference }

    func run(_ session: Session) async throws {
        var filter = V1.MonitorFilter(
            state: state?.value ?? .unspecified, field: field?.value ?? .unspecified)
        if let reference = try reference {
            filter.balanceID = try await session.balanceID(reference)
        }
        try await session.list(pages.rows, Table<V1.Monitor>.Column.ofMonitors) { size, token in
            let reply = try await session.client.monitors.listMonitors(
                .init(pageSize: size, pageToken: token, filter: filter, order: pages.order),
                timeout: session.timeout)
            return Page(rows: reply.monitors, next: reply.nextPageToken)
        }
    }
}
