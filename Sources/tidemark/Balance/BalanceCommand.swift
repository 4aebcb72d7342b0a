import ArgumentParser

/// `tidemark balance`: accounts in one currency, with their sums.
struct BalanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance",
        abstract: "Balances: accounts in one currency, with their sums.",
        discussion: """
            A balance is named by its id (bln_…), or by its indicator and --currency.

            Examples:
              tidemark balance create @alice --currency USD --precision 100
              tidemark balance get @alice --currency USD
              tidemark balance list --currency USD
            """,
        subcommands: [
            BalanceCreate.self, BalanceGet.self, BalanceList.self, BalanceUpdate.self,
            BalanceEntries.self, BalanceCheckFunds.self, BalanceLineage.self, BalanceRecompute.self,
        ],
        aliases: ["balances"])
}
