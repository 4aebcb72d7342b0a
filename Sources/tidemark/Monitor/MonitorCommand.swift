import ArgumentParser

/// `tidemark monitor`: standing questions about balances.
struct MonitorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor",
        abstract: "Monitors: conditions on balances that fire in the commit that meets them.",
        discussion: """
            A condition is a sum, a comparison and a value, such as 'debit_balance > 1000.00' \
            or 'balance > 80% of credit_limit'; with 'rearm 900.00' behind it, it fires again \
            only after the sum has passed that.

            Sums: balance, credit_balance, debit_balance, inflight_balance, \
            inflight_credit_balance, inflight_debit_balance, available_balance. \
            Comparisons: > < = != >= <= Limits: credit_limit, overdraft_limit.

            Examples:
              tidemark monitor create 'available_balance < 20' --balance @a --currency USD
              tidemark monitor replay mon_… --from 1
              tidemark event tail --type balance.monitor
            """,
        subcommands: [
            MonitorCreate.self, MonitorGet.self, MonitorList.self, MonitorUpdate.self,
            MonitorEnable.self, MonitorDisable.self, MonitorDelete.self, MonitorTest.self,
            MonitorReplay.self,
        ],
        aliases: ["monitors"])
}
