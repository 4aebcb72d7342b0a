import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct `Splits, schedules and dry runs` {
    private func funded() async throws -> Tool {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        try await tool.move("500.00", from: "@world", to: "@alice")
        return tool
    }

    @Test func `divide an amount among several, and show each part`() async throws {
        let tool = try await funded()
        let text = try await tool.output(
            "transaction", "create", "80", "USD", "--from", "@alice", "--to", "@b=60%", "--to",
            "@fees=1.50", "--to", "@c=left", "--reference", "split-1")
        #expect(
            text.normalized.hasPrefix(
                """
                APPLIED  80.00 USD  @alice -> @b + @fees + @c

                transaction  <txn>
                reference    split-1
                sequence     3
                created      <time>

                SIDE  NAME    AMOUNT  BALANCE
                FROM  @alice   80.00  <bln>
                TO    @b       48.00  <bln>
                TO    @fees     1.50  <bln>
                TO    @c       30.50  <bln>

                BALANCE
                """))
        #expect(try await tool.output("transaction", "get", "split-1").contains("TO    @c"))
    }

    @Test func `take from several, in minor units too`() async throws {
        let tool = try await funded()
        try await tool.move("50.00", from: "@alice", to: "@bob")
        let reply = try await tool.json(
            "transaction", "create", "6000", "USD", "--from", "@alice=left", "--from", "@bob=4500",
            "--to", "@shop", "--minor-units")
        let sources = reply.first?["transaction"]?["sources"]?.elements ?? []
        #expect(sources.map { $0["precise_amount"]?.string } == ["1500", "4500"])
        let poor = try await tool.run(
            "transaction", "create", "60.00", "USD", "--from", "@alice=left", "--from", "@bob=45",
            "--to", "@shop")
        #expect(
            poor.errors.hasPrefix(
                "INSUFFICIENT_FUNDS: @bob has 5.00 USD available, 45.00 USD is needed\n"))
    }

    @Test func `say what a share has to be`() async throws {
        let tool = try await funded()
        let create = ["transaction", "create", "80", "USD", "--from", "@alice"]
        let bare = try await tool.start(create + ["--to", "@b", "--to", "@c=left"]).result()
        #expect(bare.status == 2)
        #expect(bare.errors.contains("@b needs a share: @b=60%, @b=20.00 or @b=left"))
        let large = try await tool.start(create + ["--to", "@b=160%"]).result()
        #expect(large.status == 2)
        #expect(large.errors.contains("above 0% and at most 100%"))
        let short = try await tool.start(create + ["--to", "@b=60%", "--to", "@c=10"]).result()
        #expect(short.status == 1)
        #expect(
            short.errors == """
                DISTRIBUTION_MISMATCH: the shares of destinations don't make up 80.00 USD exactly
                  try: one share as @name=left, which takes what the others leave

                """)
    }

    @Test func `leave alone an equals sign that belongs to a name`() async throws {
        let tool = try await funded()
        let reply = try await tool.json(
            "transaction", "create", "1.00", "USD", "--from", "@alice", "--to", "uid=carol")
        #expect(reply.first?["transaction"]?["destination"]?.string == "uid=carol")
        let split = try await tool.json(
            "transaction", "create", "1.00", "USD", "--from", "@alice", "--to", "uid=7=left")
        let legs = split.first?["transaction"]?["destinations"]?.elements ?? []
        #expect(legs.map { $0["identifier"]?.string } == ["uid=7"])
    }

    @Test func `say what would happen and keep nothing`() async throws {
        let tool = try await funded()
        let dry = try await tool.run(
            "transaction", "create", "80.00", "USD", "--from", "@alice", "--to", "@bob", "--dry-run"
        )
        #expect(dry.status == 0)
        #expect(dry.output.hasPrefix("APPLIED  80.00 USD  @alice -> @bob"))
        #expect(dry.errors == "a dry run: nothing was kept\n")
        let bob = try await tool.run("balance", "get", "@bob", "--currency", "USD")
        #expect(bob.errors.hasPrefix("BALANCE_NOT_FOUND: "))
        let refused = try await tool.run(
            "transaction", "create", "501.00", "USD", "--from", "@alice", "--to", "@bob",
            "--dry-run")
        #expect(refused.status == 1)
    }

    @Test func `schedule, list and cancel`() async throws {
        let tool = try await funded()
        let text = try await tool.output(
            "transaction", "create", "9.99", "USD", "--from", "@alice", "--to", "@bob", "--at",
            "2100-01-01T00:00:00Z", "--reference", "later")
        #expect(
            text.normalized == """
                SCHEDULED  9.99 USD  @alice -> @bob

                transaction    <txn>
                reference      later
                sequence       3
                created        <time>
                scheduled for  <time>

                """)
        let listed = try await tool.json(
            "transaction", "list", "--status", "scheduled", "--scheduled-since",
            "2099-01-01T00:00:00Z")
        #expect(listed.map { $0["reference"]?.string } == ["later"])
        let cancelled = try await tool.output("transaction", "cancel", "later")
        #expect(cancelled.hasPrefix("CANCELLED  9.99 USD"))
        let again = try await tool.run("transaction", "cancel", "later")
        #expect(again.status == 0 && again.errors == "it had been cancelled before\n")
        let past = try await tool.run(
            "transaction", "create", "9.99", "USD", "--from", "@alice", "--to", "@bob", "--at",
            "2020-01-01T00:00:00Z")
        #expect(past.errors.hasPrefix("TIME_PASSED: "))
        #expect(past.errors.contains("try: a time ahead of the server's clock"))
    }

    @Test func `tell why a scheduled one was rejected`() async throws {
        let tool = try await funded()
        let watch = try tool.start(["watch", "--type", "transaction.rejected", "--count", "1"])
        _ = try await watch.errors.line(containing: "watching from")
        // As soon as it may be: refused are only times that have passed on the way.
        for seconds in [1, 2, 4, 8, 16, 32, 64] {
            let time = Date.now.addingTimeInterval(Double(seconds)).ISO8601Format()
            let made = try await tool.run(
                "transaction", "create", "600.00", "USD", "--from", "@alice", "--to", "@bob",
                "--at", time, "--reference", "scheduled")
            if made.status == 0 { break }
            #expect(made.errors.hasPrefix("TIME_PASSED: "))
        }
        let line = await watch.result().output
        #expect(line.contains("transaction.rejected     600.00 USD  @alice -> @bob"))
        #expect(line.contains("INSUFFICIENT_FUNDS: "))
        let rejected = try await tool.json("transaction", "list", "--status", "rejected")
        #expect(rejected.map { $0["reference"]?.string } == ["scheduled"])
        let card = try await tool.output("transaction", "get", "scheduled")
        #expect(card.hasPrefix("REJECTED  600.00 USD"))
        #expect(card.contains("rejected       INSUFFICIENT_FUNDS: "))
    }

    @Test func `find transactions by what they are`() async throws {
        let tool = try await funded()
        _ = try await tool.output(
            "transaction", "create", "9.00", "USD", "--from", "@alice", "--to", "@bob", "--hold",
            "--meta-data", #"{"tier": "gold", "count": "5"}"#)
        func references(_ filter: String...) async throws -> Int {
            let result = try await tool.start(["transaction", "list", "--json"] + filter).result()
            #expect(result.status == 0, "\(filter): \(result.errors)")
            return result.output.split(separator: "\n").count
        }
        #expect(try await references("--kind", "hold") == 1)
        #expect(try await references("--kind", "transfer", "--status", "applied") == 1)
        #expect(try await references("--meta-data", "tier=gold") == 1)
        #expect(try await references("--meta-data", "tier=silver") == 0)
        #expect(try await references("--meta-data", #"count="5""#, "--meta-data", "tier") == 1)
        #expect(try await references("--meta-data", "count=5") == 0)
        #expect(try await references("--min-amount", "9.01", "--precision", "100") == 1)
        #expect(try await references("--max-amount", "900", "--minor-units") == 1)
        #expect(try await references("--until", "2020-01-01T00:00:00Z") == 0)
        let unclear = try await tool.run("transaction", "list", "--min-amount", "9")
        #expect(unclear.status == 2)
    }
}
