import ArgumentParser
import TidemarkClient

/// `tidemark monitor get`
struct MonitorGet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show one monitor and its state.")

    @Argument(help: ArgumentHelp("The monitor.", valueName: "id"))
    var monitor: String

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.monitors.getMonitor(
            .init(monitorID: monitor), timeout: session.timeout)
        try session.show(reply, (reply.monitor ?? .init()).layouts)
    }
}
