import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `Ledgers over the wire` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `begin with one that is always there`() async throws {
        let general = try await client.ledgers.getLedger(.init(ledgerID: "general_ledger_id"))
        #expect(general.ledger?.name == "General Ledger")
        #expect(general.sequence == 0)
        let all = try await client.ledgers.listLedgers(.init())
        #expect(all.ledgers == [try given(general.ledger)])
    }

    @Test func `are created, renamed, described and read`() async throws {
        let created = try await client.ledgers.createLedger(
            .init(name: "Cards", metaData: #"{"a":1}"#))
        let ledger = try given(created.ledger)
        #expect(ledger.ledgerID.hasPrefix("ldg_"))
        #expect(ledger.version == 1)
        #expect(created.sequence == 1)
        let updated = try await client.ledgers.updateLedger(
            .init(
                ledgerID: ledger.ledgerID, name: "Debit", metaData: #"{"b":2}"#,
                expectedVersion: 1))
        #expect(updated.ledger?.name == "Debit")
        #expect(updated.ledger?.metaData == #"{"a":1,"b":2}"#)
        #expect(updated.ledger?.version == 2)
        #expect(updated.sequence == 2)
        let read = try await client.ledgers.getLedger(.init(ledgerID: ledger.ledgerID))
        #expect(read.ledger == updated.ledger)
    }

    @Test func `are created once by a chosen id`() async throws {
        let request = V1.CreateLedgerRequest(
            ledgerID: "ldg_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10", name: "Cards")
        let first = try await client.ledgers.createLedger(request)
        let second = try await client.ledgers.createLedger(request)
        #expect(first.ledger == second.ledger)
        #expect(!first.replayed && second.replayed)
    }

    @Test func `hold the balances that are put into them`() async throws {
        let ledger = try given(
            try await client.ledgers.createLedger(.init(name: "Cards")).ledger)
        try await client.balance("@outside")
        let inside = try await client.balance("@inside", ledger: ledger.ledgerID)
        let found = try await client.balances.listBalances(
            .init(filter: .init(ledgerID: ledger.ledgerID)))
        #expect(found.balances == [inside])
        try await client.pay("5", to: "@made") { $0.ledgerID = ledger.ledgerID }
        let both = try await client.balances.listBalances(
            .init(filter: .init(ledgerID: ledger.ledgerID), order: .oldestFirst))
        // What a transaction makes goes to the ledger that it names: the outside of USD too.
        #expect(both.balances.map(\.indicator) == ["@inside", "@world", "@made"])
    }

    @Test(arguments: [
        Refusing("creating without a name", .invalidArgument, "FIELD_REQUIRED", field: "name") {
            try await $0.ledgers.createLedger(.init())
        },
        Refusing("a long name", .invalidArgument, "FIELD_INVALID", field: "name") {
            try await $0.ledgers.createLedger(.init(name: String(repeating: "x", count: 257)))
        },
        Refusing("emptying the name", .invalidArgument, "FIELD_REQUIRED", field: "name") {
            try await $0.ledgers.updateLedger(
                .init(ledgerID: "general_ledger_id", updateMask: .init(paths: ["name"])))
        },
        Refusing("an unknown ledger", .notFound, "LEDGER_NOT_FOUND") {
            try await $0.ledgers.getLedger(
                .init(ledgerID: "ldg_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"))
        },
        Refusing("another version", .aborted, "VERSION_MISMATCH") {
            try await $0.ledgers.updateLedger(
                .init(ledgerID: "general_ledger_id", name: "x", expectedVersion: 9))
        },
    ]) func `refuse`(_ row: Refusing) async throws { try await row.check(client) }
}
