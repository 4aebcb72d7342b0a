import ArgumentParser
import Foundation
import Messages
import TTRPC
import TidemarkClient

/// A command that talks to a server: it is handed a session and knows nothing of connecting,
/// printing or failing.
protocol ClientCommand: AsyncParsableCommand {
    var connection: ConnectionArguments { get }

    func run(_ session: Session) async throws
}

extension ClientCommand {
    func run() async throws { try await connected() }

    /// Runs the command with a session, and turns what it throws into what is said.
    func connected() async throws {
        do {
            let session = try await Session(connection)
            do {
                try await run(session)
            } catch {
                await session.client.close()
                throw error
            }
            await session.client.close()
        } catch {
            throw connection.failure(for: error)
        }
    }
}

/// Which server, for how long, and for whom the answer is: the same for all client commands.
struct ConnectionArguments: ParsableArguments {
    static let addressVariable = "TIDEMARK_SERVER"
    static let defaultAddress = "unix:data/tidemark.sock"

    @Option(
        help: ArgumentHelp(
            "Where the server listens: unix:///path, unix:path or tcp://host:port. Default: the"
                + " variable TIDEMARK_SERVER, or else \(defaultAddress).",
            valueName: "address"))
    var server: String?

    @Option(help: ArgumentHelp("How long an answer may take.", valueName: "seconds"))
    var timeout = 10.0

    @Flag(help: "Answer for programs: a JSON object per line. Errors too, on standard error.")
    var json = false

    func validate() throws {
        // A day; more is no time limit at all, and would overflow further down.
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout is above 0 and at most 86400 seconds")
        }
    }

    var address: String {
        let variable = ProcessInfo.processInfo.environment[Self.addressVariable]
        return server ?? variable.flatMap { $0.isEmpty ? nil : $0 } ?? Self.defaultAddress
    }

    /// Whatever a command threw, as it is told to people or programs. What isn't ours (requests for
    /// help, wrong arguments) passes through.
    func failure(for error: any Error) -> any Error {
        var failure: Failure
        switch error {
        case let error as Failure: failure = error
        case let error as RPCError: failure = Failure(error, server: address)
        case let error as MessageJSONError:
            failure = Failure(.failed, "the server's answer can't be shown: \(error)")
        case OutputFailure.failed(let sentence):
            failure = Failure(.failed, "the output can't be written: \(sentence)")
        default: return error
        }
        failure.isJSON = json
        return failure
    }
}
