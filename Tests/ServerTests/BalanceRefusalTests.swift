import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Every refusal that the protos promise for balances, each against a server whose state it must
/// leave alone.
@Suite struct `A balance call is refused` {
    @Test(arguments: shapes + states) func `with its code, reason and field`(
        _ row: Refusing
    ) async throws {
        let server = try await TestServer()
        let client = try server.client()
        try await client.balance("@taken")
        try await row.check(client)
    }

    static let unknown = "bln_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"

    static func creating(
        _ what: String, _ reason: String, _ field: String, code: StatusCode = .invalidArgument,
        _ change: @escaping @Sendable (inout V1.CreateBalanceRequest) -> Void
    ) -> Refusing {
        Refusing("creating with \(what)", code, reason, field: field) { client in
            var request = V1.CreateBalanceRequest(currency: "USD")
            change(&request)
            return try await client.balances.createBalance(request)
        }
    }

    static let shapes: [Refusing] = [
        creating("no currency", "FIELD_REQUIRED", "currency") { $0.currency = "" },
        creating("a blank in the currency", "FIELD_INVALID", "currency") { $0.currency = "U D" },
        creating("a long currency", "FIELD_INVALID", "currency") {
            $0.currency = String(repeating: "x", count: 33)
        },
        creating("an id of another kind", "FIELD_INVALID", "balance_id") {
            $0.balanceID = "txn_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"
        },
        creating("an id in capitals", "FIELD_INVALID", "balance_id") {
            $0.balanceID = "bln_018F3C2E-6A54-7C6E-9B1D-2F5E8A7C4D10"
        },
        creating("no ledger's id", "FIELD_INVALID", "ledger_id") { $0.ledgerID = "ldg_1" },
        creating("an indicator like an id", "FIELD_INVALID", "indicator") {
            $0.indicator = "bln_x"
        },
        creating("a long indicator", "FIELD_INVALID", "indicator") {
            $0.indicator = String(repeating: "é", count: 129)
        },
        creating("a long identity", "FIELD_INVALID", "identity_id") {
            $0.identityID = String(repeating: "x", count: 257)
        },
        creating("a negative multiplier", "FIELD_INVALID", "currency_multiplier") {
            $0.currencyMultiplier = -1
        },
        creating("a negative overdraft", "INVALID_AMOUNT", "overdraft_limit") {
            $0.overdraftLimit = "-1"
        },
        creating("a decimal ceiling", "INVALID_AMOUNT", "credit_limit") { $0.creditLimit = "1.5" },
        creating("an endless ceiling", "AMOUNT_OVERFLOW", "credit_limit", code: .outOfRange) {
            $0.creditLimit = "170141183460469231731687303715884105728"
        },
        creating("a strategy without lineage", "FIELD_INVALID", "allocation_strategy") {
            $0.allocationStrategy = .lifo
        },
        creating("metadata that isn't an object", "FIELD_INVALID", "meta_data") {
            $0.metaData = "[1]"
        },
        creating("metadata with a key twice", "FIELD_INVALID", "meta_data") {
            $0.metaData = #"{"a":1,"a":2}"#
        },
        creating("metadata over its limit", "FIELD_INVALID", "meta_data") {
            $0.metaData = #"{"a":""# + String(repeating: "x", count: 16_384) + #""}"#
        },
        Refusing("reading without an id", .invalidArgument, "FIELD_REQUIRED", field: "balance_id") {
            try await $0.balances.getBalance(.init())
        },
        Refusing(
            "reading below sequence zero", .invalidArgument, "FIELD_INVALID", field: "min_sequence"
        ) { try await $0.balances.getBalance(.init(balanceID: unknown, minSequence: -1)) },
        Refusing(
            "a batch of none", .invalidArgument, "FIELD_INVALID", field: "balance_ids"
        ) { try await $0.balances.batchGetBalances(.init()) },
        Refusing(
            "a batch with a wrong id", .invalidArgument, "FIELD_INVALID", field: "balance_ids[1]"
        ) { try await $0.balances.batchGetBalances(.init(balanceIDs: [unknown, "x"])) },
        Refusing(
            "a batch of 1,001", .invalidArgument, "FIELD_INVALID", field: "balance_ids"
        ) {
            try await $0.balances.batchGetBalances(
                .init(balanceIDs: Array(repeating: unknown, count: 1001)))
        },
        Refusing(
            "a mask with a foreign name", .invalidArgument, "FIELD_INVALID", field: "update_mask"
        ) {
            try await $0.balances.updateBalance(
                .init(balanceID: unknown, updateMask: .init(paths: ["currency"])))
        },
        Refusing("clearing the status", .invalidArgument, "FIELD_REQUIRED", field: "status") {
            try await $0.balances.updateBalance(
                .init(balanceID: unknown, updateMask: .init(paths: ["status"])))
        },
        Refusing(
            "a negative version", .invalidArgument, "FIELD_INVALID", field: "expected_version"
        ) { try await $0.balances.updateBalance(.init(balanceID: unknown, expectedVersion: -1)) },
        Refusing("funds of nobody", .invalidArgument, "FIELD_REQUIRED", field: "balance_id") {
            try await $0.balances.checkFunds(.init(preciseAmount: "1"))
        },
        Refusing("funds of two", .invalidArgument, "FIELD_INVALID", field: "indicator") {
            try await $0.balances.checkFunds(
                .init(balanceID: unknown, indicator: "@a", preciseAmount: "1"))
        },
        Refusing(
            "funds with a limit alone", .invalidArgument, "FIELD_INVALID", field: "overdraft_limit"
        ) {
            try await $0.balances.checkFunds(
                .init(balanceID: unknown, preciseAmount: "1", overdraftLimit: "5"))
        },
    ]

    static let states: [Refusing] = [
        creating("an unknown ledger", "LEDGER_NOT_FOUND", "", code: .notFound) {
            $0.ledgerID = "ldg_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"
        },
        creating("a taken indicator", "DUPLICATE_INDICATOR", "", code: .alreadyExists) {
            $0.indicator = "@taken"
        },
        Refusing("reading an unknown one", .notFound, "BALANCE_NOT_FOUND") {
            try await $0.balances.getBalance(.init(balanceID: unknown))
        },
        Refusing("reading an unknown indicator", .notFound, "BALANCE_NOT_FOUND") {
            try await $0.balances.getBalanceByIndicator(.init(indicator: "@taken", currency: "EUR"))
        },
        Refusing("proving an unknown one", .notFound, "BALANCE_NOT_FOUND") {
            try await $0.balances.recomputeBalance(.init(balanceID: unknown))
        },
        Refusing("entries of an unknown one", .notFound, "BALANCE_NOT_FOUND") {
            try await $0.balances.listEntries(.init(balanceID: unknown))
        },
        Refusing("funds of an unknown one", .notFound, "BALANCE_NOT_FOUND") {
            try await $0.balances.checkFunds(.init(balanceID: unknown, preciseAmount: "1"))
        },
        Refusing(
            "funds in another currency", .failedPrecondition, "CURRENCY_MISMATCH"
        ) { client in
            let taken = try await client.balances.getBalanceByIndicator(
                .init(indicator: "@taken", currency: "USD")
            ).balance?.balanceID
            return try await client.balances.checkFunds(
                .init(balanceID: taken ?? "", currency: "EUR", preciseAmount: "1"))
        },
        Refusing("updating an unknown one", .notFound, "BALANCE_NOT_FOUND") {
            try await $0.balances.updateBalance(.init(balanceID: unknown, identityID: "x"))
        },
        Refusing("updating an older version", .aborted, "VERSION_MISMATCH") { client in
            let taken = try await client.balances.getBalanceByIndicator(
                .init(indicator: "@taken", currency: "USD")
            ).balance?.balanceID
            return try await client.balances.updateBalance(
                .init(balanceID: taken ?? "", identityID: "x", expectedVersion: 9))
        },
        Refusing("a sequence not reached", .unavailable, "SEQUENCE_NOT_REACHED") {
            try await $0.balances.getBalance(.init(balanceID: unknown, minSequence: 99))
        },
    ]
}
