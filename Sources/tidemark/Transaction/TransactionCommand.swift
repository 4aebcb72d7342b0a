import ArgumentParser

/// `tidemark transaction`: money moved from one balance to another.
struct TransactionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transaction",
        abstract: "Transactions: money moved, held, split, scheduled and refunded.",
        discussion: """
            Examples:
              tidemark transaction create 9.50 USD --from @world --to @a --precision 100
              tidemark transaction create 20 USD --from @a --to @b --hold --reference b-17
              tidemark transaction commit b-17 15.00
              tidemark transaction void b-17
              tidemark transaction list --balance @a --currency USD
            """,
        subcommands: [
            TransactionCreate.self, TransactionGet.self, TransactionList.self,
            TransactionCommit.self, TransactionVoid.self, TransactionHold.self,
            TransactionRefund.self, TransactionCancel.self,
        ],
        aliases: ["transactions"])
}
