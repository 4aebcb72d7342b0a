import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct `The batch command` {
    /// A batch of one creation, one transfer, one refusal and one transfer, with a blank line.
    private let lines = """
        {"create_balance": {"currency": "USD", "indicator": "@new"}}

        {"create_transaction": {"reference": "b1", "currency": "USD", "precise_amount": "500",\
         "source": "@world", "destination": "@new"}}
        {"create_transaction": {"reference": "b2", "currency": "USD", "precise_amount": "900",\
         "source": "@new", "destination": "@bob"}}
        {"create_transaction": {"reference": "b3", "currency": "USD", "precise_amount": "100",\
         "source": "@new", "destination": "@bob", "inflight": true}}

        """

    /// Moves of one cent to @new, a line each.
    private func moves(_ count: Int, from first: Int = 0) -> String {
        (first..<first + count).map { number in
            #"{"create_transaction": {"reference": "m\#(number)", "currency": "USD", "#
                + #""precise_amount": "1", "source": "@world", "destination": "@new"}}"# + "\n"
        }.joined()
    }

    @Test func `prints a line for each result`() async throws {
        let tool = Tool(try await RunningServer())
        let result = try await tool.run("batch", "-", input: lines)
        #expect(result.status == 1)
        let balance = try await tool.json("balance", "get", "@new", "--currency", "USD")
        let id = try #require(balance.first?["balance"]?["balance_id"]?.string)
        #expect(
            result.output.replacing(id, with: "<new>").normalized == """
                     1  DONE       <new>  sequence 1
                     3  APPLIED    <txn>  sequence 2
                     4  REFUSED    INSUFFICIENT_FUNDS: source: <new> has 500 available, 900 is needed
                     5  INFLIGHT   <txn>  sequence 3

                """)
        #expect(result.errors == "4 items: 3 done, 1 refused\n")
        let again = try await tool.start(["batch", "-", "--json"], input: lines).result()
        let results = try again.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(results.map { $0["replayed"] } == [nil, .bool(true), nil, .bool(true)])
        #expect(results[0]["error"]?["code"] == .number("6"))
        #expect(again.errors.isEmpty)
    }

    @Test func `applies all or nothing`() async throws {
        let tool = Tool(try await RunningServer())
        let refused = try await tool.run("batch", "-", "--atomic", input: lines)
        #expect(refused.status == 1)
        #expect(refused.output.isEmpty)
        #expect(refused.errors.hasPrefix("INSUFFICIENT_FUNDS: line 4: "))
        #expect(try await tool.json("balance", "list").isEmpty)
        let dry = try await tool.run("batch", "-", "--atomic", "--dry-run", input: lines)
        #expect(dry.status == 1)
        #expect(dry.errors == "4 items: 3 done, 1 refused; a dry run: nothing was kept\n")
        #expect(try await tool.json("balance", "list").isEmpty)
        let done = try await tool.json("batch", "-", "--atomic", input: moves(20))
        #expect(done.map { $0["sequence"]?.string } == Array(repeating: "1", count: 20))
    }

    @Test func `goes on over as many messages as it takes`() async throws {
        let tool = Tool(try await RunningServer())
        let folder = TemporaryFolder()
        let file = folder.path + "moves.jsonl"
        // More than one message holds, by their number.
        try Data(moves(6_000).utf8).write(to: URL(filePath: file))
        let result = try await tool.run("batch", file, "--timeout", "120")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.split(separator: "\n").count == 6_000)
        #expect(result.errors == "6000 items: 6000 done, 0 refused\n")
        let balance = try await tool.json("balance", "get", "@new", "--currency", "USD")
        #expect(balance.first?["balance"]?["balance"]?.string == "6000")
        // A replay is refused nothing, and moves nothing.
        let again = try await tool.run("batch", file, "--atomic", "--timeout", "120")
        #expect(again.status == 0, "\(again.errors)")
        let same = try await tool.json("balance", "get", "@new", "--currency", "USD")
        #expect(same == balance.map { $0.replacing("sequence", by: same.first?["sequence"]) })
    }

    @Test func `gets every refusal of a long batch`() async throws {
        let tool = Tool(try await RunningServer())
        let folder = TemporaryFolder()
        let file = folder.path + "refused.jsonl"
        let name = String(repeating: "n", count: 250)
        let line =
            #"{"create_transaction": {"reference": "r", "currency": "USD", "#
            + #""precise_amount": "1", "source": "\#(name)", "destination": "@b"}}"#
        let text = String(repeating: line + "\n", count: 10_000)
        try Data(text.utf8).write(to: URL(filePath: file))
        let result = try await tool.run("batch", file, "--timeout", "120")
        #expect(result.status == 1)
        #expect(result.errors == "10000 items: 0 done, 10000 refused\n")
    }

    @Test func `says which line is wrong, and what was done before it`() async throws {
        let tool = Tool(try await RunningServer())
        let wrong = try await tool.run("batch", "-", input: moves(1) + #"{"creat_ledger": {}}"#)
        #expect(wrong.status == 2)
        #expect(wrong.errors.hasPrefix("error: line 2 is no item of a batch: "))
        #expect(wrong.errors.contains("create_ledger"))
        #expect(wrong.errors.contains("nothing was sent"))
        #expect(try await tool.json("balance", "list").isEmpty)
        let folder = TemporaryFolder()
        let file = folder.path + "moves.jsonl"
        try Data((moves(2_600) + "{").utf8).write(to: URL(filePath: file))
        let late = try await tool.run("batch", file, "--timeout", "120")
        #expect(late.status == 2)
        #expect(late.errors.contains("line 2601 is no item"))
        #expect(late.errors.contains("what stands up to line 2500 was answered"))
        #expect(late.output.split(separator: "\n").count == 2_500)
        let many = try await tool.run(
            "batch", "/dev/stdin", "--atomic", input: moves(1))
        #expect(many.status == 0, "\(many.errors)")
        let none = try await tool.run("batch", folder.path + "none")
        #expect(none.status == 2)
        #expect(none.errors.contains("can't be read"))
    }

    @Test func `refuses an atomic batch that is more than a message`() async throws {
        let tool = Tool(try await RunningServer())
        let folder = TemporaryFolder()
        let file = folder.path + "moves.jsonl"
        try Data(moves(10_001).utf8).write(to: URL(filePath: file))
        let result = try await tool.run("batch", file, "--atomic")
        #expect(result.status == 2)
        #expect(result.errors.contains("10,000 items and 4 MiB at most"))
        #expect(try await tool.json("balance", "list").isEmpty)
    }
}

extension JSONValue {
    /// The object with another value of a key.
    fileprivate func replacing(_ key: String, by value: JSONValue?) -> JSONValue {
        guard case .object(let members) = self, let value else { return self }
        return .object(members.map { $0.key == key ? JSONMember(key, value) : $0 })
    }
}
