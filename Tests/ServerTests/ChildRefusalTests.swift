import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Every refusal that the protos promise for what is done to holds, transactions and batches, each
/// against a server whose state it must leave alone.
@Suite struct `A call on a transaction is refused` {
    @Test(arguments: commits + voids + updates + refunds + others)
    func `with its code, reason and field`(_ row: Refusing) async throws {
        let server = try await TestServer()
        let client = try server.client()
        try await Self.prepare(client)
        try await row.check(client)
    }

    private static func prepare(_ client: Client) async throws {
        try await client.balance("@a", multiplier: 100)
        try await client.balance("@capped", ceiling: "60")
        try await client.pay("1000", to: "@a")
        for name in ["hold", "committed", "voided", "part"] {
            _ = try await client.hold("50", reference: name)
        }
        _ = try await client.hold("50", to: "@frozen", reference: "frozen")
        _ = try await client.hold("50", to: "@capped", reference: "capped")
        _ = try await client.hold("50", reference: "split") { $0.setDestinations("@x=20 @y=left") }
        try await client.commit(client.named("committed"))
        try await client.void(client.named("voided"))
        try await client.commit(client.named("part"), "20")
        try await client.pay("10", from: "@a", to: "@b", reference: "paid")
        try await client.pay("10", from: "@a", to: "@b", reference: "refunded")
        try await client.refund(client.named("refunded"))
        for name in ["scheduled", "cancelled"] {
            try await client.pay("10", from: "@a", to: "@b", reference: name) {
                $0.scheduledFor = .init(seconds: 4_000_000_000)
            }
        }
        _ = try await client.transactions.cancelTransaction(
            .init(transactionID: client.named("cancelled").transactionID))
        try await client.pay("50", from: "@b", to: "@world")
        let frozen = try await client.shown("@frozen")
        _ = try await client.balances.updateBalance(
            .init(balanceID: frozen.balanceID, status: .frozen))
    }

    private static let unknown = V1.Transaction(
        transactionID: "txn_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10")
    private static let noBalance = "bln_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"

    // MARK: What is refused

    private static func committing(
        _ name: String, _ what: String, _ reason: String, _ field: String = "",
        code: StatusCode = .failedPrecondition,
        _ change: @escaping @Sendable (inout V1.CommitInflightRequest) -> Void = { _ in }
    ) -> Refusing {
        Refusing("committing \(name) \(what)", code, reason, field: field) { client in
            try await client.commit(client.named(name), "", change)
        }
    }

    static let commits: [Refusing] = [
        Refusing("committing an unknown one", .notFound, "TRANSACTION_NOT_FOUND") {
            try await $0.commit(unknown)
        },
        committing("paid", "", "NOT_INFLIGHT"), committing("scheduled", "", "NOT_INFLIGHT"),
        committing("cancelled", "", "NOT_INFLIGHT"),
        committing("committed", "", "ALREADY_COMMITTED"),
        committing("voided", "", "ALREADY_VOIDED"),
        committing("hold", "too far", "COMMIT_EXCEEDS_REMAINING") { $0.preciseAmount = "51" },
        committing("frozen", "", "BALANCE_FROZEN"),
        committing("hold", "at another precision", "PRECISION_MISMATCH") { $0.amount = "1" },
        committing(
            "hold", "at the version of none", "BALANCE_NOT_FOUND", code: .notFound
        ) { $0.expectedVersions = [.init(balanceID: noBalance, version: 1)] },
        committing("hold", "twice", "FIELD_INVALID", "amount", code: .invalidArgument) {
            $0.preciseAmount = "1"
            $0.amount = "1"
        },
        committing(
            "hold", "for less than a cent", "INEXACT_AMOUNT", "amount", code: .invalidArgument
        ) {
            $0.amount = "0.001"
            $0.precision = 100
        },
        committing(
            "hold", "beyond all", "AMOUNT_OVERFLOW", "precise_amount", code: .outOfRange
        ) { $0.preciseAmount = "170141183460469231731687303715884105728" },
        committing(
            "hold", "at a negative precision", "FIELD_INVALID", "precision", code: .invalidArgument
        ) { $0.precision = -1 },
        committing("hold", "unreferenced", "FIELD_REQUIRED", "reference", code: .invalidArgument) {
            $0.reference = ""
        },
        committing("hold", "by a used reference", "DUPLICATE_REFERENCE", code: .alreadyExists) {
            $0.reference = "paid"
        },
        committing("hold", "by its own reference", "DUPLICATE_REFERENCE", code: .alreadyExists) {
            $0.reference = "hold"
        },
        committing("hold", "of no id", "FIELD_REQUIRED", "transaction_id", code: .invalidArgument) {
            $0.transactionID = ""
        },
        committing(
            "hold", "of a foreign id", "FIELD_INVALID", "transaction_id", code: .invalidArgument
        ) { $0.transactionID = noBalance },
        committing(
            "hold", "with a long word", "FIELD_INVALID", "description", code: .invalidArgument
        ) {
            $0.description = String(repeating: "d", count: 1025)
        },
        committing(
            "hold", "with broken metadata", "FIELD_INVALID", "meta_data", code: .invalidArgument
        ) { $0.metaData = "[" },
    ]

    static let voids: [Refusing] =
        [
            Refusing("voiding an unknown one", .notFound, "TRANSACTION_NOT_FOUND") {
                try await $0.void(unknown)
            }
        ]
        + [
            ("paid", "NOT_INFLIGHT"), ("scheduled", "NOT_INFLIGHT"),
            ("committed", "ALREADY_COMMITTED"), ("voided", "ALREADY_VOIDED"),
        ].map { name, reason in
            Refusing("voiding \(name)", .failedPrecondition, reason) {
                try await $0.void($0.named(name))
            }
        } + [
            Refusing("voiding by a used reference", .alreadyExists, "DUPLICATE_REFERENCE") {
                try await $0.void($0.named("hold"), reference: "paid")
            },
            Refusing("voiding at an old version", .aborted, "VERSION_MISMATCH") {
                let version = V1.ExpectedVersion(
                    balanceID: try await $0.shown("@a").balanceID, version: 1)
                return try await $0.void($0.named("hold")) { $0.expectedVersions = [version] }
            },
        ]

    private static func updating(
        _ name: String, _ what: String, _ reason: String, _ field: String = "",
        code: StatusCode = .failedPrecondition,
        _ change: @escaping @Sendable (inout V1.UpdateInflightRequest) -> Void
    ) -> Refusing {
        Refusing("changing \(name) \(what)", code, reason, field: field) { client in
            try await client.update(client.named(name), "", change)
        }
    }

    static let updates: [Refusing] = [
        Refusing("changing an unknown one", .notFound, "TRANSACTION_NOT_FOUND") {
            try await $0.update(unknown, "5")
        },
        updating("paid", "", "NOT_INFLIGHT") { $0.preciseAmount = "60" },
        updating("committed", "", "ALREADY_COMMITTED") { $0.preciseAmount = "60" },
        updating("voided", "", "ALREADY_VOIDED") { $0.preciseAmount = "60" },
        updating("part", "down", "INVALID_AMOUNT", "amount", code: .invalidArgument) {
            $0.preciseAmount = "20"
        },
        updating("split", "down", "DISTRIBUTION_MISMATCH", "destinations", code: .invalidArgument) {
            $0.preciseAmount = "19"
        },
        updating("hold", "up", "INSUFFICIENT_FUNDS") { $0.preciseAmount = "1000" },
        updating("hold", "up far", "OVERDRAFT_LIMIT_EXCEEDED") {
            $0.preciseAmount = "1000"
            $0.allowOverdraft = true
            $0.overdraftLimit = "10"
        },
        updating("capped", "up", "CREDIT_LIMIT_EXCEEDED") { $0.preciseAmount = "61" },
        updating("frozen", "up", "BALANCE_FROZEN") { $0.preciseAmount = "51" },
        updating("hold", "at another precision", "PRECISION_MISMATCH") { $0.amount = "60" },
        updating(
            "hold", "to the past", "TIME_PASSED", "inflight_expires_at", code: .invalidArgument
        ) { $0.inflightExpiresAt = .init(seconds: 1) },
        updating("hold", "into nothing", "FIELD_REQUIRED", "amount", code: .invalidArgument) { _ in
        },
        updating(
            "hold", "by a foreign name", "FIELD_INVALID", "update_mask", code: .invalidArgument
        ) {
            $0.updateMask = .init(paths: ["precise_amount"])
        },
        updating("hold", "to zero", "INVALID_AMOUNT", "precise_amount", code: .invalidArgument) {
            $0.preciseAmount = "0"
        },
        updating(
            "hold", "with a limit alone", "FIELD_INVALID", "overdraft_limit", code: .invalidArgument
        ) {
            $0.preciseAmount = "60"
            $0.overdraftLimit = "10"
        },
        updating("hold", "by a used reference", "DUPLICATE_REFERENCE", code: .alreadyExists) {
            $0.preciseAmount = "60"
            $0.reference = "hold"
        },
    ]

    private static func refunding(
        _ name: String, _ what: String, _ reason: String, _ field: String = "",
        code: StatusCode = .failedPrecondition,
        _ change: @escaping @Sendable (inout V1.RefundTransactionRequest) -> Void = { _ in }
    ) -> Refusing {
        Refusing("refunding \(name) \(what)", code, reason, field: field) { client in
            try await client.refund(client.named(name), "", change)
        }
    }

    static let refunds: [Refusing] = [
        refunding("hold", "", "NOT_REFUNDABLE"), refunding("voided", "", "NOT_REFUNDABLE"),
        refunding("scheduled", "", "NOT_REFUNDABLE"), refunding("cancelled", "", "NOT_REFUNDABLE"),
        refunding("refunded", "again", "REFUND_EXCEEDS_REMAINING"),
        refunding("paid", "too much", "REFUND_EXCEEDS_REMAINING") { $0.preciseAmount = "11" },
        refunding("committed", "what is spent", "INSUFFICIENT_FUNDS"),
        refunding("committed", "far below", "OVERDRAFT_LIMIT_EXCEEDED") {
            $0.allowOverdraft = true
            $0.overdraftLimit = "1"
        },
        refunding("paid", "at another precision", "PRECISION_MISMATCH") { $0.amount = "1" },
        refunding("paid", "nothing", "INVALID_AMOUNT", "precise_amount", code: .invalidArgument) {
            $0.preciseAmount = "0"
        },
        refunding("paid", "by a used reference", "DUPLICATE_REFERENCE", code: .alreadyExists) {
            $0.reference = "hold"
        },
        refunding("paid", "before 1970", "FIELD_INVALID", "effective_at", code: .invalidArgument) {
            $0.effectiveAt = .init(seconds: -1)
        },
    ]

    static let others: [Refusing] = [
        Refusing("cancelling an unknown one", .notFound, "TRANSACTION_NOT_FOUND") {
            try await $0.transactions.cancelTransaction(
                .init(transactionID: unknown.transactionID))
        },
        Refusing("cancelling a payment", .failedPrecondition, "NOT_SCHEDULED") {
            try await $0.transactions.cancelTransaction(
                .init(transactionID: $0.named("paid").transactionID))
        },
        Refusing("cancelling a hold", .failedPrecondition, "NOT_SCHEDULED") {
            try await $0.transactions.cancelTransaction(
                .init(transactionID: $0.named("hold").transactionID))
        },
        Refusing(
            "a batch of all or nothing", .failedPrecondition, "ALREADY_COMMITTED"
        ) { client in
            let id = try await client.named("committed").transactionID
            return try await client.transactions.createBatch(
                .init(items: [.paying("1", to: "@n"), .committing(id)], atomic: true))
        },
        Refusing("funds in another currency", .failedPrecondition, "CURRENCY_MISMATCH") {
            try await $0.balances.checkFunds(
                .init(
                    balanceID: $0.shown("@a").balanceID, currency: "EUR", preciseAmount: "1"))
        },
        Refusing("funds at another precision", .failedPrecondition, "PRECISION_MISMATCH") {
            try await $0.balances.checkFunds(
                .init(indicator: "@a", currency: "USD", amount: "1"))
        },
        Refusing("funds of less than a cent", .invalidArgument, "INEXACT_AMOUNT", field: "amount") {
            try await $0.balances.checkFunds(
                .init(indicator: "@a", currency: "USD", amount: "0.001", precision: 100))
        },
        Refusing("a share at no precision", .failedPrecondition, "PRECISION_MISMATCH") {
            try await $0.pay("200", from: "@a", to: "") {
                $0.destinations = [
                    .init(identifier: "@b", share: .amount("1")),
                    .init(identifier: "@c", share: .left(true)),
                ]
            }
        },
        Refusing(
            "a list of a wrong enum", .invalidArgument, "MALFORMED_REQUEST", field: "filter.status"
        ) { client in
            try await client.peer.unary(
                .init(
                    service: "tidemark.v1.TransactionService", method: "ListTransactions",
                    payload: [0x1A, 0x02, 0x18, 0x4D]))
        },
        Refusing(
            "a list of an unknown filter", .invalidArgument, "UNKNOWN_FILTER", field: "filter"
        ) { client in
            try await client.peer.unary(
                .init(
                    service: "tidemark.v1.TransactionService", method: "ListTransactions",
                    payload: [0x1A, 0x03, 0xFA, 0x06, 0x00]))
        },
    ]
}

extension Client {
    /// The transaction of a reference.
    fileprivate func named(_ reference: String) async throws -> V1.Transaction {
        try given(
            await transactions.getTransactionByReference(.init(reference: reference)).transaction)
    }
}
