import ArgumentParser
import TidemarkClient

/// `tidemark webhook update`
struct WebhookUpdate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a receiver; what isn't named stays.",
        discussion: """
            A new filter takes the place of the whole one before. Deliveries that wait go to the \
            new URL.

            Examples:
              tidemark webhook update whk_… --url https://example.org/new
              tidemark webhook update whk_… --type balance.monitor --type transaction.void
              tidemark webhook update whk_… --clear filter
              tidemark webhook update whk_… --enable
            """)

    @Argument(help: ArgumentHelp("The endpoint.", valueName: "id"))
    var webhook: String

    @Option(help: "The new URL.")
    var url: String?

    @OptionGroup var choice: EventFilterArguments

    @Option(help: ArgumentHelp("Text for people.", valueName: "text"))
    var description: String?

    @OptionGroup var facts: MetaDataArgument

    @Flag(
        help: ArgumentHelp(
            "Switch it on; or off, which makes dead letters of what waits for it, and none of what"
                + " comes meanwhile."))
    var power: PowerFlag?

    @Option(help: "Empty a field; may be repeated.")
    var clear: [Clearable] = []

    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    /// What can be emptied, by the API's names.
    enum Clearable: String, ExpressibleByArgument, CaseIterable {
        case filter
        case description
        case metaData = "meta_data"
    }

    private var given: [String: Bool] {
        [
            "url": url != nil, "filter": choice.isGiven, "description": description != nil,
            "meta_data": facts.metaData != nil, "enabled": power != nil,
        ]
    }

    func validate() throws {
        guard given.values.contains(true) || !clear.isEmpty else {
            throw ValidationError("say what to change, as in --url https://example.org/new")
        }
    }

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.updateWebhookEndpoint(
            .init(
                webhookID: webhook, url: url ?? "", filter: try await choice.filter(session),
                description: description ?? "", metaData: facts.metaData ?? "",
                enabled: power == .enable,
                // Off is the field's empty value, which counts only where the mask names it.
                updateMask: updateMask(
                    given: given,
                    cleared: clear.map(\.rawValue) + (power == .disable ? ["enabled"] : [])),
                expectedVersion: expected.version), timeout: session.timeout)
        try session.show(reply, (reply.endpoint ?? .init()).card())
    }
}
