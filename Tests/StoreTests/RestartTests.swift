import Ledger
import TestSupport
import Testing

@testable import Store

/// What is known for ever is known to the next process as well.
@Suite struct `A store that is opened again` {
    private let clock = TestClock()
    private let folder = TemporaryFolder()

    private func open() throws -> LedgerStore {
        try LedgerStore(folder: folder.path, options: clock.options)
    }

    /// Does something to a store in a process of its own, as far as the store can tell.
    private func inTurn<R>(_ body: (LedgerStore) throws -> R) throws -> R {
        let store = try open()
        defer { store.close() }
        return try body(store)
    }

    private static let commands: [Command] = [
        .payment(1), .payment(2, to: "@shop"),
        .transfer(
            "hold", 40, from: "@till", to: "@shop", hold: HoldTerms(expiresAt: .start(plus: 50))),
        .transfer("later", 1, to: "@shop", scheduledFor: .start(plus: 100)),
        .createBalance(
            CreateBalance(
                id: BalanceID(bits: 0xB1), currency: .dollar, indicator: .make("@fund"))),
        .createLedger(CreateLedger(id: LedgerID(bits: 0x1D), name: "books")),
    ]

    @Test(arguments: [PendingWrite.Mode.each, .all, .dry])
    private func `answers what is repeated with the first results`(mode: PendingWrite.Mode) throws {
        let first = try inTurn { try $0.write(Self.commands, .all) }
        try #require(first.items.allSatisfy { $0.outcome.isApplied })
        let dump = try BareStore.open(folder.path) { try $0.dump() }
        for _ in 0..<2 {
            let again = try inTurn { try $0.write(Self.commands, mode) }
            #expect(again.items.count == Self.commands.count)
            for (item, made) in zip(again.items, first.items) {
                guard case .replayed(let result, let sequence) = item.outcome else {
                    Issue.record("\(item.outcome)")
                    continue
                }
                #expect(sequence == 1)
                #expect(Outcome.applied(result).asShown == made.outcome.asShown)
            }
            #expect(try BareStore.open(folder.path) { try $0.dump() } == dump)
        }
    }

    @Test func `refuses what repeats a reference and says other things`() throws {
        _ = try inTurn { try $0.write(Self.commands, .all) }
        let other = Command.transfer("payment 1", 101, to: "@till")
        for mode in [PendingWrite.Mode.each, .all, .dry] {
            let written = try inTurn { try $0.write([.payment(3), other], mode) }
            let rejection = written.refusal?.rejection ?? written.items.last?.outcome.rejection
            #expect(rejection?.reason == .duplicateReference)
            #expect(rejection?.facts.contains { $0.value.contains("amount") } == true)
        }
    }

    @Test func `settles the holds of before, and not beyond their time`() throws {
        _ = try inTurn { try $0.write(Self.commands, .all) }
        let hold = try inTurn { try $0.read { try #require(try $0.transaction("hold")).id } }
        let part = Command.child("part", of: hold, .commit(.amount(15)))
        #expect(try inTurn { try $0.write(part) }.outcome.isApplied)
        let more = Command.child("more", of: hold, .commit(.amount(26)))
        #expect(try inTurn { try $0.write(more) }.outcome.refusal == .commitExceedsRemaining)
        clock.set(.start(plus: 50))
        let late = Command.child("late", of: hold, .commit(.amount(1)))
        #expect(try inTurn { try $0.write(late) }.outcome.refusal == .holdExpired)
        try inTurn { CommitWatch($0).wait(for: 3) }
        try inTurn { store in
            let sums = try store.read { try $0.balance(named: "@till")?.balance.sums }
            #expect(sums == Sums(credit: Amount(100), debit: Amount(15)))
        }
        #expect(try BareStore.audit(folder.path) == [])
    }
}

extension Outcome {
    fileprivate var rejection: Rejection? {
        if case .rejected(let rejection) = self { rejection } else { nil }
    }
    /// Without what nobody is shown.
    fileprivate var asShown: Outcome {
        guard case .applied(.transaction(var result)) = self else { return self }
        result.balances = result.balances.map(\.asShown)
        return .applied(.transaction(result))
    }
}
