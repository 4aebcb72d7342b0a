import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Everything that is refused of wider monitors, by the name of its field.
@Suite struct MonitorRefusalTests {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
        try await client.balance("@a", multiplier: 100)
    }

    static let unknown = "mon_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"

    static func creating(
        _ what: String, _ reason: String, _ field: String, code: StatusCode = .invalidArgument,
        _ change: @escaping @Sendable (inout V1.CreateMonitorRequest) -> Void
    ) -> Refusing {
        Refusing(what, code, reason, field: field) { client in
            var request = V1.CreateMonitorRequest(
                indicator: "@a", currency: "USD",
                condition: .init(field: .balance, operator: .greaterThan, preciseValue: "1"))
            change(&request)
            return try await client.monitors.createMonitor(request)
        }
    }

    private static func conditions(_ count: Int) -> [V1.MonitorCondition] {
        (0..<count).map {
            .init(field: .balance, operator: .greaterThan, preciseValue: "\($0)")
        }
    }

    private static func steps(_ count: Int) -> [V1.MonitorStep] {
        (0..<count).map { .init(severity: "s", preciseValue: "\($0)") }
    }

    static let rows: [Refusing] = [
        creating("one of several", "FIELD_INVALID", "conditions") {
            $0.condition = nil
            $0.conditions = conditions(1)
        },
        creating("nine conditions", "MONITOR_TOO_COMPLEX", "conditions") {
            $0.condition = nil
            $0.conditions = conditions(9)
        },
        creating("a condition beside several", "FIELD_INVALID", "conditions") {
            $0.conditions = conditions(2)
        },
        creating("a part of several", "INVALID_AMOUNT", "conditions[1].value") {
            $0.condition = nil
            $0.conditions = conditions(2)
            $0.conditions[1].value = "x"
        },
        creating("precision of a part", "PRECISION_MISMATCH", "", code: .failedPrecondition) {
            $0.condition = nil
            $0.conditions = conditions(2)
            ($0.conditions[1].value, $0.conditions[1].precision) = ("1", 10)
        },
        creating("a join of one", "FIELD_INVALID", "match") { $0.match = .any },
        creating("a ladder of one", "FIELD_INVALID", "steps") {
            $0.condition?.preciseValue = ""
            $0.steps = steps(1)
        },
        creating("a ladder of seventeen", "MONITOR_TOO_COMPLEX", "steps") {
            $0.condition?.preciseValue = ""
            $0.steps = steps(17)
        },
        creating("a value beside steps", "FIELD_INVALID", "condition.value") {
            $0.steps = steps(2)
        },
        creating("a step without a severity", "FIELD_REQUIRED", "steps[1].severity") {
            $0.condition?.preciseValue = ""
            $0.steps = steps(2)
            $0.steps[1].severity = ""
        },
        creating("a step without a value", "FIELD_REQUIRED", "steps[0].value") {
            $0.condition?.preciseValue = ""
            $0.steps = steps(2)
            $0.steps[0].preciseValue = ""
        },
        creating("a long severity", "FIELD_INVALID", "steps[0].severity") {
            $0.condition?.preciseValue = ""
            $0.steps = steps(2)
            $0.steps[0].severity = String(repeating: "s", count: 65)
        },
        creating("rearming on the near side", "FIELD_INVALID", "condition.rearm_value") {
            $0.condition?.preciseRearmValue = "2"
        },
        creating("rearming an equality", "FIELD_INVALID", "condition.rearm_value") {
            $0.condition?.operator = .equal
            $0.condition?.preciseRearmValue = "0"
        },
        creating("rearming by words", "INVALID_AMOUNT", "condition.rearm_value") {
            $0.condition?.rearmValue = "few"
        },
        creating("a share of nothing", "FIELD_REQUIRED", "condition.percent_of.field") {
            $0.condition?.preciseValue = ""
            $0.condition?.percentOf = .init(percent: "5")
        },
        creating("a share of itself", "FIELD_INVALID", "condition.percent_of.field") {
            $0.condition?.preciseValue = ""
            $0.condition?.percentOf = .init(percent: "5", base: .field(.balance))
        },
        creating("a share in words", "INVALID_AMOUNT", "condition.percent_of.percent") {
            $0.condition?.preciseValue = ""
            $0.condition?.percentOf = .init(percent: "5%", base: .limit(.creditLimit))
        },
        creating("a share beside a value", "FIELD_INVALID", "condition.value") {
            $0.condition?.percentOf = .init(percent: "5", base: .limit(.creditLimit))
        },
        creating("a share to rearm", "FIELD_INVALID", "condition.rearm_value") {
            $0.condition?.preciseValue = ""
            $0.condition?.percentOf = .init(percent: "5", base: .limit(.creditLimit))
            $0.condition?.preciseRearmValue = "1"
        },
        creating("a cooldown below nothing", "FIELD_INVALID", "cooldown") {
            $0.cooldown = .init(seconds: -1)
        },
        creating("a cooldown of 367 days", "FIELD_INVALID", "cooldown") {
            $0.cooldown = .init(seconds: 367 * 86_400)
        },
        creating("a long key", "FIELD_INVALID", "override_key") {
            $0.overrideKey = String(repeating: "k", count: 65)
        },
        creating("two things to watch", "FIELD_INVALID", "roll_up") {
            $0.rollUp = .init(currency: "USD", indicatorPrefix: "@")
        },
        creating("everything", "FIELD_REQUIRED", "roll_up") {
            ($0.indicator, $0.currency) = ("", "")
            $0.rollUp = .init(currency: "USD")
        },
        creating("a sum of an unknown ledger", "LEDGER_NOT_FOUND", "", code: .notFound) {
            ($0.indicator, $0.currency) = ("", "")
            $0.rollUp = .init(
                currency: "USD", ledgerID: "ldg_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10")
        },
        creating("a sum with a key", "FIELD_INVALID", "override_key") {
            ($0.indicator, $0.currency) = ("", "")
            $0.rollUp = .init(currency: "USD", indicatorPrefix: "@")
            $0.overrideKey = "k"
        },
        creating("a share of a sum's limit", "FIELD_INVALID", "condition.percent_of.limit") {
            ($0.indicator, $0.currency) = ("", "")
            $0.rollUp = .init(currency: "USD", indicatorPrefix: "@")
            $0.condition?.preciseValue = ""
            $0.condition?.percentOf = .init(percent: "5", base: .limit(.creditLimit))
        },
        creating("five tests of metadata", "FIELD_INVALID", "roll_up.meta_data") {
            ($0.indicator, $0.currency) = ("", "")
            $0.rollUp = .init(
                currency: "USD", metaData: (0..<5).map { .init(key: "k\($0)") })
        },
        creating("a rule in major units", "FIELD_INVALID", "condition.value") {
            ($0.indicator, $0.currency) = ("", "")
            $0.ledgerRule = .init(ledgerID: "general_ledger_id")
            $0.condition?.value = "1"
        },
        creating("a rule that fires at once", "FIELD_INVALID", "fire_immediately") {
            ($0.indicator, $0.currency) = ("", "")
            $0.ledgerRule = .init(ledgerID: "general_ledger_id")
            $0.fireImmediately = true
        },
    ]

    @Test(arguments: rows) func `refuse`(_ row: Refusing) async throws {
        try await row.check(client)
    }

    @Test func `refuse parts of a condition where there are several`() async throws {
        let monitor = try await client.watch {
            $0.condition = nil
            $0.conditions = Self.conditions(2)
        }
        let row = Refusing(
            "a part", .invalidArgument, "FIELD_INVALID", field: "condition"
        ) {
            try await $0.monitors.updateMonitor(
                .init(
                    monitorID: monitor.monitorID, condition: .init(preciseValue: "5"),
                    updateMask: .init(paths: ["condition.value"])))
        }
        try await row.check(client)
    }

    @Test func `refuse more than can be asked at every change`() async throws {
        @Sendable func share(_ request: inout V1.CreateMonitorRequest) {
            request.condition?.percentOf = .init(percent: "5", base: .limit(.creditLimit))
        }
        for _ in 0..<32 { try await client.watch(.balance, .greaterThan, "", share) }
        let row = Refusing(
            "another", .invalidArgument, "MONITOR_TOO_COMPLEX", field: "condition"
        ) {
            try await $0.watch(.balance, .greaterThan, "", share)
        }
        try await row.check(client)
    }
}
