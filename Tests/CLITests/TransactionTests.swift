import Ledger
import TestSupport
import Testing

@Suite struct `The transaction commands` {
    @Test func `move money and show every balance it touched`() async throws {
        let tool = Tool(try await RunningServer())
        let text = try await tool.output(
            "transaction", "create", "100.50", "USD", "--from", "@world", "--to", "@alice",
            "--precision", "100", "--reference", "order-17", "--description", "first deposit")
        #expect(
            text.normalized == """
                APPLIED  100.50 USD  @world -> @alice

                transaction  <txn>
                reference    order-17
                sequence     1
                description  first deposit
                created      <time>

                BALANCE                                   INDICATOR  CURRENT  AVAILABLE  CURRENCY  STATUS  VERSION
                <bln>  @world     -100.50    -100.50  USD       OPEN          2
                <bln>  @alice      100.50     100.50  USD       OPEN          2

                """)
    }

    @Test func `take the precision from the balances once they have one`() async throws {
        let tool = Tool(try await RunningServer())
        let unknown = try await tool.run(
            "transaction", "create", "5.00", "USD", "--from", "@world", "--to", "@alice")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("how many minor units of USD make one isn't known yet"))
        #expect(unknown.errors.contains("try: --precision 100"))
        _ = try await tool.makeBalance("@alice")
        try await tool.move("5.00", from: "@world", to: "@alice")
        let wrong = try await tool.run(
            "transaction", "create", "5.00", "USD", "--from", "@world", "--to", "@alice",
            "--precision", "1000")
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasPrefix("PRECISION_MISMATCH: "))
        #expect(wrong.errors.contains("try: --precision 100"))
    }

    @Test func `apply a reference once, and say so the second time`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        let first = try await tool.json(
            "transaction", "create", "5.00", "USD", "--from", "@world", "--to", "@alice")
        let reference = try #require(first.first?["transaction"]?["reference"]?.string)
        #expect(reference.hasPrefix("ref_"))
        let again = try await tool.run(
            "transaction", "create", "5.00", "USD", "--from", "@world", "--to", "@alice",
            "--reference", reference)
        #expect(again.status == 0)
        #expect(again.errors.contains("nothing was moved again"))
        let other = try await tool.run(
            "transaction", "create", "6.00", "USD", "--from", "@world", "--to", "@alice",
            "--reference", reference)
        #expect(other.status == 1)
        #expect(other.errors.hasPrefix("DUPLICATE_REFERENCE: "))
        #expect(other.errors.contains("try: tidemark transaction get txn_"))
    }

    @Test func `say in the command's own units what is missing`() async throws {
        let tool = Tool(try await RunningServer())
        let id = try await tool.makeBalance("@alice")
        try await tool.move("80.00", from: "@world", to: "@alice")
        let refused = try await tool.run(
            "transaction", "create", "2000.50", "USD", "--from", "@alice", "--to", "@bob")
        #expect(refused.status == 1)
        #expect(refused.output.isEmpty)
        #expect(
            refused.errors == """
                INSUFFICIENT_FUNDS: @alice has 80.00 USD available, 2000.50 USD is needed
                  try: tidemark balance get \(id)

                """)
        let allowed = try await tool.output(
            "transaction", "create", "2000.50", "USD", "--from", "@alice", "--to", "@bob",
            "--allow-overdraft", "--overdraft-limit", "2000.00")
        #expect(allowed.contains("overdraft    down to 2000.00 USD"))
    }

    @Test func `refuse on a balance that has moved on`() async throws {
        let tool = Tool(try await RunningServer())
        let id = try await tool.makeBalance("@alice")
        try await tool.move("80.00", from: "@world", to: "@alice")
        let refused = try await tool.run(
            "transaction", "create", "1.00", "USD", "--from", "@alice", "--to", "@bob",
            "--expect-version", "\(id)=1")
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("VERSION_MISMATCH: "))
        _ = try await tool.output(
            "transaction", "create", "1.00", "USD", "--from", "@alice", "--to", "@bob",
            "--expect-version", "\(id)=2")
    }

    @Test func `find and list transactions`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        let made = try await tool.json(
            "transaction", "create", "5.00", "USD", "--from", "@world", "--to", "@alice",
            "--reference", "salary/2026-03", "--effective-at", "2026-03-01T00:00:00Z")
        let id = try #require(made.first?["transaction"]?["transaction_id"]?.string)
        try await tool.move("1.25", from: "@alice", to: "@bob")
        let byID = try await tool.output("transaction", "get", id)
        let byReference = try await tool.output("transaction", "get", "salary/2026-03")
        #expect(byID == byReference)
        #expect(byID.contains("effective    2026-03-01 00:00:00.000Z"))
        let table = try await tool.output(
            "transaction", "list", "--balance", "@bob", "--currency", "USD")
        #expect(table.contains("@alice -> @bob"))
        #expect(table.split(separator: "\n").count == 2)
        let rows = try await tool.json("transaction", "list", "--reference-prefix", "salary/")
        #expect(rows.map { $0["precise_amount"]?.string } == ["500"])
    }

    @Test func `keep every digit of the largest amounts`() async throws {
        let tool = Tool(try await RunningServer())
        let large = "170141183460469231731687303715884105727"
        let text = try await tool.output(
            "transaction", "create", large, "XYZ", "--from", "@world", "--to", "@whale",
            "--minor-units")
        #expect(text.contains("APPLIED  \(large) minor units of XYZ"))
    }
}
