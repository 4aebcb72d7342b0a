import ArgumentParser
import TidemarkClient

/// `tidemark webhook secret`
struct WebhookSecret: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract: "Rotate a receiver's secret; answers with the new one, this once.",
        discussion: """
            For a while the old and the new secret both sign, so that the receiver can be changed \
            in between.

            Examples:
              tidemark webhook secret whk_…
              tidemark webhook secret whk_… --overlap 2d --secret-file new.txt
            """,
        aliases: ["rotate-secret"])

    @Argument(help: ArgumentHelp("The endpoint.", valueName: "id"))
    var webhook: String

    @Option(
        help: ArgumentHelp(
            "How long the old secret signs too, up to 30d. Default: 24h.", valueName: "span"),
        transform: SpanArgument.parse)
    var overlap: SpanArgument?

    @OptionGroup var secret: SecretArgument
    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.eventLog.rotateWebhookSecret(
            .init(
                webhookID: webhook, secret: try secret.secret(), overlap: overlap?.message,
                expectedVersion: expected.version), timeout: session.timeout)
        try session.show(reply, (reply.endpoint ?? .init()).card(secret: reply.secret))
        session.sayOnce(reply.secret)
    }
}
