import ArgumentParser
import TidemarkClient

/// `tidemark monitor delete`
struct MonitorDelete: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a monitor; nothing fires from then on.")

    @Argument(help: ArgumentHelp("The monitor.", valueName: "id"))
    var monitor: String

    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.monitors.deleteMonitor(
            .init(monitorID: monitor, expectedVersion: expected.version), timeout: session.timeout)
        try session.show(reply, Sentence(text: "deleted \(monitor)"))
    }
}
