import Ledger
import TestSupport
import Testing

@Suite struct `The balance commands` {
    @Test func `show a new balance with everything about it`() async throws {
        let tool = Tool(try await RunningServer())
        let text = try await tool.output(
            "balance", "create", "@alice", "--currency", "USD", "--precision", "100",
            "--overdraft-limit", "50.00", "--meta-data", #"{"b": 1, "a": 2}"#)
        #expect(
            text.normalized == """
                balance          <bln>
                indicator        @alice
                ledger           general_ledger_id
                currency         USD
                precision        100
                status           OPEN
                current          0.00 USD
                available        0.00 USD
                credits          0.00 USD
                debits           0.00 USD
                overdraft limit  50.00 USD
                version          1
                created          <time>
                updated          <time>
                meta data        {"a":2,"b":1}

                """)
    }

    @Test func `find a balance by id and by indicator`() async throws {
        let tool = Tool(try await RunningServer())
        let id = try await tool.makeBalance("+49 30 901820")
        let byID = try await tool.output("balance", "get", id)
        let byIndicator = try await tool.output(
            "balance", "get", "+49 30 901820", "--currency", "USD")
        #expect(byID == byIndicator)
        #expect(byID.contains(id))
    }

    @Test func `list balances in columns, and one per line for programs`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        _ = try await tool.makeBalance("@bob")
        try await tool.move("100.50", from: "@world", to: "@alice")
        let table = try await tool.output("balance", "list", "--oldest-first")
        #expect(
            table.normalized == """
                BALANCE                                   INDICATOR  CURRENT  AVAILABLE  CURRENCY  STATUS  VERSION
                <bln>  @alice      100.50     100.50  USD       OPEN          2
                <bln>  @bob          0.00       0.00  USD       OPEN          1
                <bln>  @world     -100.50    -100.50  USD       OPEN          2

                """)
        let rows = try await tool.json(
            "balance", "list", "--where", "balance > 100.00", "--precision", "100")
        #expect(rows.map { $0["indicator"]?.string } == ["@alice"])
        #expect(rows.first?["balance"]?.string == "10050")
        #expect(rows.first?["status"]?.string == "OPEN")
    }

    @Test func `fetch as many pages as the rows take`() async throws {
        let tool = Tool(try await RunningServer())
        for number in 1...5 { _ = try await tool.makeBalance("@\(number)") }
        let some = try await tool.run("balance", "list", "--limit", "2")
        #expect(some.output.split(separator: "\n").count == 3)
        #expect(some.errors.contains("--all"))
        let all = try await tool.json("balance", "list", "--all")
        #expect(all.count == 5)
    }

    @Test func `change what describes a balance and empty it again`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        let frozen = try await tool.output(
            "balance", "update", "@alice", "--currency", "USD", "--status", "frozen",
            "--identity", "customer 7", "--credit-limit", "1000.00")
        #expect(frozen.contains("status        FROZEN"))
        #expect(frozen.contains("credit limit  1000.00 USD"))
        let cleared = try await tool.output(
            "balance", "update", "@alice", "--currency", "USD", "--clear", "credit_limit",
            "--clear", "identity_id", "--status", "open")
        #expect(cleared.contains("status     OPEN"))
        #expect(!cleared.contains("credit limit") && !cleared.contains("customer 7"))
    }

    @Test func `show the history of a balance`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        try await tool.move("100.50", from: "@world", to: "@alice")
        try await tool.move("0.50", from: "@alice", to: "@bob")
        let entries = try await tool.output("balance", "entries", "@alice", "--currency", "USD")
        #expect(
            entries.normalized == """
                TIME                      SEQUENCE  SIDE    AMOUNT  BALANCE  AVAILABLE  REFERENCE                                 DESCRIPTION
                <time>         3  DEBIT     0.50   100.00     100.00  <ref>
                <time>         2  CREDIT  100.50   100.50     100.50  <ref>

                """)
    }

    @Test func `say by the exit code whether an amount could leave`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        try await tool.move("100.50", from: "@world", to: "@alice")
        let enough = try await tool.run(
            "balance", "check-funds", "@alice", "100.50", "--currency", "USD")
        #expect(enough.status == 0)
        #expect(enough.output.hasPrefix("sufficient\n"))
        let tooMuch = try await tool.run(
            "balance", "check-funds", "@alice", "100.51", "--currency", "USD")
        #expect(tooMuch.status == 1)
        #expect(tooMuch.output.hasPrefix("not sufficient: INSUFFICIENT_FUNDS\n"))
        #expect(tooMuch.output.contains("could leave       100.50 USD"))
    }

    @Test func `show amounts in minor units where nobody said how many make one`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.output("balance", "create", "@points", "--currency", "PTS")
        _ = try await tool.output(
            "transaction", "create", "12345", "PTS", "--from", "@world", "--to", "@points",
            "--minor-units")
        let text = try await tool.output("balance", "get", "@points", "--currency", "PTS")
        #expect(text.contains("current           12345 minor units of PTS"))
    }
}
