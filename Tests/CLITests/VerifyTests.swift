import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct `The verify command` {
    /// A server with some books, and the folder that outlives it.
    private func books() async throws -> (server: RunningServer, folder: TemporaryFolder) {
        let folder = TemporaryFolder()
        let server = try await RunningServer(folder: folder)
        let tool = Tool(server)
        _ = try await tool.makeBalance("@alice")
        _ = try await tool.output(
            "transaction", "create", "100.00", "USD", "--from", "@world", "--to", "@alice",
            "--description", "the first deposit")
        return (server, folder)
    }

    private func verify(_ folder: TemporaryFolder, _ arguments: String...) async throws
        -> ChildProcess.Result
    {
        try await ChildProcess(
            RunningServer.binary, ["verify", "--data", folder.path] + arguments
        ).result()
    }

    @Test func `closes with the sequence and the hash, the same online and offline`() async throws {
        let (server, folder) = try await books()
        let tool = Tool(server)
        let info = try await tool.output("info")
        let online = try await tool.run("verify")
        #expect(online.status == 0)
        #expect(online.errors.isEmpty)
        let pattern = /the books are right: sequence 2, chain hash ([0-9a-f]{64})\n/
        let hash = try #require(try pattern.wholeMatch(in: online.output)?.output.1)
        #expect(info.contains(hash))
        let busy = try await verify(folder)
        #expect(busy.status == 1)
        #expect(busy.errors.contains("another server is using the data folder"))
        #expect(busy.errors.contains("try: without --data, to ask a running server"))
        await server.stop()
        let offline = try await verify(folder)
        #expect(offline.output == online.output)
        #expect(offline.status == 0)
    }

    @Test func `tells programs in JSON`() async throws {
        let (server, folder) = try await books()
        let online = try await Tool(server).json("verify")
        #expect(online.count == 1)
        #expect(online.first?["complete"] == .bool(true))
        #expect(online.first?["sequence"]?.string == "2")
        await server.stop()
        let offline = try await verify(folder, "--json")
        let line = try JSONValue(parsing: offline.output)
        #expect(line["chain_hash"] == online.first?["chain_hash"])
    }

    @Test func `names what is damaged and ends with 1`() async throws {
        let (server, folder) = try await books()
        await server.stop()
        let file = URL(filePath: folder.path + "data.mdb")
        var data = try Data(contentsOf: file)
        let needle = Data("the first deposit".utf8)
        while let range = data.range(of: needle) { data[range.lowerBound] = UInt8(ascii: "T") }
        try data.write(to: file)
        let result = try await verify(folder)
        #expect(result.status == 1)
        let lines = result.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("RECORDS ") && $0.contains("damaged") })
        #expect(lines.last?.contains(/\d+ findings?: sequence 2, chain hash [0-9a-f]{64}/) == true)
        let first = try await verify(folder, "--limit", "1", "--json")
        #expect(first.status == 1)
        let rows = try first.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(rows.count == 2)
        #expect(rows.last?["finding_count"]?.string == "1")
    }

    @Test func `says where there is nothing to verify`() async throws {
        let folder = TemporaryFolder()
        let result = try await verify(folder)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: there is no store in "))
        let both = try await verify(folder, "--server", "unix:x")
        #expect(both.status == 2)
        let gone = try await ChildProcess(
            RunningServer.binary, ["verify", "--server", "unix:\(folder.path)none.sock"]
        ).result()
        #expect(gone.status == 3)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func `draws its progress on a terminal, within its width`() async throws {
        let (server, _) = try await books()
        func onTerminal(_ variables: [String: String]) async throws -> String {
            let command = "stty cols 40; exec '\(RunningServer.binary)' verify"
            let environment = ["TIDEMARK_SERVER": server.address, "TERM": "xterm"]
            let result = try await ChildProcess(
                "/usr/bin/script", ["-qec", command, "/dev/null"],
                environment: environment.merging(variables) { $1 }
            ).result()
            #expect(result.status == 0, "\(result.errors)")
            return result.output
        }
        let plain = try await onTerminal(["NO_COLOR": "1"])
        #expect(!plain.contains("\u{1B}[3"))
        let drawn = plain.split(separator: "\r").map { $0.replacing("\u{1B}[K", with: "") }
        #expect(drawn.contains { $0.hasPrefix("chain ") && $0.contains("%") })
        let bars = drawn.filter { $0.contains("%") }
        #expect(bars.allSatisfy { $0.count < 40 }, "\(bars)")
        // The last one is taken away before the sentence.
        #expect(plain.contains("\r\u{1B}[Kthe books are right"))
        #expect(try await onTerminal([:]).contains("\u{1B}[36mchain"))
        #expect(try await !onTerminal(["TERM": "dumb"]).contains("chain  "))
    }
}
