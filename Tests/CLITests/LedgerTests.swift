import Ledger
import TestSupport
import Testing

@Suite struct `The ledger commands` {
    @Test func `create, find, list and rename ledgers`() async throws {
        let tool = Tool(try await RunningServer())
        let made = try await tool.json(
            "ledger", "create", "Customers", "--meta-data", #"{"region":"EU"}"#)
        let id = try #require(made.first?["ledger"]?["ledger_id"]?.string)
        #expect(
            try await tool.output("ledger", "get", id).normalized == """
                ledger     <ldg>
                name       Customers
                version    1
                created    <time>
                updated    <time>
                meta data  {"region":"EU"}

                """)
        _ = try await tool.output(
            "ledger", "update", id, "--name", "Clients", "--expect-version", "1")
        let table = try await tool.output("ledger", "list", "--oldest-first")
        #expect(table.contains("general_ledger_id"))
        #expect(table.contains("Clients"))
        let stale = try await tool.run(
            "ledger", "update", id, "--name", "X", "--expect-version", "1")
        #expect(stale.errors.hasPrefix("VERSION_MISMATCH: "))
    }

    @Test func `put a balance into a ledger`() async throws {
        let tool = Tool(try await RunningServer())
        let made = try await tool.json("ledger", "create", "Customers")
        let id = try #require(made.first?["ledger"]?["ledger_id"]?.string)
        _ = try await tool.output(
            "balance", "create", "@a", "--currency", "USD", "--ledger", id)
        let rows = try await tool.json("balance", "list", "--ledger", id)
        #expect(rows.map { $0["indicator"]?.string } == ["@a"])
    }
}
