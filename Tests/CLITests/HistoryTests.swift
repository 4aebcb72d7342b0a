import Ledger
import TestSupport
import Testing

@Suite struct `The history of a balance` {
    @Test func `is shown as of a time, a recorded time and a sequence`() async throws {
        let tool = Tool(try await RunningServer())
        let id = try await tool.makeBalance("@alice")
        try await tool.move("100.00", from: "@world", to: "@alice")
        _ = try await tool.output(
            "transaction", "create", "5.00", "USD", "--from", "@world", "--to", "@alice",
            "--effective-at", "2020-02-01T00:00:00Z")
        func balance(_ point: String...) async throws -> String? {
            let result = try await tool.start(["balance", "get", id, "--json"] + point).result()
            let reply = try JSONValue(parsing: result.output)
            return reply["balance"]?["balance"]?.string
        }
        #expect(try await balance() == "10500")
        #expect(try await balance("--as-of", "2020-03-01T00:00:00Z") == "500")
        #expect(try await balance("--as-of-recorded", "2020-03-01T00:00:00Z") == "0")
        #expect(try await balance("--as-of-sequence", "2") == "10000")
        let text = try await tool.output(
            "balance", "get", "@alice", "--currency", "USD", "--as-of", "2020-03-01T00:00:00Z")
        #expect(text.hasPrefix("as of 2020-03-01 00:00:00.000Z\n\nbalance "))
        #expect(text.contains(/current +5\.00 USD\n/))
        let two = try await tool.run(
            "balance", "get", id, "--as-of-sequence", "2", "--as-of", "2020-03-01T00:00:00Z")
        #expect(two.status == 2)
    }

    @Test func `adds up to the sums`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        try await tool.move("100.00", from: "@world", to: "@alice")
        try await tool.move("0.50", from: "@alice", to: "@bob")
        #expect(
            try await tool.output("balance", "recompute", "@alice", "--currency", "USD") == """
                2 entries add up to the stored sums

                SUM             STORED  RECOMPUTED
                current          99.50       99.50
                available        99.50       99.50
                credits         100.00      100.00
                debits            0.50        0.50
                held coming in    0.00        0.00
                held going out    0.00        0.00
                version              3           3

                """)
    }

    @Test func `keeps where the money is from`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.output(
            "balance", "create", "@grants", "--currency", "USD", "--precision", "100",
            "--track-lineage", "fifo")
        _ = try await tool.output(
            "transaction", "create", "10.00", "USD", "--from", "@world", "--to", "@grants",
            "--meta-data", #"{"BLNK_LINEAGE_PROVIDER": "eu"}"#)
        try await tool.move("20.00", from: "@world", to: "@grants")
        _ = try await tool.output(
            "transaction", "create", "15.00", "USD", "--from", "@grants", "--to", "@lab",
            "--reference", "spent")
        #expect(
            try await tool.output("balance", "lineage", "@grants", "--currency", "USD") == """
                PROVIDER  RECEIVED  SPENT  AVAILABLE
                eu           10.00  10.00       0.00
                @world       20.00   5.00      15.00

                """)
        let spent = try await tool.output("transaction", "get", "spent")
        #expect(
            spent.normalized.hasSuffix(
                """

                PROVIDER  AMOUNT  DEPOSIT                                   BALANCE
                eu         10.00  <txn>  <bln>
                @world      5.00  <txn>  <bln>

                """))
        let plain = try await tool.run("balance", "lineage", "@lab", "--currency", "USD")
        #expect(plain.errors.hasPrefix("LINEAGE_NOT_TRACKED: "))
        #expect(plain.errors.contains("--track-lineage"))
        let wrong = try await tool.run(
            "balance", "create", "@x", "--currency", "USD", "--track-lineage", "best")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("proportional"))
    }

    @Test func `ends with a closed balance, and goes on with an opened one`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        let update = ["balance", "update", "@alice", "--currency", "USD", "--status"]
        try await tool.move("1.00", from: "@world", to: "@alice")
        let full = try await tool.start(update + ["closed"]).result()
        #expect(full.errors.hasPrefix("BALANCE_NOT_EMPTY: "))
        try await tool.move("1.00", from: "@alice", to: "@world")
        for (status, reason) in [("frozen", "BALANCE_FROZEN"), ("closed", "BALANCE_CLOSED")] {
            #expect(try await tool.start(update + [status]).result().status == 0)
            let refused = try await tool.run(
                "transaction", "create", "1.00", "USD", "--from", "@world", "--to", "@alice")
            #expect(refused.errors.hasPrefix("\(reason): "))
        }
        #expect(try await tool.start(update + ["open"]).result().status == 0)
        try await tool.move("1.00", from: "@world", to: "@alice")
    }

    @Test func `is found by facts`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.output(
            "balance", "create", "@alice", "--currency", "USD", "--meta-data", #"{"tier": "gold"}"#)
        _ = try await tool.makeBalance("@bob")
        let found = try await tool.json("balance", "list", "--meta-data", "tier=gold")
        #expect(found.map { $0["indicator"]?.string } == ["@alice"])
    }
}
