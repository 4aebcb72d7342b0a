import ArgumentParser
import TidemarkClient

/// `tidemark event list`
struct EventList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List stored events, the oldest first.",
        discussion: """
            Examples:
              tidemark event list --type balance.monitor
              tidemark event list --from 1200 --limit 50 --json
              tidemark event list --durable alerts --wait 30s --acknowledge
            """)

    @OptionGroup var start: EventStartArguments
    @OptionGroup var choice: EventFilterArguments
    @OptionGroup var durable: DurableArguments

    @Option(
        help: ArgumentHelp(
            "Where there is nothing yet, wait so long for something, up to 60s.",
            valueName: "span"),
        transform: SpanArgument.parse)
    var wait: SpanArgument?

    @Option(
        help: ArgumentHelp(
            "The most events; the last commit is shown whole, however many it has.",
            valueName: "events"))
    var limit = 100

    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is 1 or more") }
        try durable.check(choice)
    }

    func run(_ session: Session) async throws {
        let filter = try await choice.filter(session)
        let beginning = start.given ?? (durable.name == nil && wait == nil ? .oldest : .now)
        var stored = StoredEvents(
            session, from: beginning, filter: filter, durable: durable.name ?? "", wait: wait)
        var left = limit
        while left > 0, let events = try await stored.next(left) {
            // A commit is gone on from as a whole, so it is shown as a whole.
            try session.show(events)
            left -= min(left, events.count)
            if durable.acknowledge, stored.sequence > 0 {
                try await session.acknowledge(stored.sequence, of: durable.name ?? "")
            }
        }
        if left == limit { session.say("none") }
        if left == 0, durable.name == nil {
            session.say("there may be more: --from \(stored.sequence + 1)")
        }
    }
}

/// Whether a subscription's cursor is used, and moved.
struct DurableArguments: ParsableArguments {
    @Option(
        name: .customLong("durable"),
        help: ArgumentHelp(
            "Read this durable subscription from its cursor, with its filter.",
            valueName: "name or id"))
    var name: String?

    @Flag(help: "With --durable: move its cursor over what was shown.")
    var acknowledge = false

    /// For the `validate` of commands.
    func check(_ choice: EventFilterArguments) throws(ValidationError) {
        guard name == nil || !choice.isGiven else {
            throw ValidationError("--durable goes by the filter that it was created with")
        }
        guard name != nil || !acknowledge else {
            throw ValidationError("--acknowledge goes with --durable")
        }
    }
}

extension Session {
    /// Moves the cursor of a durable subscription.
    func acknowledge(_ sequence: Int64, of subscription: String) async throws {
        _ = try await client.eventLog.acknowledgeSubscription(
            .init(subscriptionID: subscription, acknowledgedSequence: sequence),
            timeout: timeout)
    }
}
