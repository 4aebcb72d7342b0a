import ArgumentParser
import TidemarkClient

/// `tidemark webhook retry`
struct WebhookRetry: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Send a delivery again, also a dead or a delivered one, with the same ids.",
        discussion: """
            Example:
              tidemark webhook retry dlv_…
            """)

    @Argument(help: ArgumentHelp("The delivery.", valueName: "id"))
    var delivery: String

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.retryDelivery(
            .init(deliveryID: delivery), timeout: session.timeout)
        try session.show(reply, (reply.delivery ?? .init()).layouts)
    }
}
