import Foundation

/// The real server in a process of its own, on a data folder of its own, accepting connections.
///
///     let server = try await RunningServer()
///     let client = try await TidemarkClient.connect(server.address)
///     ...
///     await server.stop()
///
/// It is killed with its last reference, so that a test that fails leaves nothing behind.
package final class RunningServer: Sendable {
    /// The data folder; gone with the server unless the test keeps the `TemporaryFolder`.
    package let folder: TemporaryFolder
    /// Where it listens, as clients take it: `unix:///…/tidemark.sock`.
    package let address: String
    /// The server's process.
    package let process: ChildProcess

    /// Starts `tidemark serve` and waits until it accepts connections.
    ///
    /// - Parameters:
    ///   - folder: the data folder; a fresh one by default. Give a former server's to restart it.
    ///   - arguments: further arguments of `serve`.
    /// - Throws: `ProcessOutput.Ended` with what the server said, where it doesn't start.
    package init(
        folder: TemporaryFolder = TemporaryFolder(), arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws {
        self.folder = folder
        address = RunningServer.address(in: folder)
        process = try ChildProcess(
            RunningServer.binary,
            ["serve", "--data", folder.path, "--listen", address] + arguments,
            environment: environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { given, _ in given }
        )
        // Said once every address is listened on.
        _ = try await process.errors.line(containing: " serving")
    }

    /// Where a server on this folder listens.
    package static func address(in folder: TemporaryFolder) -> String {
        "unix://" + URL(filePath: folder.path).appending(path: "tidemark.sock").path
    }

    /// Stops it as an operator would and waits for its end.
    @discardableResult package func stop() async -> ChildProcess.Result {
        process.send(SIGTERM)
        return await process.result()
    }

    /// Ends it at once, as a crash would, and waits for its end.
    @discardableResult package func kill() async -> ChildProcess.Result {
        process.send(SIGKILL)
        return await process.result()
    }

    /// The program under test: what stands beside the test's own executable, where SwiftPM builds
    /// both, unless `TIDEMARK_BINARY` names another.
    package static let binary: String = {
        if let given = ProcessInfo.processInfo.environment["TIDEMARK_BINARY"] { return given }
        return BuiltProgram.path("tidemark")
    }()
}
