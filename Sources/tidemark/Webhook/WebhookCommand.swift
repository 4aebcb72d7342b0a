import ArgumentParser

/// `tidemark webhook`: who is told of events by HTTP.
struct WebhookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Webhooks: receivers that events are posted to, and what became of it.",
        discussion: """
            Each event that an endpoint's filter lets through is posted to it as JSON, signed by \
            the Standard Webhooks scheme, until it is taken or given up as dead.

            Examples:
              tidemark webhook create https://example.org/hook --type balance.monitor
              tidemark webhook deliveries --status dead
              tidemark webhook retry dlv_…
            """,
        subcommands: [
            WebhookCreate.self, WebhookGet.self, WebhookList.self, WebhookUpdate.self,
            WebhookDelete.self, WebhookSecret.self, WebhookDeliveries.self, WebhookRetry.self,
            WebhookTest.self,
        ],
        aliases: ["webhooks"])
}
