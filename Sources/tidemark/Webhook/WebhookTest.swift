import ArgumentParser
import TidemarkClient

/// `tidemark webhook test`
struct WebhookTest: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a receiver an event that is marked as a test.",
        discussion: """
            It isn't in the event log. See tidemark webhook deliveries for what became of it.

            Examples:
              tidemark webhook test whk_…
              tidemark webhook test whk_… --type transaction.applied
            """)

    @Argument(help: ArgumentHelp("The endpoint.", valueName: "id"))
    var webhook: String

    @Option(help: "The type to pretend. Default: balance.monitor.")
    var type: Word<V1.EventType>?

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.sendTestEvent(
            .init(webhookID: webhook, type: type?.value ?? .unspecified),
            timeout: session.timeout)
        try session.show(reply, (reply.delivery ?? .init()).layouts)
    }
}
