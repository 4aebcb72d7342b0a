import ArgumentParser
import TidemarkClient

/// `tidemark balance list`
struct BalanceList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List balances.",
        discussion: """
            Examples:
              tidemark balance list --currency USD --limit 20
              tidemark balance list --where 'available_balance < 10.00' --precision 100
              tidemark balance list --meta-data tier=gold
            """)

    @Option(help: "Only in this currency.")
    var currency: String?

    @Option(help: ArgumentHelp("Only of this ledger.", valueName: "id"))
    var ledger: String?

    @Option(help: ArgumentHelp("Only of this identity.", valueName: "text"))
    var identity: String?

    @Option(help: ArgumentHelp("Only with an indicator that begins so.", valueName: "prefix"))
    var indicatorPrefix: String?

    @Option(help: "Only with this status.")
    var status: Word<V1.BalanceStatus>?

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only where a sum compares so; may be repeated. Needs --precision or --minor-units.",
            valueName: "condition"),
        transform: ConditionText.parseWithAmount)
    var conditions: [ConditionText] = []

    @Option(
        help: ArgumentHelp("Only created then or later.", valueName: "time"),
        transform: TimeArgument.parse)
    var since: TimeArgument?

    @Option(
        help: ArgumentHelp("Only created before.", valueName: "time"),
        transform: TimeArgument.parse)
    var until: TimeArgument?

    @OptionGroup var units: UnitArguments
    @OptionGroup var facts: MetaDataFilterArguments
    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        if !conditions.isEmpty, units.given == nil {
            throw ValidationError("--where goes with --precision, as in --precision 100")
        }
    }

    func run(_ session: Session) async throws {
        var filter = V1.BalanceFilter(
            ledgerID: ledger ?? "", identityID: identity ?? "", currency: currency ?? "",
            indicatorPrefix: indicatorPrefix ?? "", status: status?.value ?? .unspecified,
            metaData: facts.filters, createdAt: V1.TimeRange(since, until: until))
        if let units = units.given {
            filter.sums = try conditions.map { condition throws(Failure) in
                V1.SumFilter(
                    field: condition.field, operator: condition.operator,
                    value: try units.minorUnits(condition.amount ?? ""))
            }
        }
        try await session.list(pages.rows, Table<V1.Balance>.Column.ofBalances) { size, token in
            let reply = try await session.client.balances.listBalances(
                .init(pageSize: size, pageToken: token, filter: filter, order: pages.order),
                timeout: session.timeout)
            return Page(rows: reply.balances, next: reply.nextPageToken)
        }
    }
}
