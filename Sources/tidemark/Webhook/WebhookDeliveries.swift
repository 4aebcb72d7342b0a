import ArgumentParser
import TidemarkClient

/// `tidemark webhook deliveries`
struct WebhookDeliveries: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List deliveries: what waits, what was taken, what was given up.",
        discussion: """
            Examples:
              tidemark webhook deliveries --status dead
              tidemark webhook deliveries --webhook whk_… --attempts
              tidemark webhook deliveries --event evt_… --json
            """)

    @Option(help: ArgumentHelp("Only to this endpoint.", valueName: "id"))
    var webhook: String?

    @Option(help: ArgumentHelp("Only of this event.", valueName: "id"))
    var event: String?

    @Option(help: ArgumentHelp("Only of this monitor.", valueName: "id"))
    var monitor: String?

    @Option(help: "Only with this status.")
    var status: Word<V1.DeliveryStatus>?

    @Option(
        help: ArgumentHelp("Only stored then or later.", valueName: "time"),
        transform: TimeArgument.parse)
    var since: TimeArgument?

    @Option(
        help: ArgumentHelp("Only stored before.", valueName: "time"),
        transform: TimeArgument.parse)
    var until: TimeArgument?

    @Flag(help: "Show the latest attempts of each.")
    var attempts = false

    @OptionGroup var pages: PageArguments
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let columns = Table<V1.Delivery>.Column.ofDeliveries(withAttempts: attempts)
        try await session.list(pages.rows, columns) { size, token in
            let reply = try await session.client.eventLog.listDeliveries(
                .init(
                    pageSize: size, pageToken: token, webhookID: webhook ?? "",
                    eventID: event ?? "", monitorID: monitor ?? "",
                    status: status?.value ?? .unspecified,
                    createdAt: V1.TimeRange(since, until: until), order: pages.order),
                timeout: session.timeout)
            return Page(rows: reply.deliveries, next: reply.nextPageToken)
        }
    }
}
