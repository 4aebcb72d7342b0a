import ArgumentParser
import Messages
import TTRPC
import TidemarkClient

/// `tidemark watch`: what happens, as it happens.
struct Watch: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch what happens, live: a line for each event.",
        discussion: """
            Goes on by itself, without a gap and without a double, when the connection is lost or \
            the server restarts. Ends with Ctrl-C.

            Examples:
              tidemark watch
              tidemark watch --type balance.monitor --from-oldest
              tidemark watch --balance @alice --currency USD --json
              tidemark watch --from 1200 --once
            """)

    @OptionGroup var start: EventStartArguments
    @OptionGroup var choice: EventFilterArguments

    @Option(help: ArgumentHelp("End after so many events.", valueName: "events"))
    var count: Int?

    @Flag(help: "Show what is stored and end. From the oldest, unless --from says otherwise.")
    var once = false

    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard count.map({ $0 >= 1 }) ?? true else { throw ValidationError("--count is 1 or more") }
    }

    func run(_ session: Session) async throws {
        let filter = try await choice.filter(session)
        if once { return try await showStored(session, filter) }
        try await untilInterrupted { try await follow(session, filter) }
    }

    private func showStored(_ session: Session, _ filter: V1.EventFilter?) async throws {
        var stored = StoredEvents(session, from: start.given ?? .oldest, filter: filter)
        var left = count ?? Int.max
        while left > 0, let events = try await stored.next(left) {
            try session.show(Array(events.prefix(left)))
            left -= min(left, events.count)
        }
    }

    private func follow(_ session: Session, _ filter: V1.EventFilter?) async throws {
        let events = session.client.events(from: start.given ?? .now, filter: filter) { change in
            switch change {
            case .began(let sequence): session.say("watching from sequence \(sequence)")
            case .interrupted(let error): session.say("interrupted, trying again: \(error.message)")
            case .resumed(let sequence): session.say("going on from sequence \(sequence)")
            }
        }
        var left = count ?? Int.max
        for try await event in events {
            try session.show([event])
            left -= 1
            if left == 0 { return }
        }
    }
}
