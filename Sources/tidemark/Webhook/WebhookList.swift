import ArgumentParser
import TidemarkClient

/// `tidemark webhook list`
struct WebhookList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List receivers.",
        discussion: """
            Example:
              tidemark webhook list --origin monitor
            """)

    @Option(help: "Only those that were registered, or that stand for monitors' call-back URLs.")
    var origin: Word<V1.WebhookOrigin>?

    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let columns = Table<V1.WebhookEndpoint>.Column.ofEndpoints
        try await session.list(pages.rows, columns) { size, token in
            let reply = try await session.client.eventLog.listWebhookEndpoints(
                .init(
                    pageSize: size, pageToken: token, origin: origin?.value ?? .unspecified,
                    order: pages.order), timeout: session.timeout)
            return Page(rows: reply.endpoints, next: reply.nextPageToken)
        }
    }
}
