import ArgumentParser

/// `tidemark transaction`: money moved from one balance to another.
struct TransactionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transaction",
        abstract: "Transactions: money moved from one balance to another.",
        discussion: """
            Examples:
              tidemark transaction create 9.50 USD --from @world --to @a --precision 100
              tidemark transaction list --balance @alice --currency USD
            """,
        subcommands: [TransactionCreate.self, TransactionGet.self, TransactionList.self],
        aliases: ["transactions"])
}
