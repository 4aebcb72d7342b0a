import Ledger
import TestSupport
import Testing

@testable import Store

/// What is refused half way, or only tried, was never there. (Random ones are in `The book on disk`.)
@Suite struct `A trial` {
    private let store: BareStore
    private let state: StoreState
    private let commands: [Command]
    private var stamps: StampSource

    /// A store with a little of everything, and commands that do something to all of it.
    init() throws {
        store = try BareStore()
        stamps = StampSource(from: .start)
        let later = HoldTerms(
            expiresAt: .start(plus: 1_000_000), commitAt: .start(plus: 900_000))
        let prepared: [Command] = [
            .transfer("first", 100, to: "@till"),
            try .watch("@till", atLeast: 150),
            .transfer("hold", 40, from: "@till", to: "@shop", hold: later),
            .transfer("later", 5, to: "@till", scheduledFor: .start(plus: 1_000_000)),
            .createBalance(
                CreateBalance(
                    id: BalanceID(bits: 0xB1), currency: .dollar, indicator: .make("@fund"),
                    allocation: .firstInFirstOut)),
            .transfer("gift", 30, to: "@fund"),
        ]
        var steps: [(Command, Stamp)] = []
        for (number, command) in prepared.enumerated() {
            steps.append((command, stamps.next(after: UInt64(number))))
        }
        state = try store.apply(steps, after: BareStore.fresh)
        try #require(state.sequence == UInt64(prepared.count))
        commands = try store.view { try Self.everything(on: $0) }
    }

    /// One of each command, and of each way to put or delete a row.
    private static func everything(on view: borrowing StoreView) throws -> [Command] {
        let hold = try #require(try view.transactionID(.make("hold")))
        let scheduled = try #require(try view.transactionID(.make("later")))
        let first = try #require(try view.transactionID(.make("first")))
        let till = try #require(try view.balanceID(.make("@till"), .dollar))
        let all = PageRequest(size: 1, newestFirst: false)
        let monitor = try #require(try view.monitors(of: .balance(till), all).items.first).id
        let longer = HoldChange(expiresAt: .set(.start(plus: 2_000_000)), commitAt: .set(nil))
        let made = BalanceID(bits: 0xB2)
        return [
            .createLedger(CreateLedger(id: LedgerID(bits: 0x1D), name: "new")),
            .updateLedger(UpdateLedger(id: .general, name: .set("renamed"))),
            .createBalance(
                CreateBalance(
                    id: made, currency: .dollar, indicator: .make("@new"),
                    allocation: .proportional)),
            .updateBalance(UpdateBalance(id: till, overdraftLimit: .set(Amount(5)))),
            .transfer("fires", 100, to: "@till"),
            .transfer("makes", 10, to: "@other"),
            .transfer("deposits", 10, to: "@new"),
            .transfer("spends", 20, from: "@fund", to: "@new"),
            .transfer("holds", 3, to: "@till", hold: HoldTerms(expiresAt: .start(plus: 900_000))),
            .transfer("back", 4, to: "@other", effectiveAt: .start(plus: -5)),
            .child("part", of: hold, .commit(.amount(7))),
            .child("longer", of: hold, .update(longer)),
            .child("rest", of: hold, .void),
            .child("refund", of: first, .refund(.amount(5))),
            .cancel(scheduled),
            .transfer("waits", 1, to: "@till", scheduledFor: .start(plus: 950_000)),
            try .watch("@new", atLeast: 5),
            .transfer("fires too", 10, to: "@new"),
            .updateMonitor(UpdateMonitor(id: monitor, description: .set("moved"))),
            .updateMonitor(UpdateMonitor(id: monitor, target: .set(.balance(.id(made))))),
            .deleteMonitor(DeleteMonitor(id: monitor)),
        ]
    }

    private static let refused = Command.transfer("no", 1_000_000, from: "@other", to: "@till")

    @Test mutating func `leaves every byte as it was, refused after however many commands`() throws
    {
        let former = try store.dump()
        for count in 0...commands.count {
            let batch = Array(commands.prefix(count)) + [Self.refused] + commands.dropFirst(count)
            let turn = Turn(.all(batch), stamps.next(after: state.sequence))
            let played = try store.play([turn], after: state)
            guard case .all(.rejected(_, let item)) = played.answers[0] else {
                Issue.record("\(count) came to \(played.answers[0])")
                continue
            }
            #expect(item == count)
            #expect(played.state == state, "after \(count)")
            #expect(try store.dump() == former, "after \(count)")
        }
    }

    @Test mutating func `leaves every byte as it was, when all was well`() throws {
        let former = try store.dump()
        let turn = Turn(.dry(commands + [Self.refused]), stamps.next(after: state.sequence))
        let played = try store.play([turn], after: state)
        guard case .dry(let outcomes) = played.answers[0] else {
            Issue.record("it came to \(played.answers[0])")
            return
        }
        #expect(outcomes.dropLast().allSatisfy { $0.isApplied }, "\(outcomes)")
        #expect(outcomes.last?.refusal == .insufficientFunds)
        #expect(played.state == state)
        #expect(try store.dump() == former)
    }

    @Test mutating func `between commands of one group is as if it had not been`() throws {
        let trials: [Workload.Step] = [
            .all(commands + [Self.refused]), .dry(commands), .dry([Self.refused]),
        ]
        var sequence = state.sequence
        var turns: [Turn] = []
        for (number, command) in commands.enumerated() {
            turns.append(Turn(trials[number % 3], stamps.next(after: sequence)))
            turns.append(Turn(.one(command), stamps.next(after: sequence)))
            sequence += 1
        }
        turns.append(Turn(.dry(commands), stamps.next(after: sequence)))
        let alone = turns.filter { if case .one = $0.step { true } else { false } }

        let before = try store.dump()
        let twin = try BareStore(copyOf: before)
        let played = try store.play(turns, after: state)
        let expected = try twin.play(alone, after: state)
        #expect(
            played.answers.filter { if case .one = $0 { true } else { false } }
                == expected.answers)
        #expect(expected.answers.allSatisfy { $0.isApplied })
        #expect(played.state == expected.state)
        #expect(try store.dump() == twin.dump())
    }

    @Test mutating func `that is carried out comes to what it said`() throws {
        let stamp = stamps.next(after: state.sequence)
        let turns = [Turn(.dry(commands), stamp), Turn(.all(commands), stamp)]
        let played = try store.play(turns, after: state)
        guard case .dry(let tried) = played.answers[0],
            case .all(.applied(let done)) = played.answers[1]
        else {
            Issue.record("they came to \(played.answers)")
            return
        }
        #expect(tried == done)
        #expect(played.state.sequence == state.sequence + 1)
    }
}
