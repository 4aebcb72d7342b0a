import ArgumentParser
import TidemarkClient

/// `tidemark subscription create`
struct SubscriptionCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create a durable subscription.",
        discussion: """
            Its filter can't be changed later.

            Examples:
              tidemark subscription create alerts --type balance.monitor
              tidemark subscription create books --from-oldest --retain-for 30d
            """)

    @Argument(help: "A unique name.")
    var name: String

    @OptionGroup var choice: EventFilterArguments
    @OptionGroup var start: EventStartArguments

    @Option(
        help: ArgumentHelp(
            "Retain events after its cursor so long, beyond the general rule.", valueName: "span"),
        transform: SpanArgument.parse)
    var retainFor: SpanArgument?

    @Option(help: ArgumentHelp("The id to give it, sub_ and a UUID.", valueName: "id"))
    var id: String?

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let filter = try await choice.filter(session)
        let reply = try await session.client.eventLog.createSubscription(
            .init(
                subscriptionID: id ?? "", name: name, filter: filter,
                fromSequence: start.from ?? 0, fromOldest: start.fromOldest,
                retainFor: retainFor?.message), timeout: session.timeout)
        try session.show(reply, (reply.subscription ?? .init()).card)
        if reply.replayed { session.say("it was there already") }
    }
}
