import ArgumentParser
import Messages
import TidemarkClient

/// `tidemark monitor enable`
struct MonitorEnable: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Switch a monitor on; it is evaluated afresh, without firing.")

    @Argument(help: ArgumentHelp("The monitor.", valueName: "id"))
    var monitor: String

    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        try await session.switchMonitor(monitor, on: true, expected)
    }
}

/// `tidemark monitor disable`
struct MonitorDisable: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switch a monitor off; it neither fires nor follows its state.")

    @Argument(help: ArgumentHelp("The monitor.", valueName: "id"))
    var monitor: String

    @OptionGroup var expected: ExpectedVersionArgument
    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        try await session.switchMonitor(monitor, on: false, expected)
    }
}

extension Session {
    fileprivate func switchMonitor(
        _ monitor: String, on isOn: Bool, _ expected: ExpectedVersionArgument
    ) async throws {
        let reply = try await client.monitors.updateMonitor(
            .init(
                monitorID: monitor, enabled: isOn,
                updateMask: GoogleProtobuf.FieldMask(paths: ["enabled"]),
                expectedVersion: expected.version), timeout: timeout)
        try show(reply, (reply.monitor ?? .init()).layouts)
    }
}
