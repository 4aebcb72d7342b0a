import Ledger
import TestSupport
import Testing

@Suite struct `The call command` {
    @Test func `calls a method by any of its names`() async throws {
        let tool = Tool(try await RunningServer())
        let id = try await tool.makeBalance("@alice")
        let request = #"{"balance_id":"\#(id)"}"#
        let names = [
            "tidemark.v1.BalanceService/GetBalance", "BalanceService/GetBalance",
            "Balance/GetBalance", "balanceservice.getbalance", "GetBalance",
        ]
        var replies: Set<String> = []
        for name in names { replies.insert(try await tool.output("call", name, request)) }
        #expect(replies.count == 1)
        let reply = try JSONValue(parsing: try #require(replies.first))
        #expect(reply["balance"]?["indicator"]?.string == "@alice")
    }

    @Test func `reads the request from standard input`() async throws {
        let tool = Tool(try await RunningServer())
        let reply = try await tool.output(
            "call", "LedgerService/CreateLedger", "-", input: #"{"name": "Ω"}"#)
        #expect(try JSONValue(parsing: reply)["ledger"]?["name"]?.string == "Ω")
    }

    @Test func `prints a stream's messages line by line`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        let text = try await tool.output(
            "call", "EventService/Subscribe", #"{"from_oldest": true}"#, "--count", "2")
        let messages = try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(messages.count == 2)
        #expect(messages.first?["subscription_id"]?.string?.hasPrefix("sub_") == true)
        let types = messages.flatMap { $0["events"]?.elements ?? [] }.map { $0["type"]?.string }
        #expect(types == ["balance.created"])
    }

    @Test func `lists services and methods without a server`() async throws {
        let result = try await ChildProcess(RunningServer.binary, ["call", "--list"]).result()
        #expect(result.status == 0)
        #expect(
            result.output.contains("tidemark.v1.BalanceService\n  BalanceService/CreateBalance"))
        #expect(result.output.contains("EventService/Subscribe  (answers with a stream)"))
    }

    @Test func `names the methods that may have been meant`() async throws {
        let result = try await ChildProcess(RunningServer.binary, ["call", "GetBalanse"]).result()
        #expect(result.status == 2)
        #expect(
            result.errors == """
                error: there is no method GetBalanse
                  try: tidemark call BalanceService/GetBalance

                """)
    }

    @Test func `says which field of a request is wrong`() async throws {
        let tool = Tool(try await RunningServer())
        let refused = try await tool.run("call", "GetBalance", #"{"balance": "bln_1"}"#)
        #expect(refused.status == 2)
        #expect(refused.errors.contains("did you mean balance_id?"))
    }

    @Test func `gives refusals to programs as JSON`() async throws {
        let tool = Tool(try await RunningServer())
        let refused = try await tool.run(
            "call", "GetBalance", #"{"balance_id": "bln_1"}"#, "--json")
        #expect(refused.status == 1)
        let error = try #require(try JSONValue(parsing: refused.errors)["error"])
        #expect(error["code"]?.string == "INVALID_ARGUMENT")
        #expect(error["reason"]?.string == "FIELD_INVALID")
        #expect(error["field_violations"]?.elements.first?["field"]?.string == "balance_id")
    }

    @Test func `says what a server doesn't do yet`() async throws {
        let tool = Tool(try await RunningServer())
        let refused = try await tool.run("call", "AdminService/ListConnections", "{}")
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("NOT_IMPLEMENTED: "))
    }
}
