import ArgumentParser
import TidemarkClient

/// `tidemark health`
struct Health: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether the server serves.",
        discussion: "Ends with 0 if it does, with 1 if not, and with 3 if it can't be reached.")

    @OptionGroup var connection: ConnectionArguments

    func run(_ session: Session) async throws {
        let reply = try await session.client.health.check(.init(), timeout: session.timeout)
        let serves = reply.status == .serving
        try session.show(reply, Sentence(text: reply.status.word, look: serves ? .good : .alarm))
        if !serves { throw ExitCode(ExitStatus.failed.rawValue) }
    }
}
