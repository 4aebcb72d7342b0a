import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct `A client command` {
    private func run(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> ChildProcess.Result {
        try await ChildProcess(RunningServer.binary, arguments, environment: environment).result()
    }

    @Test func `says that nobody is there, and what to do`() async throws {
        let folder = TemporaryFolder()
        let address = RunningServer.address(in: folder)
        let result = try await run("balance", "list", "--server", address)
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("UNAVAILABLE: can't connect to \(address)"))
        #expect(result.errors.contains("  try: tidemark serve\n"))
        let forPrograms = try await run("health", "--server", address, "--json")
        #expect(forPrograms.status == 3)
        #expect(
            try JSONValue(parsing: forPrograms.errors)["error"]?["code"]?.string == "UNAVAILABLE")
    }

    @Test func `refuses what is no address`() async throws {
        let result = try await run("health", "--server", "localhost:7411")
        #expect(result.status == 2)
        #expect(result.errors.contains("\"localhost:7411\" isn't an address"))
    }

    @Test func `finds the server by the variable, and by the flag before it`() async throws {
        let server = try await RunningServer()
        let nowhere = "unix:///nowhere.sock"
        let byVariable = try await run(
            "health", environment: ["TIDEMARK_SERVER": server.address])
        #expect(byVariable.status == 0)
        #expect(byVariable.output == "SERVING\n")
        let byFlag = try await run(
            "health", "--server", server.address, environment: ["TIDEMARK_SERVER": nowhere])
        #expect(byFlag.status == 0)
    }

    @Test func `reaches a server over TCP`() async throws {
        let server = try await RunningServer(arguments: ["--listen", "tcp://127.0.0.1:0"])
        let line = try await server.process.errors.line(containing: " serving")
        let address = try #require(line.firstMatch(of: /tcp:\/\/127\.0\.0\.1:[0-9]+/)?.output)
        #expect(try await run("health", "--server", String(address)).output == "SERVING\n")
    }

    @Test func `gives up when no answer comes in the time it has`() async throws {
        let server = try await RunningServer()
        let tool = Tool(server)
        server.process.send(SIGSTOP)
        let result = try await tool.run(
            "transaction", "create", "1.00", "USD", "--from", "@world", "--to", "@a",
            "--precision", "100", "--timeout", "0.2")
        server.process.send(SIGCONT)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("DEADLINE_EXCEEDED: "))
        #expect(result.errors.contains("the same command with --reference ref_"))
    }

    @Test func `keeps colours away from pipes`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        #expect(try await !tool.output("balance", "list").contains("\u{1B}"))
        let refused = try await tool.run("balance", "get", "@bob", "--currency", "USD")
        #expect(!refused.errors.contains("\u{1B}"))
    }

    @Test func `ends with 2 and the usage for a wrong command line`() async throws {
        for arguments in [
            ["balance", "get"], ["balance", "get", "@alice"], ["watch", "--count", "0"],
        ] {
            let result = try await ChildProcess(RunningServer.binary, arguments).result()
            #expect(result.status == 2)
            #expect(result.errors.contains("Usage: tidemark \(arguments[0])"))
        }
    }

    @Test func `ends well when its reader has seen enough`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        let script = "\(RunningServer.binary) watch --from-oldest --json | head -n 1"
        let shell = try ChildProcess(
            "/bin/sh", ["-c", script], environment: ["TIDEMARK_SERVER": tool.address])
        _ = try await shell.output.line(containing: "balance.created")
        // The next event finds the pipe closed.
        try await tool.move("1.00", from: "@world", to: "@alice")
        let result = await shell.result()
        #expect(result.status == 0)
        #expect(!result.errors.contains("error"))
    }

    @Test func `tells about the server and its counts`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        #expect(try await tool.output("info").contains("sequence       1\n"))
        #expect(try await tool.output("stats").contains("balances      1\n"))
        #expect(try await tool.json("stats").first?["balance_count"]?.string == "1")
    }
}
