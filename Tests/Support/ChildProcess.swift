import Foundation
import Synchronization

/// A program that a test runs, with what it writes kept as it comes.
///
/// It never outlives its last reference: what still runs then is killed, by its process id.
package final class ChildProcess: Sendable {
    /// What a program that has ended left behind.
    package struct Result: Sendable {
        /// The exit code, or the number of the signal that ended it.
        package let status: Int32
        /// Whether it was a signal.
        package let wasSignalled: Bool
        package let output: String
        package let errors: String
    }

    package let output: ProcessOutput
    package let errors: ProcessOutput
    private static let starting = Mutex(())

    private let process: Process
    private let ended: ProcessEnd

    /// Starts a program in an environment of the given variables and the test's own `PATH`.
    package init(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:],
        input: String = "", folder: String? = nil
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = ["PATH": path].merging(environment) { _, given in given }
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        let (input, written) = (input, Pipe())
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = written
        process.standardOutput = output
        process.standardError = errors
        let ended = ProcessEnd()
        process.terminationHandler = { ended.set($0) }
        // Foundation's own run isn't safe against itself on other threads.
        try Self.starting.withLock { _ in try process.run() }
        self.process = process
        self.ended = ended
        self.output = ProcessOutput(output.fileHandleForReading)
        self.errors = ProcessOutput(errors.fileHandleForReading)
        // Less than a pipe holds, so that nobody need read for this to return. A program that ended
        // without reading it is judged by its result.
        try? written.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? written.fileHandleForWriting.close()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    package var processID: Int32 { process.processIdentifier }

    package func send(_ signal: Int32) {
        // One that has ended already has no need of it.
        if process.isRunning { kill(process.processIdentifier, signal) }
    }

    /// Waits until it has ended and all that it wrote is read.
    package func result() async -> Result {
        let (status, wasSignalled) = await ended.wait()
        return Result(
            status: status, wasSignalled: wasSignalled,
            output: await output.all(), errors: await errors.all())
    }
}

/// The end of a process, for those who wait for it.
private final class ProcessEnd: Sendable {
    typealias End = (status: Int32, wasSignalled: Bool)

    private struct State {
        var end: End?
        var waiting: [CheckedContinuation<End, Never>] = []
    }

    private let state = Mutex(State())

    func set(_ process: Process) {
        let end = (process.terminationStatus, process.terminationReason == .uncaughtSignal)
        let waiting = state.withLock { state in
            state.end = end
            return exchange(&state.waiting, with: [])
        }
        for continuation in waiting { continuation.resume(returning: end) }
    }

    func wait() async -> End {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiting.append(continuation) }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }
}
