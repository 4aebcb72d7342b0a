import Ledger
import TestSupport

@testable import Store

/// What is asked of a book at a time, as one commit at most.
struct Turn {
    let step: Workload.Step
    let stamp: Stamp

    init(_ step: Workload.Step, _ stamp: Stamp) {
        self.step = step
        self.stamp = stamp
    }

    enum Answer: Equatable {
        case one(Outcome)
        case all(BatchOutcome)
        case dry([Outcome])

        /// Whether there is something to number and to chain.
        var isApplied: Bool {
            switch self {
            case .one(let outcome): outcome.isApplied
            case .all(.applied(let outcomes)): outcomes.contains(where: \.isApplied)
            case .all(.rejected), .dry: false
            }
        }

        /// What stays, each with its place among the commands.
        var outcomes: [Outcome] {
            switch self {
            case .one(let outcome): [outcome]
            case .all(.applied(let outcomes)): outcomes
            case .all(.rejected), .dry: []
            }
        }
    }
}

extension Book where Self: ~Copyable {
    mutating func answer(_ turn: Turn) throws(Failure) -> Turn.Answer {
        switch turn.step {
        case .one(let command): .one(try apply(command, turn.stamp))
        case .all(let commands): .all(try applyAll(commands, turn.stamp))
        case .dry(let commands): .dry(try applyDry(commands, turn.stamp))
        }
    }
}

extension Outcome {
    var isApplied: Bool {
        if case .applied = self { true } else { false }
    }
}
