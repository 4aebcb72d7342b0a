import ArgumentParser
import TidemarkClient

/// `tidemark subscription get`
struct SubscriptionGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show one subscription and how far it is.")

    @Argument(help: ArgumentHelp("The subscription.", valueName: "name or id"))
    var subscription: String

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.getSubscription(
            .init(subscriptionID: subscription), timeout: session.timeout)
        try session.show(reply, (reply.subscription ?? .init()).card)
    }
}
