import ArgumentParser
import TidemarkClient

/// `tidemark subscription delete`
struct SubscriptionDelete: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a subscription, and end its stream.")

    @Argument(help: ArgumentHelp("The subscription.", valueName: "name or id"))
    var subscription: String

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.deleteSubscription(
            .init(subscriptionID: subscription), timeout: session.timeout)
        try session.show(reply, Sentence(text: "deleted \(subscription)"))
    }
}
