import ArgumentParser
import TidemarkClient

/// `tidemark subscription ack`
struct SubscriptionAcknowledge: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Move a subscription's cursor forward.",
        discussion: """
            An older sequence than before changes nothing.

            Example:
              tidemark subscription ack alerts 1200
            """,
        aliases: ["acknowledge"])

    @Argument(help: ArgumentHelp("The subscription.", valueName: "name or id"))
    var subscription: String

    @Argument(help: "All up to this sequence is dealt with.")
    var sequence: Int64

    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard sequence >= 1 else { throw ValidationError("a sequence is a whole number from 1") }
    }

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.acknowledgeSubscription(
            .init(subscriptionID: subscription, acknowledgedSequence: sequence),
            timeout: session.timeout)
        try session.show(reply, (reply.subscription ?? .init()).card)
    }
}
