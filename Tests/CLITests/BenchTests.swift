import Ledger
import TestSupport
import Testing

@Suite struct `The bench command` {
    private func tool() async throws -> Tool { Tool(try await RunningServer()) }

    private let small = ["--balances", "20", "--seconds", "0.2"]

    private func bench(_ tool: Tool, _ arguments: String...) async throws -> JSONValue {
        let result = try await tool.start(["bench"] + arguments + small + ["--json"]).result()
        #expect(result.status == 0, "\(arguments): \(result.errors)")
        return try JSONValue(parsing: result.output)
    }

    @Test func `measures reads, single moves and batches, and all of them are stored`() async throws
    {
        let tool = try await tool()
        for load in [
            ["get", "--in-flight", "8"], ["transfer", "--connections", "3"],
            ["transfer", "--batch", "50", "--in-flight", "2"], ["hot", "--random-references"],
        ] {
            let result = try await tool.start(["bench"] + load + small + ["--json"]).result()
            // It checks by the server's counts that what was answered was stored.
            #expect(result.status == 0, "\(load): \(result.errors)")
        }
    }

    @Test func `follows events with streams that all get to the end`() async throws {
        let report = try await bench(
            try await tool(), "transfer", "--in-flight", "4", "--subscribers", "3")
        #expect(report["caught_up_seconds"] != .number("-1.00"))
        #expect(report["delivery_rate"] != .number("0.00"))
    }

    @Test func `stores and watches before it measures`() async throws {
        let tool = try await tool()
        _ = try await bench(
            tool, "hot", "--preload", "1000", "--monitors", "30", "--hot-monitors", "10")
        let stats = try #require(try await tool.json("stats").first)
        #expect(stats["monitor_count"]?.string == "30")
    }

    @Test func `shows people a rate, percentiles and bars`() async throws {
        let output = try await tool().output(
            "bench", "get", "--balances", "10", "--seconds", "0.2")
        #expect(output.contains(" reads/s in 0.2 s: 1 connections, 1 calls in flight on each"))
        #expect(output.contains("99.9%"))
        #expect(output.contains("####"))
    }

    @Test(arguments: [
        ["none"], ["get", "--connections", "0"], ["get", "--in-flight", "513"],
        ["transfer", "--batch", "10001"], ["get", "--balances", "1"], ["get", "--seconds", "0"],
        ["hot", "--monitors", "5", "--hot-monitors", "6"],
    ])
    func `refuses what makes no load`(arguments: [String]) async throws {
        let result = try await tool().start(["bench"] + arguments).result()
        #expect(result.status == 2, "\(arguments)")
    }
}
