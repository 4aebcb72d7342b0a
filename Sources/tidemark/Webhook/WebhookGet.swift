import ArgumentParser
import TidemarkClient

/// `tidemark webhook get`
struct WebhookGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show one receiver, without its secret.")

    @Argument(help: ArgumentHelp("The endpoint.", valueName: "id"))
    var webhook: String

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.getWebhookEndpoint(
            .init(webhookID: webhook), timeout: session.timeout)
        try session.show(reply, (reply.endpoint ?? .init()).card())
    }
}
