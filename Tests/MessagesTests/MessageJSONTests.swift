import Ledger
import Testing

@testable import Messages

@Suite struct `A message as JSON` {
    private let monitor = V1.CreateMonitorRequest(
        balanceID: "bln_1",
        condition: .init(
            field: .debitBalance, operator: .greaterThanOrEqual, value: "1", precision: .max),
        trigger: .everyMatch, cooldown: .init(seconds: 90, nanos: 500_000_000))

    @Test func `is written in the proto's names and people's words`() throws {
        #expect(
            try monitor.json() == """
                {"balance_id":"bln_1",\
                "condition":{"field":"debit_balance","operator":">=","value":"1",\
                "precision":"9223372036854775807"},\
                "trigger":"EVERY_MATCH","cooldown":"90.500s"}
                """)
    }

    @Test func `is read in all the spellings of an enum`() throws {
        for word in [">=", "GREATER_THAN_OR_EQUAL", "OPERATOR_GREATER_THAN_OR_EQUAL", "5"] {
            let operators = word == "5" ? word : "\"\(word)\""
            let json = try monitor.json().replacing("\">=\"", with: operators)
            #expect(try V1.CreateMonitorRequest(json: json) == monitor)
        }
        #expect(V1.EventType(word: "balance.monitor.cleared") == .balanceMonitorCleared)
        #expect(V1.EventType.transactionApplied.word == "transaction.applied")
        #expect(V1.MonitorField(word: "Available_Balance") == .availableBalance)
        #expect(V1.Operator.words == [">", "<", "=", "!=", ">=", "<="])
        #expect(V1.Operator(word: "==") == nil)
    }

    @Test func `is read in proto3's own spelling`() throws {
        let json = """
            {"balanceId": "bln_1", "condition": {"field": "MONITOR_FIELD_DEBIT_BALANCE",
             "operator": "OPERATOR_GREATER_THAN_OR_EQUAL", "value": "1",
             "precision": 9223372036854775807}, "trigger": "TRIGGER_EVERY_MATCH",
             "cooldown": "90.5s", "indicator": null}
            """
        #expect(try V1.CreateMonitorRequest(json: json) == monitor)
    }

    @Test func `shows defaults when asked`() throws {
        let split = V1.ExpectedVersion(balanceID: "bln_1")
        #expect(try split.json() == #"{"balance_id":"bln_1"}"#)
        #expect(
            try split.json(options: .init(includesDefaults: true))
                == #"{"balance_id":"bln_1","version":"0"}"#)
        let options = MessageJSONOptions(includesDefaults: true)
        // What may be absent stays absent; lists and texts are shown empty.
        let request = try V1.CreateMonitorRequest().json(options: options)
        #expect(request.contains(#""conditions":[]"#))
        #expect(request.contains(#""description":"""#))
        #expect(!request.contains(#""cooldown""#))
    }

    @Test func `shows a oneof's zero and an empty sub-message`() throws {
        #expect(
            try V1.BatchItem(request: .createLedger(.init())).json() == #"{"create_ledger":{}}"#)
    }

    @Test func `shows what an Any holds`() throws {
        let info = GoogleRPC.ErrorInfo(reason: "FROZEN", domain: "tidemark", metadata: ["b": "1"])
        let status = GoogleRPC.Status(
            code: 9, message: "no",
            details: [
                .init(
                    typeURL: "type.googleapis.com/google.rpc.ErrorInfo", value: info.serialized()),
                .init(typeURL: "type.googleapis.com/other.Type", value: [0xFF]),
                .init(
                    typeURL: "x/google.protobuf.Duration",
                    value: GoogleProtobuf.Duration(seconds: 1).serialized()),
            ])
        let json = try status.json()
        #expect(
            json == #"{"code":9,"message":"no","details":["#
                + #"{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"FROZEN","#
                + #""domain":"tidemark","metadata":{"b":"1"}},"#
                + #"{"@type":"type.googleapis.com/other.Type","@bytes":"/w=="},"#
                + #"{"@type":"x/google.protobuf.Duration","value":"1s"}]}"#)
        #expect(try GoogleRPC.Status(json: json) == status)
    }

    @Test func `shows messages within Any within Any up to a depth`() throws {
        var status = GoogleRPC.Status(message: "innermost")
        for _ in 0..<1000 {
            let any = GoogleProtobuf.AnyMessage(
                typeURL: "x/google.rpc.Status", value: status.serialized())
            status = GoogleRPC.Status(details: [any])
        }
        let json = try status.json()
        #expect(json.contains(#""@bytes":""#))
        #expect(try GoogleRPC.Status(json: json) == status)
    }
}

@Suite struct `JSON that is no message` {
    static let refusals: [(String, String)] = [
        ("", "the JSON ends too early (line 1, column 1)"),
        (#"{"a":1,"#, "the JSON ends too early (line 1, column 8)"),
        ("[]", "the message must be an object, not a list"),
        (
            #"{"balance": "x"}"#,
            "the message has no field \"balance\"; did you mean balance_id?"
        ),
        (
            #"{"balence_id": "x"}"#,
            "the message has no field \"balence_id\"; did you mean balance_id?"
        ),
        (
            #"{"condition": {"feild": "x"}}"#,
            "condition has no field \"feild\"; did you mean field?"
        ),
        (#"{"zzzzzzzz": 1}"#, "the message has no field \"zzzzzzzz\""),
        (#"{"balance_id": 5}"#, "balance_id must be a string, not a number"),
        (
            #"{"balance_id": "a", "balanceId": "b"}"#,
            "balance_id is given twice, or beside its alternative"
        ),
        (
            #"{"balance_id": "a", "balance_id": "b"}"#,
            "the key \"balance_id\" is in one JSON object twice (line 1, column 21)"
        ),
        (
            #"{"balance_id": "a\u0000b"}"#,
            "balance_id must be text without a NUL character, not \"a\0b\""
        ),
        (#"{"disabled": "true"}"#, "disabled must be true or false, not a string"),
        (
            #"{"condition": {"precision": 1.5}}"#,
            "condition.precision must be a whole number from -9223372036854775808 to "
                + "9223372036854775807, not \"1.5\""
        ),
        (
            #"{"condition": {"precision": "9223372036854775808"}}"#,
            "condition.precision must be a whole number from -9223372036854775808 to "
                + "9223372036854775807, not \"9223372036854775808\""
        ),
        (
            #"{"condition": {"operator": "=>"}}"#,
            "condition.operator can't be \"=>\"; it is one of >, <, =, !=, >=, <="
        ),
        (
            #"{"condition": {"operator": 77}}"#,
            "condition.operator can't be \"77\"; it is one of >, <, =, !=, >=, <="
        ),
        (#"{"conditions": {}}"#, "conditions must be a list, not an object"),
        (
            #"{"conditions": [{}, {"value": 1}]}"#,
            "conditions[1].value must be a string, not a number"
        ),
        (#"{"cooldown": "soon"}"#, "cooldown must be a duration such as 1.5s, not \"soon\""),
    ]

    @Test(arguments: refusals) func `is refused with a sentence`(_ json: String, _ sentence: String)
    {
        do {
            _ = try MessageJSON.decode("tidemark.v1.CreateMonitorRequest", json)
            Issue.record("accepted: \(json)")
        } catch {
            #expect(error.description == sentence)
        }
    }

    @Test func `gives one member of a oneof`() {
        #expect(throws: MessageJSONError(.givenTwice, at: "create_balance")) {
            try V1.BatchItem(json: #"{"create_ledger": {}, "create_balance": {}}"#)
        }
    }

    @Test func `names the key of a map`() {
        #expect(throws: MessageJSONError.self) {
            try GoogleRPC.ErrorInfo(json: #"{"metadata": {"k": 1}}"#)
        }
    }

    @Test func `needs a message that there is`() {
        #expect(
            throws: MessageJSONError(
                .unknownMessage("tidemark.v1.Balanse", near: ["tidemark.v1.Balance"]))
        ) {
            try MessageJSON.decode("tidemark.v1.Balanse", "{}")
        }
    }
}
