import Foundation
import TestSupport
import Testing

/// What `serve` says where it can't: one sentence that names the thing and a way out.
@Suite struct `The serve command` {
    private func serve(_ arguments: String...) async throws -> ChildProcess.Result {
        try await ChildProcess(RunningServer.binary, ["serve"] + arguments).result()
    }

    private func expectSentence(
        _ result: ChildProcess.Result, _ parts: String...,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(result.status == 1, sourceLocation: location)
        #expect(result.errors.hasPrefix("error: "), sourceLocation: location)
        #expect(!result.errors.contains("Usage"), sourceLocation: location)
        #expect(result.errors.split(separator: "\n").count == 1, sourceLocation: location)
        for part in parts {
            #expect(result.errors.contains(part), sourceLocation: location)
        }
    }

    @Test func `leaves a data folder to the server that has it`() async throws {
        let server = try await RunningServer()
        expectSentence(
            try await serve("--data", server.folder.path),
            "another server is using the data folder", "--data")
        #expect(try await Tool(server).output("health") == "SERVING\n")
    }

    @Test func `leaves an address to the server that listens there`() async throws {
        let server = try await RunningServer()
        let other = TemporaryFolder()
        expectSentence(
            try await serve("--data", other.path, "--listen", server.address),
            "another server is listening there", "choose another address")
    }

    @Test func `takes over the socket of a server that was killed`() async throws {
        let folder = TemporaryFolder()
        let first = try await RunningServer(folder: folder)
        _ = try await Tool(first).makeBalance("@alice")
        await first.kill()
        let second = Tool(try await RunningServer(folder: folder))
        #expect(try await second.json("balance", "list").count == 1)
    }

    @Test func `says that a folder can't be made or written`() async throws {
        let folder = TemporaryFolder()
        let file = folder.path + "file"
        try Data().write(to: URL(filePath: file))
        expectSentence(try await serve("--data", file + "/data"), "can't be made", "--data")
    }

    @Test func `says that there is no room on the disk`() async throws {
        let folder = TemporaryFolder()
        // A process that may write no byte to a file meets what a full disk gives.
        let script = "trap '' XFSZ; ulimit -f 0; exec '\(RunningServer.binary)' serve --data "
        let result = try await ChildProcess(
            "/bin/sh", ["-c", script + "'\(folder.path)data'"]
        ).result()
        expectSentence(result, "the disk of the data folder", "is full", "Make room")
    }

    @Test func `says where a socket can't be`() async throws {
        let folder = TemporaryFolder()
        expectSentence(
            try await serve("--data", folder.path, "--listen", "unix:///no/such/folder/x.sock"),
            "its folder doesn't exist", "choose another path")
        expectSentence(
            try await serve("--data", folder.path, "--listen", "tcp://192.0.2.1:7411"), "TLS")
    }

    @Test func `refuses a wrong command line before it touches anything`() async throws {
        let folder = TemporaryFolder()
        let data = folder.path + "data"
        for arguments in [["--listen", "x"], ["--socket-mode", "999"], ["--drain", "-1"]] {
            let result = try await ChildProcess(
                RunningServer.binary, ["serve", "--data", data] + arguments
            ).result()
            #expect(result.status == 2, "\(arguments)")
        }
        #expect(!FileManager.default.fileExists(atPath: data))
    }

    @Test func `ends well when it is told to stop`() async throws {
        let server = try await RunningServer()
        let result = await server.stop()
        #expect(result.status == 0)
        #expect(!result.wasSignalled)
        #expect(!FileManager.default.fileExists(atPath: server.folder.path + "tidemark.sock"))
    }
}
