import ArgumentParser
import Foundation
import Ledger
import TidemarkClient

/// `tidemark watch`: balances, firing monitors and events, live.
struct Watch: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch balances and monitors, live.",
        discussion: """
            On a terminal: the balances that moved last, the monitors that fired last, how far \
            behind the server's tail this view is. q quits; tab goes to the next list, the arrows \
            move in it, p pauses. Elsewhere, and with --lines: a line for each event, as tidemark \
            event tail.

            Goes on by itself, without a gap, when the connection is lost or the server restarts.

            Examples:
              tidemark watch
              tidemark watch --indicator-prefix @customers/
              tidemark watch --once --json
              tidemark watch --type balance.monitor > alarms.txt
            """)

    @OptionGroup var start: EventStartArguments
    @OptionGroup var choice: EventFilterArguments

    @Option(help: ArgumentHelp("End after so many events; line by line.", valueName: "events"))
    var count: Int?

    @Flag(help: "A line for each event, also on a terminal.")
    var lines = false

    @Flag(help: "Show how things stand now, once, and end.")
    var once = false

    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard count.map({ $0 >= 1 }) ?? true else { throw ValidationError("--count is 1 or more") }
        guard !once || (count == nil && !lines && start.given == nil) else {
            throw ValidationError(
                "--once is how things stand; for stored events see tidemark event list")
        }
    }

    func run(_ session: Session) async throws {
        let filter = try await choice.filter(session)
        if once { return try await showOnce(session, filter) }
        if isLive {
            let view = LiveView(session, filter: filter, from: start.given, connection.address)
            return try await view.run()
        }
        try await session.follow(from: start.given ?? .now, filter: filter, count: count)
    }

    /// Whether there is a whole screen to draw on.
    private var isLive: Bool {
        let isDumb = ProcessInfo.processInfo.environment["TERM"] == "dumb"
        return !lines && count == nil && !connection.json && !isDumb && Terminal.isThere
    }

    private func showOnce(_ session: Session, _ filter: V1.EventFilter?) async throws {
        let snapshot = try await Snapshot(session, filter)
        if session.isJSON { return try session.console.write([try snapshot.json().text]) }
        try session.console.write(snapshot.lines(session.console.style))
    }
}
