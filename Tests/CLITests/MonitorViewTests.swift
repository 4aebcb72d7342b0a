import Ledger
import TestSupport
import Testing

/// How monitors of every kind are sent and shown, whatever a server makes of them.
@Suite struct `A monitor on the command line` {
    /// Sends a command line, and gives the request that became of it.
    private func request(_ arguments: String...) async throws -> JSONValue {
        var request: JSONValue?
        try await RecordingServer.run(replies: [
            "BalanceService/GetBalance":
                #"{"balance": {"balance_id": "bln_1", "currency_multiplier": "100"}}"#
        ]) { server in
            let result = try await server.tool.start(["monitor", "create"] + arguments).result()
            #expect(result.status == 0, "\(result.errors)")
            request = server.last("MonitorService/CreateMonitor")
        }
        return try #require(request)
    }

    @Test func `has its values in the balance's units`() async throws {
        let one = try await request("debit_balance > 1000.00", "--balance", "bln_1")
        #expect(
            one["condition"]?.text == #"{"field":"debit_balance","operator":">","#
                + #""value":"1000.00","precision":"100"}"#)
        let minor = try await request(
            "debit_balance>=100000 rearm 90000", "--balance", "bln_1", "--minor-units")
        #expect(
            minor["condition"]?.text == #"{"field":"debit_balance","operator":">=","#
                + #""precise_value":"100000","precise_rearm_value":"90000"}"#)
    }

    @Test func `may be relative to a limit or a sum, without any units`() async throws {
        let limit = try await request("balance > 80% of credit-limit", "--balance", "bln_1")
        #expect(
            limit["condition"]?.text == #"{"field":"balance","operator":">","#
                + #""percent_of":{"percent":"80","limit":"CREDIT_LIMIT"}}"#)
        let sum = try await request(
            "available_balance < -12.5 % of credit_balance", "--balance", "bln_1")
        #expect(
            sum["condition"]?["percent_of"]?.text
                == #"{"percent":"-12.5","field":"credit_balance"}"#)
    }

    @Test func `may have several conditions, or a ladder`() async throws {
        let several = try await request(
            "balance > 5", "balance < 9 rearm 10", "--any", "--balance", "bln_1")
        #expect(several["condition"] == nil)
        #expect(several["conditions"]?.elements.count == 2)
        #expect(several["conditions"]?.elements.last?["rearm_value"]?.string == "10")
        #expect(several["match"]?.string == "ANY")
        let ladder = try await request(
            "debit_balance >", "--balance", "bln_1", "--step", "warning=1000.00", "--step",
            "a=b=5000:4500")
        #expect(
            ladder["condition"]?.text
                == #"{"field":"debit_balance","operator":">","precision":"100"}"#)
        #expect(
            ladder["steps"]?.text == #"[{"severity":"warning","value":"1000.00"},"#
                + #"{"severity":"a=b","value":"5000","rearm_value":"4500"}]"#)
    }

    @Test func `may watch a sum, or each balance of a ledger`() async throws {
        let sum = try await request(
            "balance < 5", "--roll-up", "--currency", "USD", "--precision", "100",
            "--of-meta-data", "tier=gold")
        #expect(
            sum["roll_up"]?.text
                == #"{"currency":"USD","meta_data":[{"key":"tier","value_json":"\"gold\""}]}"#)
        #expect(sum["currency"] == nil)
        let rule = try await request(
            "balance < 500", "--ledger-rule", "--ledger", "ldg_1", "--minor-units")
        #expect(rule["ledger_rule"]?.text == #"{"ledger_id":"ldg_1"}"#)
    }

    @Test(arguments: [
        (["--roll-up", "--indicator-prefix", "@a"], "--currency USD"),
        (["--roll-up", "--currency", "USD"], "of chosen balances"),
        (["--ledger-rule", "--currency", "USD"], "--ledger ldg_…"),
        (["--ledger-rule", "--ledger", "ldg_1", "--identity", "i"], "go with --roll-up"),
        (["--ledger-rule", "--roll-up", "--ledger", "ldg_1"], "give one"),
        (["--ledger", "ldg_1"], "go with --roll-up or --ledger-rule"),
        ([], "say what it watches"),
        (["--ledger-rule", "--ledger", "ldg_1"], "a rule for all currencies"),
    ])
    func `watches one thing that is chosen`(_ arguments: [String], _ reason: String) async throws {
        try await RecordingServer.run { server in
            let refused = try await server.tool.start(
                ["monitor", "create", "balance > 1"] + arguments
            ).result()
            #expect(refused.status == 2)
            #expect(refused.errors.contains(reason), "\(refused.errors)")
        }
    }

    private let monitor = """
        {"monitor_id": "mon_1", "enabled": true, "version": "3", "state": "MET",
         "condition": {"field": "debit_balance", "operator": ">", "precision": "100"},
         "steps": [
           {"severity": "warning", "value": "1000.00", "precise_value": "100000", "state": "MET",
            "fired_count": "2", "last_fired_at": "2026-03-01T12:00:00Z"},
           {"severity": "critical", "value": "5000.00", "rearm_value": "4500.00",
            "state": "NOT_MET"}],
         "trigger": "BOTH_EDGES", "cooldown": "300s", "fired_count": "2",
         "suppressed_count": "7", "override_key": "spend",
         "roll_up": {"currency": "USD", "indicator_prefix": "@pool/",
           "meta_data": [{"key": "tier", "value_json": "\\"gold\\""}, {"key": "vip"}]}}
        """

    @Test func `is shown with its ladder and its scope`() async throws {
        try await RecordingServer.run(
            replies: ["MonitorService/GetMonitor": #"{"monitor": \#(monitor)}"#]
        ) { server in
            let text = try await server.tool.output("monitor", "get", "mon_1")
            #expect(
                text == """
                    monitor       mon_1
                    condition     debit_balance > 1000.00, 5000.00
                    precision     100
                    sum over      USD, @pool/*, tier="gold", vip
                    trigger       BOTH_EDGES
                    cooldown      5m
                    override key  spend
                    state         MET
                    enabled       yes
                    fired         2 times
                    swallowed     7
                    version       3

                    STEP  SEVERITY    VALUE    REARM  STATE    FIRED  LAST
                       1  warning   1000.00           MET          2  2026-03-01 12:00:00.000Z
                       2  critical  5000.00  4500.00  NOT_MET      0

                    """)
        }
    }

    @Test func `says what it would say now, and what it would have fired`() async throws {
        let fired = """
            {"events": [{"sequence": "7", "type": "balance.monitor",
              "created_at": "2026-03-01T12:00:00Z", "monitor_notification": {
                "monitor": \(monitor), "observed_before": "99000", "observed_after": "101000",
                "severity": "critical", "step": 2, "currency": "USD", "indicator": "@a"}}]}
            """
        let replies = [
            "MonitorService/TestMonitor": """
            {"monitor": \(monitor), "state": "MET", "sequence": "9", "event_id": "evt_1",
             "observations": [{"field": "debit_balance", "after": "101000"}]}
            """,
            "MonitorService/ReplayMonitor": fired,
        ]
        try await RecordingServer.run(replies: replies) { server in
            let test = try await server.tool.run("monitor", "test", "mon_1", "--send")
            #expect(test.output.hasPrefix("MET at sequence 9\n\ndebit_balance  1010.00 USD\n\n"))
            #expect(test.output.contains("monitor       mon_1\n"))
            #expect(test.errors == "sent the test event evt_1\n")
            let order = try await server.tool.run(
                "monitor", "replay", "mon_1", "--from", "3", "--to", "2")
            #expect(order.status == 2)
            let replay = try await server.tool.output("monitor", "replay", "mon_1")
            #expect(
                replay == "2026-03-01 12:00:00.000Z       7  balance.monitor          sum over "
                    + #"USD, @pool/*, tier="gold", vip  debit_balance > 5000.00 rearm 4500.00: "#
                    + "990.00 USD -> 1010.00 USD  critical\n")
            let both = try await server.tool.run("monitor", "test", "mon_1", "--balance", "bln_1")
            #expect(both.status == 2)
            #expect(both.errors.contains("is stored"))
            let wrong = try await server.tool.run(
                "monitor", "replay", "balance => 1", "--balance", "bln_1")
            #expect(wrong.status == 2)
            #expect(wrong.errors.contains("'balance => 1': at character 9"))
        }
    }

    @Test func `that isn't stored is tried without an id, each sum shown once`() async throws {
        let reply = """
            {"monitor": {"monitor_id": "mon_9", "balance_id": "bln_1", "trigger": "CROSSING",
              "conditions": [
                {"field": "balance", "operator": ">", "value": "5", "precision": "100"},
                {"field": "balance", "operator": "<", "value": "9", "precision": "100"}]},
             "state": "NOT_MET", "sequence": "9", "observations": [
               {"field": "balance", "after": "200"}, {"field": "balance", "after": "200"}]}
            """
        let balance = """
            {"balance": {"balance_id": "bln_1", "currency": "USD", "currency_multiplier": "100"}}
            """
        try await RecordingServer.run(replies: [
            "MonitorService/TestMonitor": reply, "BalanceService/GetBalance": balance,
        ]) { server in
            let text = try await server.tool.output(
                "monitor", "test", "balance > 5", "balance < 9", "--balance", "bln_1")
            #expect(
                text == """
                    NOT_MET at sequence 9

                    balance  2.00 USD

                    condition  balance > 5 and balance < 9
                    balance    bln_1
                    trigger    CROSSING

                    """)
        }
    }

    @Test func `says where its test event went to nobody`() async throws {
        try await RecordingServer.run { server in
            let test = try await server.tool.run("monitor", "test", "mon_1", "--send")
            #expect(test.errors.hasPrefix("sent nothing: it has no call_back_url"))
        }
    }

    @Test func `leaves its ladder for a condition with a value`() async throws {
        try await RecordingServer.run { server in
            _ = try await server.tool.output(
                "monitor", "update", "mon_1", "--condition", "balance > 5", "--precision", "100")
            let one = server.last("MonitorService/UpdateMonitor")
            #expect(one?["update_mask"]?.string == "condition,steps")
            _ = try await server.tool.output(
                "monitor", "update", "mon_1", "--condition", "balance >", "--precision", "100",
                "--step", "low=1", "--step", "high=2")
            let ladder = server.last("MonitorService/UpdateMonitor")
            #expect(ladder?["update_mask"] == nil)
            #expect(ladder?["steps"]?.elements.count == 2)
        }
    }

    @Test(arguments: [["--rearm", "5"], ["--precision", "100"], ["--step", "a=1"], ["--any"]])
    func `changes a part of its condition only with the whole`(_ part: [String]) async throws {
        try await RecordingServer.run { server in
            let refused = try await server.tool.start(["monitor", "update", "mon_1"] + part)
                .result()
            #expect(refused.status == 2)
            #expect(refused.errors.contains("go with --condition"), "\(refused.errors)")
        }
    }

    @Test func `is switched on and off by a mask`() async throws {
        try await RecordingServer.run { server in
            _ = try await server.tool.output("monitor", "disable", "mon_1")
            let off = server.last("MonitorService/UpdateMonitor")
            #expect(off?["enabled"] == nil)
            #expect(off?["update_mask"]?.string == "enabled")
            _ = try await server.tool.output("monitor", "enable", "mon_1", "--expect-version", "2")
            let on = server.last("MonitorService/UpdateMonitor")
            #expect(on?["enabled"] == .bool(true))
            #expect(on?["expected_version"]?.string == "2")
        }
    }
}
