import Ledger
import TestSupport
import Testing

@Suite struct `The monitor commands` {
    @Test func `make a monitor out of a condition in words`() async throws {
        let tool = Tool(try await RunningServer())
        _ = try await tool.makeBalance("@alice")
        let text = try await tool.output(
            "monitor", "create", "debit_balance >= 1000.00", "--balance", "@alice", "--currency",
            "USD", "--trigger", "every-match", "--description", "spent much")
        #expect(
            text.normalized == """
                monitor         <mon>
                condition       debit_balance >= 1000.00
                in minor units  100000
                precision       100
                balance         <bln>
                trigger         EVERY_MATCH
                state           NOT_MET
                enabled         yes
                description     spent much
                fired           never
                version         1
                created         <time>
                updated         <time>

                """)
    }

    @Test func `say that a condition holds already`() async throws {
        let tool = Tool(try await RunningServer())
        let id = try await tool.makeBalance("@alice")
        let made = try await tool.run("monitor", "create", "balance < -0.5", "--balance", id)
        #expect(made.errors.isEmpty)
        let met = try await tool.run("monitor", "create", "balance=0", "--balance", id)
        #expect(met.status == 0)
        #expect(met.output.contains("state           MET"))
        #expect(met.errors.contains("its condition holds already: it fires when that was false"))
        let every = try await tool.run(
            "monitor", "create", "balance=0", "--balance", id, "--trigger", "every-match")
        #expect(every.errors.contains("it fires at the next change that leaves it so"))
        let off = try await tool.run(
            "monitor", "create", "balance=0", "--balance", id, "--disabled")
        #expect(off.errors.isEmpty)
    }

    @Test func `count firings, change, switch off and delete a monitor`() async throws {
        let tool = Tool(try await RunningServer())
        let balance = try await tool.makeBalance("@alice")
        let made = try await tool.json(
            "monitor", "create", "balance > 10.00", "--balance", balance)
        let id = try #require(made.first?["monitor"]?["monitor_id"]?.string)
        try await tool.move("10.01", from: "@world", to: "@alice")
        #expect(try await tool.output("monitor", "get", id).contains("fired           once, last"))
        let table = try await tool.output("monitor", "list", "--state", "met")
        #expect(table.contains("balance > 10.00  MET"))
        let changed = try await tool.output(
            "monitor", "update", id, "--condition", "available_balance < 5.00", "--disable",
            "--description", "little left")
        #expect(changed.contains("condition       available_balance < 5.00"))
        #expect(changed.contains("enabled         no"))
        let deleted = try await tool.output("monitor", "delete", id)
        #expect(deleted == "deleted \(id)\n")
        let gone = try await tool.run("monitor", "get", id)
        #expect(gone.status == 1)
        #expect(gone.errors.hasPrefix("BAL_MONITOR_NOT_FOUND: "))
        #expect(gone.errors.contains("try: tidemark monitor list"))
    }

    @Test(arguments: [
        (["debit_balnce > 5"], "at character 1: a sum is missing, such as debit_balance"),
        (["  balance => 5"], "at character 11: none of > < = != >= <= stands behind the sum"),
        (["debit_balance"], "at character 14: none of"),
        (["balance > "], "no value at its end"),
        (["balance > x"], "at character 11: there is no value"),
        (["balance > 5 percent"], "at character 13: nothing but rearm"),
        (["balance > 5% off"], #"at character 14: "of" is missing"#),
        (["balance > 5% of credit_limt"], "at character 17: a percentage is of a limit or a sum"),
        (["balance > 5 rearm"], "at character 13: nothing but rearm and a value"),
        (["balance > 5 rearm low"], "at character 19: there is no value behind rearm"),
        (["balance > 5 and balance < 9"], "at character 13: each condition stands in quotes"),
        (["balance > 5", "--cooldown", "5"], "a whole number and s, m, h or d"),
        (["balance > 5", "--cooldown", "0m"], "at least 1s and at most a hundred years"),
        (["balance > 5", "--any"], "there is one"),
        (["balance > 5", "balance < 9", "--rearm", "4"], "--rearm is for one condition"),
        (["balance > 5", "--step", "low=1"], "with --step the values are those of the steps"),
        (["balance >", "--step", "low"], "a severity and a value"),
        (["balance >", "--step", "low=1:"], "at character 5: there is no value"),
        (["balance > 5", "--roll-up"], "give one"),
        (["balance > 5", "--ledger", "ldg_1"], "nothing narrows it further"),
    ])
    func `say what is wrong with a condition, and where`(
        _ arguments: [String], _ reason: String
    ) async throws {
        let tool = Tool(try await RunningServer())
        let refused = try await tool.start(
            ["monitor", "create"] + arguments + ["--balance", "bln_1"]
        ).result()
        #expect(refused.status == 2)
        #expect(refused.errors.contains(reason), "\(refused.errors)")
    }
}
