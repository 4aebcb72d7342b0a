import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Every refusal that the protos promise for transactions in this version.
@Suite struct `A transaction is refused` {
    @Test(arguments: shapes + states) func `with its code, reason and field`(
        _ row: Refusing
    ) async throws {
        let server = try await TestServer()
        let client = try server.client()
        try await client.balance("@a", overdraft: "10")
        try await client.balance("@capped", ceiling: "5")
        let frozen = try await client.balance("@frozen")
        let closed = try await client.balance("@closed")
        try await client.balances.setStatus(.frozen, of: frozen)
        try await client.balances.setStatus(.closed, of: closed)
        try await client.balance("@cents", multiplier: 100)
        try await client.pay("1", to: "@a", reference: "used")
        try await row.check(client)
    }

    static let unknown = "bln_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"

    static func paying(
        _ what: String, _ reason: String, _ field: String, code: StatusCode = .invalidArgument,
        _ change: @escaping @Sendable (inout V1.CreateTransactionRequest) -> Void
    ) -> Refusing {
        Refusing("with \(what)", code, reason, field: field) { client in
            try await client.pay("1", to: "@a", change)
        }
    }

    static let shapes: [Refusing] = [
        paying("no reference", "FIELD_REQUIRED", "reference") { $0.reference = "" },
        paying("a long reference", "FIELD_INVALID", "reference") {
            $0.reference = String(repeating: "r", count: 257)
        },
        paying("no currency", "FIELD_REQUIRED", "currency") { $0.currency = "" },
        paying("no source", "FIELD_REQUIRED", "source") { $0.source = "" },
        paying("no destination", "FIELD_REQUIRED", "destination") { $0.destination = "" },
        paying("half an id", "FIELD_INVALID", "source") { $0.source = "bln_1" },
        paying("a foreign id", "FIELD_INVALID", "transaction_id") { $0.transactionID = unknown },
        paying("a foreign ledger id", "FIELD_INVALID", "ledger_id") { $0.ledgerID = "x" },
        paying("a long description", "FIELD_INVALID", "description") {
            $0.description = String(repeating: "d", count: 1025)
        },
        paying("a limit without overdraft", "FIELD_INVALID", "overdraft_limit") {
            $0.overdraftLimit = "5"
        },
        paying("a negative limit", "INVALID_AMOUNT", "overdraft_limit") {
            $0.allowOverdraft = true
            $0.overdraftLimit = "-5"
        },
        paying("a time before 1970", "FIELD_INVALID", "effective_at") {
            $0.effectiveAt = .init(seconds: -1)
        },
        paying("a second of too many nanoseconds", "FIELD_INVALID", "effective_at") {
            $0.effectiveAt = .init(seconds: 1, nanos: 1_000_000_000)
        },
        paying("metadata cut short", "FIELD_INVALID", "meta_data") { $0.metaData = "{" },
        paying("version zero expected", "FIELD_INVALID", "expected_versions[0].version") {
            $0.expectedVersions = [.init(balanceID: unknown, version: 0)]
        },
        paying("nobody's version expected", "FIELD_REQUIRED", "expected_versions[0].balance_id") {
            $0.expectedVersions = [.init(version: 1)]
        },
        paying("201 versions expected", "FIELD_INVALID", "expected_versions") {
            $0.expectedVersions = Array(
                repeating: .init(balanceID: unknown, version: 1), count: 201)
        },
    ]

    static let states: [Refusing] = [
        paying("a used reference", "DUPLICATE_REFERENCE", "", code: .alreadyExists) {
            $0.reference = "used"
            $0.preciseAmount = "2"
        },
        paying("an unknown ledger", "LEDGER_NOT_FOUND", "", code: .notFound) {
            $0.ledgerID = "ldg_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"
            $0.destination = "@new"
        },
        paying("an unknown id", "BALANCE_NOT_FOUND", "", code: .notFound) { $0.source = unknown },
        paying("one indicator twice", "SAME_BALANCE", "destination") { $0.source = "@a" },
        paying(
            "a precision that isn't the balance's", "PRECISION_MISMATCH", "",
            code: .failedPrecondition
        ) {
            $0.destination = "@cents"
            $0.precision = 10
        },
        paying("a frozen balance", "BALANCE_FROZEN", "", code: .failedPrecondition) {
            $0.destination = "@frozen"
        },
        paying("a closed balance", "BALANCE_CLOSED", "", code: .failedPrecondition) {
            $0.source = "@closed"
        },
        paying("more than there is", "INSUFFICIENT_FUNDS", "", code: .failedPrecondition) {
            $0.source = "@cents"
        },
        paying(
            "more than the overdraft", "OVERDRAFT_LIMIT_EXCEEDED", "",
            code: .failedPrecondition
        ) {
            $0.source = "@a"
            $0.destination = "@b"
            $0.preciseAmount = "12"
        },
        paying("more than the ceiling", "CREDIT_LIMIT_EXCEEDED", "", code: .failedPrecondition) {
            $0.destination = "@capped"
            $0.preciseAmount = "6"
        },
        Refusing("reading an unknown one", .notFound, "TRANSACTION_NOT_FOUND") {
            try await $0.transactions.getTransaction(
                .init(transactionID: "txn_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"))
        },
        Refusing("reading an unknown reference", .notFound, "TRANSACTION_NOT_FOUND") {
            try await $0.transactions.getTransactionByReference(.init(reference: "nobody's"))
        },
        Refusing(
            "a batch of none", .invalidArgument, "FIELD_INVALID", field: "transaction_ids"
        ) { try await $0.transactions.batchGetTransactions(.init()) },
    ]
}

extension BalanceServiceClient {
    fileprivate func setStatus(_ status: V1.BalanceStatus, of balance: V1.Balance) async throws {
        _ = try await updateBalance(.init(balanceID: balance.balanceID, status: status))
    }
}
