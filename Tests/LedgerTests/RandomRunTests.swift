import Ledger
import TestSupport
import Testing

/// Random commands against the model, the auditor and themselves: what was predicted came about, what
/// must always hold held after every step, and the same commands led to the same state.
///
/// A failure names its seed; `SEED=… swift test --filter RandomRunTests` plays it again.
@Suite struct RandomRunTests {
    /// Few enough to be done in well under a minute without optimisation.
    static let runs = SeededGenerator.isDeep ? 100_000 : 3_000
    static let stepsPerRun = 50

    @Test func `the rules do what the model predicts, whatever comes`() async throws {
        let seeds = SeededGenerator.seeds(Self.runs)
        let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
            // More shares than processors, so that none waits for the slowest.
            for share in 0..<16 {
                group.addTask {
                    var tally = Tally()
                    for position in stride(from: share, to: seeds.count, by: 16) {
                        var run = Run(seed: seeds[position])
                        try run.play(Self.stepsPerRun, counting: &tally)
                    }
                    return tally
                }
            }
            return try await group.reduce(into: Tally()) { $0.add($1) }
        }
        guard SeededGenerator.replayed == nil else { return }
        let never = Tally.expected.subtracting(tally.counts.keys)
        #expect(never.isEmpty, "the workload has lost a part of the world: \(tally.description)")
    }
}

/// One run: a state, its model and what was asked of them so far.
private struct Run {
    var book = DictionaryBook()
    var model = ModelLedger()
    var workload: Workload
    var stamps: StampSource
    var history: [(command: Command, stamp: Stamp, outcome: Outcome)] = []
    let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        workload = Workload(seed: seed)
        stamps = StampSource(seed: seed)
    }

    mutating func play(_ steps: Int, counting tally: inout Tally) throws {
        for _ in 0..<steps {
            let command = workload.next(on: book)
            let stamp = stamps.next(after: book.sequence)
            let former = book
            let outcome = book.apply(command, stamp)
            let verdict = ModelLedger.Verdict(outcome)
            let predicted = model.play(command, stamp, outcome)
            try #require(verdict == predicted, "\(place) \(command) gave \(outcome)")
            if verdict == .applied {
                try #require(ModelLedger.heard(in: book) == model.expectedToHear, "\(place)")
                try #require(model.differences(from: book) == [], "\(place) \(command)")
                try #require(Auditor.findings(in: book) == [], "\(place) \(command)")
            } else {
                // The same state has been audited when it was new.
                try #require(book == former, "\(place) \(command) left a trace")
            }
            workload.note(command, outcome)
            history.append((command, stamp, outcome))
            tally.count(command, outcome, book)
        }
        try playAgain()
    }

    /// The same commands with the same stamps on a new state come to the same.
    private func playAgain() throws {
        var again = DictionaryBook()
        for step in history {
            let outcome = again.apply(step.command, step.stamp)
            try #require(outcome == step.outcome, "\(place) \(step.command) came to two outcomes")
        }
        try #require(again == book, "\(place) the same commands led to two states")
    }

    private var place: String { "SEED=\(seed), step \(history.count + 1):" }
}
