import Ledger
import TestSupport
import Testing

/// One run: a state, its model and what was asked of them so far.
struct RandomRun {
    private var book = DictionaryBook()
    private var model = ModelLedger()
    private var workload: Workload
    private var stamps: StampSource
    private var chance: SeededGenerator
    private var history: [(step: Workload.Step, stamp: Stamp, answer: Answer)] = []
    /// What each reference first came to.
    private var firsts: [TransactionID: TransactionResult] = [:]
    private let seed: UInt64

    /// What a step came to.
    enum Answer: Equatable {
        case one(Outcome)
        case all(BatchOutcome)
        case dry([Outcome])
    }

    init(seed: UInt64) {
        self.seed = seed
        workload = Workload(seed: seed)
        stamps = StampSource(seed: seed)
        chance = SeededGenerator(seed: ~seed)
    }

    mutating func play(_ steps: Int, counting tally: inout Tally) throws {
        for _ in 0..<steps {
            let step = workload.nextStep(on: book)
            let stamp = nextStamp()
            let former = book
            let answer = book.answer(step, stamp)
            let hasChanged = try predict(step, stamp, answer)
            if hasChanged {
                try #require(ModelLedger.heard(in: book) == model.expectedToHear, "\(place)")
                try #require(model.differences(from: book) == [], "\(place) \(step)")
                try #require(Auditor.findings(in: book) == [], "\(place) \(step)")
                try askForFunds()
            } else {
                // The same state has been audited when it was new.
                try #require(book == former, "\(place) \(step) left a trace")
            }
            try note(step, answer, counting: &tally)
            history.append((step, stamp, answer))
        }
        try playAgain()
    }

    /// Mostly whenever it is, but often the very instant at which something is due, or next to it.
    private mutating func nextStamp() -> Stamp {
        if chance.chance(25), let due = book.dues.min() {
            let time = Timestamp(nanoseconds: due.time.nanoseconds + chance.pick(-1, 0, 0, 1))
            return stamps.next(after: book.sequence, at: time)
        }
        return stamps.next(after: book.sequence)
    }

    /// Holds an answer against the model's; whether it means a new state.
    private mutating func predict(
        _ step: Workload.Step, _ stamp: Stamp, _ answer: Answer
    ) throws -> Bool {
        switch (step, answer) {
        case (.one(let command), .one(let outcome)):
            let predicted = model.play(command, stamp, outcome)
            try #require(
                ModelLedger.Verdict(outcome) == predicted, "\(place) \(command) gave \(outcome)")
            try examine(outcome)
            return predicted == .applied
        case (.all(let commands), .all(let outcome)):
            let predicted = model.play(commands, stamp, outcome)
            try #require(
                ModelLedger.BatchVerdict(outcome) == predicted,
                "\(place) \(commands) gave \(outcome)")
            guard case .applied(let verdicts) = predicted else { return false }
            return verdicts.contains(.applied)
        case (.dry(let commands), .dry(let outcomes)):
            let predicted = model.playDry(commands, stamp, outcomes)
            try #require(
                outcomes.map(ModelLedger.Verdict.init) == predicted,
                "\(place) \(commands) gave \(outcomes)")
            return false
        default:
            Issue.record("\(place) a step was answered as another")
            return false
        }
    }

    /// What could leave some balance, up to the last unit.
    private mutating func askForFunds() throws {
        guard let id = chance.pick(from: workload.balances), let balance = book.balances[id] else {
            return
        }
        let overdraft = workload.overdraft()
        var amount = workload.amount()
        for _ in 0..<3 {
            let answer = Ledger.Funds.answer(giving: amount, from: balance, overdraft)
            let (reason, headroom) = model.funds(id, amount, overdraft)
            try #require(
                answer.refusal?.reason == reason && answer.headroom?.minorUnits == headroom,
                "\(place) \(amount) from \(id) came to \(answer)")
            guard let headroom, headroom > 0 else { return }
            // What it answers is exact: so much, and not a unit more.
            let isMost = amount.minorUnits == headroom
            if isMost { try #require(reason == nil, "\(place) \(headroom) of \(id)") }
            amount = Amount(isMost && headroom < .max ? headroom + 1 : headroom)
        }
    }

    /// An answer shows what the state holds; a repeat shows the sums that the first one showed.
    private func examine(_ outcome: Outcome) throws {
        guard let result = outcome.transaction else { return }
        let id = result.transaction.id
        try #require(result.transaction == book.transactions[id], "\(place) shows another")
        try #require(
            result.progress == book.progress[id] ?? result.transaction.initialProgress,
            "\(place) shows another progress")
        if let parent = result.parent {
            let parentID = parent.transaction.id
            try #require(result.transaction.parentID == parentID, "\(place) shows another parent")
            try #require(
                parent.transaction == book.transactions[parentID]
                    && parent.progress
                        == book.progress[parentID] ?? parent.transaction.initialProgress,
                "\(place) shows its parent otherwise")
        } else {
            try #require(result.transaction.child == nil, "\(place) shows no parent")
        }
        switch outcome {
        case .applied:
            for view in result.balances {
                try #require(book.view(view.balance.id) == view, "\(place) shows another balance")
            }
        case .replayed:
            guard let first = firsts[id] else { return }
            try #require(
                result.balances.map(\.balance.sums) == first.balances.map(\.balance.sums)
                    && result.balances.map(\.balance.version)
                        == first.balances.map(\.balance.version),
                "\(place) does not repeat itself")
        case .rejected: break
        }
    }

    private mutating func note(
        _ step: Workload.Step, _ answer: Answer, counting tally: inout Tally
    ) throws {
        let outcomes: [Outcome]
        switch answer {
        case .one(let outcome): outcomes = [outcome]
        case .all(.applied(let all)):
            outcomes = all
            tally.count("applied")
        case .all(.rejected):
            outcomes = []
            tally.count("refused")
        case .dry:
            outcomes = []
            tally.count("dry")
        }
        for (command, outcome) in zip(step.commands, outcomes) {
            workload.note(command, outcome)
            tally.count(command, outcome, book)
            if case .applied(.transaction(let result)) = outcome,
                result.transaction.movement?.sequence == result.transaction.sequence
            {
                firsts[result.transaction.id] = firsts[result.transaction.id] ?? result
            }
        }
    }

    /// The same steps with the same stamps on new states come to the same, and write the same
    /// where only brief answers are wanted.
    private func playAgain() throws {
        var again = DictionaryBook()
        var brief = DictionaryBook()
        for past in history {
            let answer = again.answer(past.step, past.stamp, .full)
            try #require(answer == past.answer, "\(place) \(past.step) came to two answers")
            let briefly = brief.answer(past.step, past.stamp, .brief)
            try #require(briefly == past.answer.brief, "\(place) \(past.step) in brief")
        }
        try #require(again == book, "\(place) the same steps led to two states")
        try #require(brief == book, "\(place) brief answers led to another state")
    }

    private var place: String { "SEED=\(seed), step \(history.count + 1):" }
}

extension DictionaryBook {
    fileprivate mutating func answer(
        _ step: Workload.Step, _ stamp: Stamp, _ extent: Outcome.Extent = .full
    ) -> RandomRun.Answer {
        switch step {
        case .one(let command): .one(apply(command, stamp, extent))
        case .all(let commands): .all(applyAll(commands, stamp, extent))
        case .dry(let commands): .dry(applyDry(commands, stamp))
        }
    }
}

// MARK: - In brief

extension RandomRun.Answer {
    /// What a full answer is in brief. What is only tried is always answered in full.
    fileprivate var brief: Self {
        switch self {
        case .one(let outcome): .one(outcome.brief)
        case .all(.applied(let outcomes)): .all(.applied(outcomes.map(\.brief)))
        case .all(.rejected), .dry: self
        }
    }
}

extension Outcome {
    fileprivate var brief: Outcome {
        guard case .applied(.transaction(var result)) = self else { return self }
        result.balances = []
        result.allocations = AllocationList()
        result.parent?.allocations = AllocationList()
        return .applied(.transaction(result))
    }
}
