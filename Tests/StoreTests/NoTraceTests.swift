import Ledger
import TestSupport
import Testing

@testable import Store

/// The whole database, byte for byte, before and after what must not change it.
@Suite struct `What is refused, repeated or only tried` {
    @Test(arguments: SeededGenerator.seeds(SeededGenerator.isDeep ? 300 : 8))
    func `leaves no trace`(seed: UInt64) throws {
        _ = try Run(seed: seed).played(60)
    }

    /// The same for every kind of command and every reason that these can be refused for: as many
    /// runs as it takes to meet them all.
    @Test func `leaves no trace, whatever it was and why`() throws {
        var kinds = Self.kinds
        var reasons = Self.reasons
        var seed: UInt64 = 0
        while !(kinds.isEmpty && reasons.isEmpty), seed < 500 {
            seed += 1
            let seen = try Run(seed: seed).played(60)
            kinds.subtract(seen.kinds)
            reasons.subtract(seen.reasons)
        }
        #expect(kinds == [])
        #expect(reasons == [])
    }

    private static let kinds: Set = [
        "createLedger", "updateLedger", "createBalance", "updateBalance", "createTransaction",
        "createChild", "cancelTransaction", "runScheduled", "commitDue", "expireDue",
        "createMonitor", "updateMonitor", "deleteMonitor",
    ]

    /// Those of the rules; the others are answered before anything is asked of the store.
    private static let reasons: Set<Rejection.Reason> = [
        .duplicateReference, .duplicateID, .ledgerNotFound, .transactionNotFound,
        .monitorNotFound, .balanceNotFound, .notInflight, .alreadyCommitted, .alreadyVoided,
        .holdExpired, .commitExceedsRemaining, .notRefundable, .refundExceedsRemaining,
        .notScheduled, .timePassed, .duplicateIndicator, .sameBalance, .duplicateLeg,
        .versionMismatch, .currencyMismatch, .precisionMismatch, .balanceFrozen, .balanceClosed,
        .balanceNotEmpty, .distributionMismatch, .amountOverflow, .insufficientFunds,
        .overdraftLimitExceeded, .creditLimitExceeded,
    ]
}

/// One random run, with a look at the whole database around all that must not change it.
private struct Run {
    private let store: BareStore
    private var state = BareStore.fresh
    private var play: RandomPlay
    private let seed: UInt64
    private(set) var kinds: Set<String> = []
    private(set) var reasons: Set<Rejection.Reason> = []

    init(seed: UInt64) throws {
        self.seed = seed
        store = try BareStore()
        play = RandomPlay(seed: seed)
    }

    consuming func played(_ count: Int) throws -> Run {
        var dump: [Table: [BareStore.Row]]?
        for number in 0..<count {
            let former = try dump ?? store.dump()
            let (turn, expected) = play.next()
            let played = try store.play([turn], after: state)
            try #require(played.answers == [expected], "SEED=\(seed), turn \(number)")
            if expected.isApplied {
                dump = nil
            } else {
                try #require(
                    try store.dump() == former && played.state == state,
                    "SEED=\(seed), turn \(number): \(turn.step) left a trace")
                note(turn, expected)
                dump = former
            }
            state = played.state
        }
        return self
    }

    private mutating func note(_ turn: Turn, _ answer: Turn.Answer) {
        kinds.formUnion(turn.step.commands.map(\.kind))
        switch answer {
        case .one(let outcome): note(outcome)
        case .dry(let outcomes), .all(.applied(let outcomes)): outcomes.forEach { note($0) }
        case .all(.rejected(let rejection, _)): reasons.insert(rejection.reason)
        }
    }

    private mutating func note(_ outcome: Outcome) {
        if let reason = outcome.refusal { reasons.insert(reason) }
    }
}

extension Command {
    /// The name of its case.
    fileprivate var kind: String { String("\(self)".prefix { $0 != "(" }) }
}
