import ArgumentParser
import Messages
import TidemarkClient

/// `tidemark monitor replay`
struct MonitorReplay: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Say what a monitor would have fired over past commits.",
        discussion: """
            Changes nothing and sends nothing.

            Examples:
              tidemark monitor replay mon_… --from 1 --to 1200
              tidemark monitor replay 'debit_balance > 500.00' --balance @a --currency USD
              tidemark monitor replay 'balance < 0' --balance bln_… --limit 1000
            """)

    @OptionGroup var target: MonitorTargetArguments

    @Option(help: ArgumentHelp("The first commit to look at.", valueName: "sequence"))
    var from: Int64?

    @Option(help: ArgumentHelp("The last commit to look at.", valueName: "sequence"))
    var to: Int64?

    @Option(help: ArgumentHelp("The most events.", valueName: "events"))
    var limit = 100

    @OptionGroup var connection: ConnectionArguments

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is 1 or more") }
        guard (from ?? 1) >= 1, (to ?? 1) >= 1 else {
            throw ValidationError("--from and --to are sequences from 1")
        }
        if let from, let to, from > to {
            throw ValidationError("--from comes before --to, or is the same")
        }
    }

    func run(_ session: Session) async throws {
        var request = V1.ReplayMonitorRequest(fromSequence: from ?? 0, toSequence: to ?? 0)
        switch try await target.target(session) {
        case .stored(let id): request.target = .monitorID(id)
        case .candidate(let candidate): request.target = .candidate(candidate)
        }
        var left = limit
        repeat {
            request.pageSize = Int32(min(left, 1000))
            let reply = try await session.client.monitors.replayMonitor(
                request, timeout: session.timeout)
            try session.show(Array(reply.events.prefix(left)))
            left -= min(left, reply.events.count)
            request.pageToken = reply.nextPageToken
        } while left > 0 && !request.pageToken.isEmpty
        if left == limit { session.say("it would not have fired") }
        if !request.pageToken.isEmpty { session.say("there is more: --limit \(limit * 10)") }
    }
}
