import Ledger
import TestSupport
import Testing

@testable import Store

/// A transaction that moves more than one row takes.
@Suite struct `The entries of a transaction` {
    private let store: BareStore
    private static let shares = 40

    init() throws {
        store = try BareStore()
        var stamps = StampSource()
        let split = TransactionOrder(
            currency: .dollar, amount: Amount(Int128(Self.shares)),
            sources: [.init(.indicator(.world), .whole)],
            destinations: (0..<Self.shares).map {
                .init(.indicator(.make("@till \($0)")), .fixed(Amount(1)))
            })
        let commands = [
            .payment(1), .payment(2),
            Command.createTransaction(CreateTransaction(reference: .make("split"), order: split)),
            .payment(3),
        ]
        let steps = commands.enumerated().map { ($1, stamps.next(after: UInt64($0))) }
        _ = try store.apply(steps, after: BareStore.fresh)
    }

    @Test func `stand in one row, or in as many as they need`() throws {
        let rows = try store.records(.entries, EntryRow.self)
        #expect(rows.map(\.entries.count) == [2, 2, 16, 16, 9, 2])
        #expect(rows.map(\.number) == [2, 4, 20, 36, 45, 47])
        #expect(try store.view { try $0.findings() } == [])
    }

    @Test func `are found by their numbers, wherever they stand`() throws {
        try store.view { view in
            for number in 1...UInt64(47) {
                #expect(try view.entry(number)?.number == number)
            }
            #expect(try view.entry(0) == nil)
            #expect(try view.entry(48) == nil)
            let split = try #require(try view.transaction("split")?.movement)
            #expect(split.firstEntry == 5)
            let entries = try (5...45).map { try #require(try view.entry($0)) }
            #expect(Set(entries.map(\.transactionID)).count == 1)
            #expect(entries.dropFirst().map(\.balanceID) == split.destinations.map(\.balanceID))
            #expect(try view.counts().entries == 47)
        }
    }

    @Test func `are missing together, and none of them is taken for another`() throws {
        try store.delete(.entries, Key.number(36).bytes)
        try store.view { view in
            #expect(try view.entry(20) != nil)
            for number in UInt64(21)...36 { #expect(try view.entry(number) == nil) }
            #expect(try view.entry(37) != nil)
            for phase in [VerifyPhase.balances, .chain] {
                var records: [String] = []
                _ = try view.verify([phase], findingsMax: 1) { progress in
                    records += progress.findings.map(\.record)
                    return true
                }
                #expect(records == ["entries 36"], "\(phase)")
            }
        }
    }

    @Test func `fail the walk over a damaged row with its number`() throws {
        try store.damage(.entries, Key.number(20).bytes)
        try store.view { (view) throws in
            for number in [UInt64(5), 20] {
                #expect(throws: StoreError.damaged(table: "entries", key: "0000000000000014")) {
                    try view.entry(number)
                }
            }
            #expect(try view.entry(21) != nil)
            #expect(try view.findings().first?.record == "entries 20")
        }
    }
}
