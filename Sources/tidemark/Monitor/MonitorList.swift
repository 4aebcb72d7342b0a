import ArgumentParser
import Messages
import TidemarkClient

/// `tidemark monitor list`
struct MonitorList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List monitors.",
        discussion: """
            Examples:
              tidemark monitor list --state met
              tidemark monitor list --balance @alice --currency USD --covering
            """)

    @Option(help: "Only of this balance: an id (bln_…), or an indicator with --currency.")
    var balance: String?

    @Option(help: "The currency of an indicator.")
    var currency: String?

    @Flag(
        help: ArgumentHelp(
            "With --balance: also the roll-ups and ledger rules that it falls under, in the order"
                + " in which they would fire."))
    var covering = false

    @Option(help: "Only in this state.")
    var state: Word<V1.MonitorState>?

    @Option(help: "Only those that watch this sum.")
    var field: Word<V1.MonitorField>?

    @Flag(help: "Only those that are switched on, or off.")
    var power: Power?

    @OptionGroup var facts: MetaDataFilterArguments
    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    enum Power: EnumerableFlag {
        case enabled
        case disabled
    }

    private var reference: BalanceReference? {
        get throws(ValidationError) {
            guard let balance else { return nil }
            return try BalanceReference(balance, currency: currency)
        }
    }

    func validate() throws {
        guard try reference != nil || !covering else {
            throw ValidationError("--covering goes with --balance")
        }
        let isFiltered = state != nil || field != nil || power != nil || !facts.filters.isEmpty
        guard !covering || !isFiltered && !pages.oldestFirst else {
            throw ValidationError("--covering lists all in the order of firing, without a filter")
        }
    }

    func run(_ session: Session) async throws {
        let columns = Table<V1.Monitor>.Column.ofMonitors
        if covering, let reference = try reference {
            return try await session.list(pages.rows, columns) { size, token in
                let reply = try await session.client.monitors.listBalanceMonitors(
                    .init(
                        balanceID: reference.id, indicator: reference.indicator,
                        currency: reference.currency, pageSize: size, pageToken: token,
                        includeCovering: true), timeout: session.timeout)
                return Page(rows: reply.monitors, next: reply.nextPageToken)
            }
        }
        let filter = try await filter(session)
        try await session.list(pages.rows, columns) { size, token in
            let reply = try await session.client.monitors.listMonitors(
                .init(pageSize: size, pageToken: token, filter: filter, order: pages.order),
                timeout: session.timeout)
            return Page(rows: reply.monitors, next: reply.nextPageToken)
        }
    }

    private func filter(_ session: Session) async throws -> V1.MonitorFilter {
        var filter = V1.MonitorFilter(
            state: state?.value ?? .unspecified, field: field?.value ?? .unspecified,
            enabled: power.map { $0 == .enabled }, metaData: facts.filters)
        if let reference = try reference {
            filter.balanceID = try await session.balanceID(reference)
        }
        return filter
    }
}
