import Ledger
import TestSupport
import Testing

@Suite struct `The commands of holds and refunds` {
    /// A server on which @alice has 500 dollars and holds 100 of them for @hotel, as booking-17.
    private func booked() async throws -> Tool {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        try await tool.move("500.00", from: "@world", to: "@alice")
        _ = try await tool.output(
            "transaction", "create", "100.00", "USD", "--from", "@alice", "--to", "@hotel",
            "--hold", "--reference", "booking-17", "--expires-at", "2100-01-01T00:00:00Z")
        return tool
    }

    @Test func `show what a hold is and what became of it`() async throws {
        let tool = try await booked()
        _ = try await tool.output("transaction", "commit", "booking-17", "30.00")
        _ = try await tool.output("transaction", "refund", "booking-17", "5.00")
        #expect(
            try await tool.output("transaction", "get", "booking-17").normalized == """
                INFLIGHT  100.00 USD  @alice -> @hotel

                transaction   <txn>
                reference     booking-17
                sequence      3
                kind          HOLD
                created       <time>
                committed     30.00 USD
                released      0.00 USD
                remaining     70.00 USD
                refunded      5.00 USD
                hold expires  <time>

                """)
    }

    @Test func `commit a part, then the rest, each under a reference of its own`() async throws {
        let tool = try await booked()
        let text = try await tool.output(
            "transaction", "commit", "booking-17", "30.00", "--reference", "night-1")
        #expect(
            text.normalized == """
                APPLIED  30.00 USD  @alice -> @hotel

                transaction  <txn>
                reference    night-1
                sequence     4
                kind         COMMIT
                parent       <txn>
                created      <time>

                INFLIGHT  100.00 USD  @alice -> @hotel

                transaction   <txn>
                committed     30.00 USD
                released      0.00 USD
                remaining     70.00 USD
                hold expires  <time>

                BALANCE                                   INDICATOR  CURRENT  AVAILABLE  CURRENCY  STATUS  VERSION
                <bln>  @alice      470.00     400.00  USD       OPEN          4
                <bln>  @hotel       30.00      30.00  USD       OPEN          3

                """)
        let again = try await tool.run(
            "transaction", "commit", "booking-17", "30.00", "--reference", "night-1")
        #expect(again.status == 0)
        #expect(again.errors.contains("nothing was moved again"))
        let rest = try await tool.json("transaction", "commit", "booking-17")
        #expect(rest.first?["transaction"]?["precise_amount"]?.string == "7000")
        #expect(rest.first?["transaction"]?["reference"]?.string?.hasPrefix("ref_") == true)
        #expect(rest.first?["hold"]?["status"]?.string == "APPLIED")
        let over = try await tool.run("transaction", "commit", "booking-17", "1.00")
        #expect(over.errors.hasPrefix("ALREADY_COMMITTED: "))
        #expect(over.errors.contains("try: tidemark transaction get txn_"))
    }

    @Test func `say in the command's own units what remains`() async throws {
        let tool = try await booked()
        let commit = try await tool.run("transaction", "commit", "booking-17", "100.01")
        #expect(commit.status == 1)
        #expect(
            commit.errors == """
                COMMIT_EXCEEDS_REMAINING: 100.00 USD remains of the hold, 100.01 USD was asked for
                  try: without an amount, for all that remains

                """)
        let minor = try await tool.run(
            "transaction", "commit", "booking-17", "10000", "--minor-units", "--dry-run")
        #expect(minor.status == 0)
        #expect(minor.errors == "a dry run: nothing was kept\n")
        let raise = try await tool.run("transaction", "hold", "booking-17", "--amount", "700.00")
        #expect(
            raise.errors.hasPrefix(
                "INSUFFICIENT_FUNDS: @alice has 400.00 USD available, 600.00 USD is needed\n"))
        _ = try await tool.output("transaction", "commit", "booking-17", "30.00")
        let refund = try await tool.run("transaction", "refund", "booking-17", "30.01")
        #expect(
            refund.errors.hasPrefix(
                "REFUND_EXCEEDS_REMAINING: 30.00 USD can be refunded, 30.01 USD was asked for\n"))
        let lower = try await tool.run("transaction", "hold", "booking-17", "--amount", "30.00")
        #expect(lower.errors.contains("a hold's total is above what is committed, 30.00 USD"))
    }

    @Test func `void a hold once`() async throws {
        let tool = try await booked()
        let reply = try await tool.json("transaction", "void", "booking-17")
        #expect(reply.first?["hold"]?["precise_voided_amount"]?.string == "10000")
        let again = try await tool.run("transaction", "void", "booking-17")
        #expect(again.status == 1)
        #expect(again.errors.hasPrefix("ALREADY_VOIDED: "))
        let wrong = try await tool.run("transaction", "void", "booking-18")
        #expect(wrong.errors.hasPrefix("TRANSACTION_NOT_FOUND: "))
    }

    @Test func `raise, extend and unbind a hold`() async throws {
        let tool = try await booked()
        let raised = try await tool.json(
            "transaction", "hold", "booking-17", "--amount", "120.00", "--commit-at",
            "2099-01-01T00:00:00Z")
        #expect(raised.first?["hold"]?["precise_amount"]?.string == "12000")
        #expect(raised.first?["hold"]?["inflight_commit_at"]?.string == "2099-01-01T00:00:00Z")
        let freed = try await tool.json(
            "transaction", "hold", "booking-17", "--clear", "inflight_commit_at", "--expires-in",
            "2d")
        #expect(freed.first?["hold"]?["inflight_commit_at"] == nil)
        #expect(freed.first?["hold"]?["inflight_expires_at"]?.string != "2100-01-01T00:00:00Z")
        let nothing = try await tool.run("transaction", "hold", "booking-17")
        #expect(nothing.status == 2)
        #expect(nothing.errors.contains("say what to change"))
    }

    @Test func `tell of a hold that expired`() async throws {
        let tool = try await booked()
        let watch = try tool.start(["watch", "--type", "transaction.expired", "--count", "1"])
        _ = try await watch.errors.line(containing: "watching from")
        let made = try await tool.json(
            "transaction", "create", "20.00", "USD", "--from", "@alice", "--to", "@bob", "--hold",
            "--expires-in", "1s")
        let id = try #require(made.first?["transaction"]?["transaction_id"]?.string)
        let line = await watch.result().output
        #expect(line.contains("transaction.expired      20.00 USD  @alice -> @bob"))
        #expect(line.contains("of \(id)"))
        let late = try await tool.run("transaction", "commit", id)
        #expect(late.errors.hasPrefix("HOLD_EXPIRED: "))
    }

    @Test func `refund what was moved, and no more`() async throws {
        let tool = try await booked()
        _ = try await tool.output(
            "transaction", "create", "40.00", "USD", "--from", "@alice", "--to", "@shop",
            "--reference", "order-17")
        let part = try await tool.json("transaction", "refund", "order-17", "9.50")
        #expect(part.first?["refunded"]?["precise_refunded_amount"]?.string == "950")
        let rest = try await tool.json("transaction", "refund", "order-17")
        #expect(rest.first?["transaction"]?["precise_amount"]?.string == "3050")
        #expect(rest.first?["transaction"]?["kind"]?.string == "REFUND")
        let order = try await tool.json("transaction", "get", "order-17")
        let id = try #require(order.first?["transaction"]?["transaction_id"]?.string)
        let children = try await tool.json("transaction", "list", "--parent", id, "--oldest-first")
        #expect(children.map { $0["precise_amount"]?.string } == ["950", "3050"])
        #expect(children.last?["reference"]?.string == "\(id)_refund")
        let again = try await tool.json("transaction", "refund", "order-17")
        #expect(again.first?["replayed"] == .bool(true))
    }

    @Test func `keep the times of a hold to those of a hold`() async throws {
        let tool = try await booked()
        let plain = try await tool.run(
            "transaction", "create", "1.00", "USD", "--from", "@alice", "--to", "@bob",
            "--expires-in", "15m")
        #expect(plain.status == 2)
        #expect(plain.errors.contains("go with --hold"))
        // Sent again it would be another time, and so another content under the same reference.
        let moving = try await tool.run(
            "transaction", "create", "1.00", "USD", "--from", "@alice", "--to", "@bob", "--hold",
            "--expires-in", "15m", "--reference", "r")
        #expect(moving.status == 2)
        let wrong = try await tool.run("transaction", "hold", "booking-17", "--expires-in", "15x")
        #expect(wrong.status == 2)
    }
}
