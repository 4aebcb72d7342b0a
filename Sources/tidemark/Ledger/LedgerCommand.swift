import ArgumentParser

/// `tidemark ledger`: named groups of balances.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Ledgers: named groups of balances.",
        discussion: """
            One exists from the start, general_ledger_id; balances go there unless told otherwise.
            """,
        subcommands: [LedgerCreate.self, LedgerGet.self, LedgerList.self, LedgerUpdate.self],
        aliases: ["ledgers"])
}
