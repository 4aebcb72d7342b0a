import ArgumentParser
import TidemarkClient

/// `tidemark webhook create`
struct WebhookCreate: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Register a receiver; answers with its secret, this once.",
        discussion: """
            Examples:
              tidemark webhook create https://example.org/hook --type balance.monitor
              tidemark webhook create https://example.org/all --secret-file secret.txt
              tidemark webhook create https://example.org/a --balance @alice --currency USD
            """)

    @Argument(help: "Where to post: http or https.")
    var url: String

    @OptionGroup var choice: EventFilterArguments

    @Option(help: ArgumentHelp("Text for people.", valueName: "text"))
    var description: String?

    @OptionGroup var facts: MetaDataArgument
    @OptionGroup var secret: SecretArgument

    @Flag(help: "Create it switched off.")
    var disabled = false

    @Option(help: ArgumentHelp("The id to give it, whk_ and a UUID.", valueName: "id"))
    var id: String?

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let filter = try await choice.filter(session)
        let reply = try await session.client.eventLog.createWebhookEndpoint(
            .init(
                webhookID: id ?? "", url: url, filter: filter, description: description ?? "",
                metaData: facts.metaData ?? "", secret: try secret.secret(), disabled: disabled),
            timeout: session.timeout)
        try session.show(reply, (reply.endpoint ?? .init()).card(secret: reply.secret))
        session.sayOnce(reply.secret)
        if reply.replayed { session.say("it was there already") }
    }
}

extension Session {
    /// Reminds people that a secret can't be asked for later.
    func sayOnce(_ secret: String) {
        if !secret.isEmpty { say("keep the secret: it is not shown again") }
    }
}
