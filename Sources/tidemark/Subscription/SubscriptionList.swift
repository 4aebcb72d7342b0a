import ArgumentParser
import TidemarkClient

/// `tidemark subscription list`
struct SubscriptionList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List durable subscriptions.")

    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let columns = Table<V1.Subscription>.Column.ofSubscriptions
        try await session.list(pages.rows, columns) { size, token in
            let reply = try await session.client.eventLog.listSubscriptions(
                .init(pageSize: size, pageToken: token, order: pages.order),
                timeout: session.timeout)
            return Page(rows: reply.subscriptions, next: reply.nextPageToken)
        }
    }
}
