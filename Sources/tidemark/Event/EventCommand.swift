import ArgumentParser
import TidemarkClient

/// `tidemark event`: the log of what happened.
struct EventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event",
        abstract: "Events: the log of what happened; see watch for what happens.",
        subcommands: [EventList.self],
        aliases: ["events"])
}

/// `tidemark event list`
struct EventList: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List stored events, the oldest first.",
        discussion: """
            Examples:
              tidemark event list --type balance.monitor
              tidemark event list --from 1200 --limit 50 --json
            """)

    @OptionGroup var start: EventStartArguments
    @OptionGroup var choice: EventFilterArguments

    @Option(help: ArgumentHelp("The most events.", valueName: "events"))
    var limit = 100

    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is 1 or more") }
    }

    func run(_ session: Session) async throws {
        let filter = try await choice.filter(session)
        var stored = StoredEvents(session, from: start.given ?? .oldest, filter: filter)
        var left = limit
        while left > 0, let events = try await stored.next(left) {
            try session.show(Array(events.prefix(left)))
            left -= min(left, events.count)
        }
        if left == limit { session.say("none") }
        if left == 0 { session.say("there may be more: --from \(stored.sequence + 1)") }
    }
}
