import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct `The watch command` {
    @Test func `shows what happens as it happens`() async throws {
        let tool = Tool(try await RunningServer())
        let balance = try await tool.makeBalance("@alice")
        _ = try await tool.output(
            "monitor", "create", "balance > 10.00", "--balance", balance, "--description",
            "enough for lunch")
        let watch = try tool.start(["watch", "--count", "3"])
        _ = try await watch.errors.line(containing: "watching from sequence 3")
        try await tool.move("12.50", from: "@world", to: "@alice")
        let result = await watch.result()
        #expect(result.status == 0)
        #expect(
            result.output.normalized == """
                <time>       3  balance.created          @world  USD  <bln>
                <time>       3  transaction.applied      12.50 USD  @world -> @alice  <ref>
                <time>       3  balance.monitor          @alice  balance > 10.00: 0.00 USD -> 12.50 USD  enough for lunch

                """)
    }

    @Test func `shows once how things stand`() async throws {
        let tool = Tool(try await RunningServer())
        let alice = try await tool.makeBalance("@alice")
        _ = try await tool.makeBalance("@idle")
        _ = try await tool.output("monitor", "create", "balance > 0.50", "--balance", alice)
        _ = try await tool.output("monitor", "create", "balance > 2.00", "--balance", alice)
        try await tool.move("1.00", from: "@world", to: "@alice")
        let lines = try await tool.json("watch", "--once")
        let snapshot = try #require(lines.first)
        #expect(lines.count == 1)
        #expect(snapshot["sequence"]?.string == "5")
        #expect(snapshot["transaction_count"]?.string == "1")
        let balances = snapshot["balances"]?.elements ?? []
        #expect(Set(balances.prefix(2).map { $0["indicator"]?.string }) == ["@alice", "@world"])
        #expect(balances.last?["indicator"]?.string == "@idle")
        let monitors = snapshot["fired_monitors"]?.elements ?? []
        #expect(monitors.map { $0["condition"]?["value"]?.string } == ["0.50"])
        let one = try await tool.json("watch", "--once", "--indicator-prefix", "@al")
        #expect(one.first?["balances"]?.elements.count == 1)
        let text = try await tool.output("watch", "--once")
        #expect(text.hasPrefix("sequence      5\ntransactions  1\n\nBALANCE "))
        #expect(text.contains("balance > 0.50  MET"))
    }

    @Test func `keeps stored events to the event command`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        try await tool.move("1.00", from: "@world", to: "@alice")
        try await tool.move("0.25", from: "@alice", to: "@bob")
        let stored = try await tool.json("event", "list", "--type", "transaction.applied")
        #expect(stored.map { $0["sequence"]?.string } == ["2", "3"])
        #expect(stored.last?["transaction"]?["amount"]?.string == "0.25")
        let later = try await tool.json(
            "event", "list", "--from", "3", "--balance", "@bob", "--currency", "USD")
        #expect(later.map { $0["type"]?.string } == ["balance.created", "transaction.applied"])
        let none = try await tool.output("event", "list", "--from", "4")
        #expect(none.isEmpty)
        let refused = try await tool.run("watch", "--once", "--from", "3")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("tidemark event list"))
    }

    @Test func `tells what became of holds, schedules and refunds`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        try await tool.move("100.00", from: "@world", to: "@alice")
        let create = ["transaction", "create", "10.00", "USD", "--from", "@alice", "--to", "@bob"]
        for options in [
            ["--hold", "--reference", "h", "--expires-at", "2100-01-01T00:00:00Z"],
            ["--at", "2100-01-01T00:00:00Z", "--reference", "s"],
        ] {
            let made = try await tool.start(create + options).result()
            #expect(made.status == 0, "\(made.errors)")
        }
        _ = try await tool.output("transaction", "commit", "h", "4.00", "--reference", "c")
        _ = try await tool.output("transaction", "refund", "h", "1.00", "--reference", "r")
        _ = try await tool.output(
            "transaction", "void", "h", "--reference", "v", "--description", "no show")
        _ = try await tool.output("transaction", "cancel", "s")
        let text = try await tool.output("event", "list", "--from", "3")
        #expect(
            text.normalized == """
                <time>       3  balance.created          @bob  USD  <bln>
                <time>       3  transaction.inflight     10.00 USD  @alice -> @bob  h  until <time>
                <time>       4  transaction.scheduled    10.00 USD  @alice -> @bob  s  for <time>
                <time>       5  transaction.committed    4.00 USD  @alice -> @bob  c  of <txn>
                <time>       6  transaction.refunded     1.00 USD  @bob -> @alice  r  of <txn>
                <time>       7  transaction.void         6.00 USD  @alice -> @bob  v  of <txn>  no show
                <time>       8  transaction.cancelled    10.00 USD  @alice -> @bob  s

                """)
    }

    @Test func `reads back more events than a page holds`() async throws {
        let tool = Tool(try await RunningServer())
        for number in 1...6 { _ = try await tool.makeBalance("@\(number)") }
        let events = try await tool.json("event", "list", "--limit", "4")
        #expect(events.map { $0["sequence"]?.string } == ["1", "2", "3", "4"])
        let more = try await tool.run("event", "list", "--limit", "4")
        #expect(more.errors.contains("--from 5"))
        // Where it goes on is behind a whole commit.
        try await tool.move("1.00", from: "@world", to: "@1")
        let whole = try await tool.run("event", "list", "--from", "7", "--limit", "1")
        #expect(whole.output.split(separator: "\n").count == 2)
        #expect(whole.errors.contains("--from 8"))
    }

    @Test func `goes on where it was after the server was killed`() async throws {
        let folder = TemporaryFolder()
        let first = try await RunningServer(folder: folder)
        let tool = Tool(first)
        _ = try await tool.makeBalance("@alice")
        let watch = try tool.start(["watch", "--from-oldest", "--json", "--count", "4"])
        _ = try await watch.output.line(containing: "\"balance.created\"")
        await first.kill()
        let second = Tool(try await RunningServer(folder: folder))
        try await second.move("1.00", from: "@world", to: "@alice")
        try await second.move("2.00", from: "@world", to: "@alice")
        let result = await watch.result()
        #expect(result.status == 0)
        let events = try result.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(events.map { $0["sequence"]?.string } == ["1", "2", "2", "3"])
    }

    @Test func `says that it was interrupted, and ends well by Ctrl-C`() async throws {
        let server = try await RunningServer()
        let watch = try Tool(server).start(["watch"])
        _ = try await watch.errors.line(containing: "watching from sequence 1")
        await server.stop()
        _ = try await watch.errors.line(containing: "interrupted, trying again")
        watch.send(SIGINT)
        let result = await watch.result()
        #expect(result.status == 0)
        #expect(!result.wasSignalled)
        #expect(result.output.isEmpty)
    }

    @Test func `leaves no power over the terminal to texts of others`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        _ = try await tool.output(
            "transaction", "create", "1.00", "USD", "--from", "@world", "--to", "@alice",
            "--description", "\u{1B}[2Jgone\nnext")
        let text = try await tool.output("event", "list", "--type", "transaction.applied")
        #expect(text.contains(#"\u{1b}[2Jgone\nnext"#))
        #expect(!text.contains("\u{1B}"))
    }

    @Test func `names the types there are`() async throws {
        let tool = Tool(try await RunningServer())
        let refused = try await tool.run("watch", "--type", "balance.changed")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("balance.monitor"))
    }

    @Test func `refuses a beginning that isn't there yet`() async throws {
        let tool = Tool(try await RunningServer())
        let refused = try await tool.run("watch", "--from", "7")
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("FIELD_INVALID: "))
    }
}
