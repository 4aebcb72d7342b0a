import ArgumentParser
import TidemarkClient

/// `tidemark event tail`
struct EventTail: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Follow events as they happen: a line for each.",
        discussion: """
            Goes on by itself, without a gap and without a double, when the connection is lost or \
            the server restarts. Ends with Ctrl-C.

            Examples:
              tidemark event tail
              tidemark event tail --type balance.monitor --from-oldest
              tidemark event tail --balance @alice --currency USD --json
              tidemark event tail --durable alerts --acknowledge
            """,
        aliases: ["subscribe"])

    @OptionGroup var start: EventStartArguments
    @OptionGroup var choice: EventFilterArguments
    @OptionGroup var durable: DurableArguments
    @OptionGroup var pace: EventPaceArguments

    @Option(help: ArgumentHelp("End after so many events.", valueName: "events"))
    var count: Int?

    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard count.map({ $0 >= 1 }) ?? true else { throw ValidationError("--count is 1 or more") }
        try durable.check(choice)
        guard count == nil || !durable.acknowledge else {
            throw ValidationError(
                "--acknowledge goes by whole commits; for some events at a time see event list")
        }
    }

    func run(_ session: Session) async throws {
        let filter = try await choice.filter(session)
        try await session.follow(
            from: start.given ?? .now, filter: filter, options: pace.options(durable.name),
            acknowledging: durable.acknowledge, count: count)
    }
}

/// How often the server says something, and how much at once.
struct EventPaceArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The most time without a message, up to 1h. Default: 10s.", valueName: "span"),
        transform: SpanArgument.parse)
    var heartbeat: SpanArgument?

    @Option(
        help: ArgumentHelp(
            "The most events of one message, up to 10000. Default: 1000.", valueName: "events"))
    var batch: Int32?

    func validate() throws {
        guard batch.map({ $0 >= 1 }) ?? true else { throw ValidationError("--batch is 1 or more") }
    }

    func options(_ durable: String?) -> EventStreamOptions {
        EventStreamOptions(
            durable: durable ?? "", heartbeatInterval: heartbeat.map { .seconds($0.seconds) },
            maxBatchEvents: batch ?? 0)
    }
}
