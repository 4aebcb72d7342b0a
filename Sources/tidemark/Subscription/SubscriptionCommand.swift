import ArgumentParser

/// `tidemark subscription`: cursors that the server keeps.
struct SubscriptionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscription",
        abstract: "Subscriptions: named filters with a cursor that the server keeps.",
        discussion: """
            A reader of a subscription goes on after what was last acknowledged, whichever machine \
            it runs on.

            Examples:
              tidemark subscription create alerts --type balance.monitor --retain-for 7d
              tidemark event tail --durable alerts --acknowledge
              tidemark subscription ack alerts 1200
            """,
        subcommands: [
            SubscriptionCreate.self, SubscriptionGet.self, SubscriptionList.self,
            SubscriptionAcknowledge.self, SubscriptionDelete.self,
        ],
        aliases: ["subscriptions"])
}
