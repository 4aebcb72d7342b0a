import ArgumentParser
import TidemarkClient

/// `tidemark webhook delete`
struct WebhookDelete: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a receiver, and what waits for it.")

    @Argument(help: ArgumentHelp("The endpoint.", valueName: "id"))
    var webhook: String

    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.deleteWebhookEndpoint(
            .init(webhookID: webhook, expectedVersion: expected.version), timeout: session.timeout)
        try session.show(reply, Sentence(text: "deleted \(webhook)"))
    }
}
