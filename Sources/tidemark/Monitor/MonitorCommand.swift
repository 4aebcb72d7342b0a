import ArgumentParser

/// `tidemark monitor`: standing questions about balances.
struct MonitorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor",
        abstract: "Monitors: conditions on balances that fire in the commit that meets them.",
        discussion: """
            A condition is a sum, a comparison and a value, such as 'debit_balance > 1000.00'. Sums:
            balance, credit_balance, debit_balance, inflight_balance, inflight_credit_balance,
            inflight_debit_balance, available_balance. Comparisons: > < = != >= <=

            Examples:
              tidemark monitor create 'available_balance < 20' --balance @a --currency USD
              tidemark watch --type balance.monitor
            """,
        subcommands: [
            MonitorCreate.self, MonitorGet.self, MonitorList.self, MonitorUpdate.self,
            MonitorDelete.self,
        ],
        aliases: ["monitors"])
}
