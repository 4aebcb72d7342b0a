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
                        var run = RandomRun(seed: seeds[position])
                        try run.play(Self.stepsPerRun, counting: &tally)
                    }
                    return tally
                }
            }
            return try await group.reduce(into: Tally()) { $0.add($1) }
        }
        guard SeededGenerator.replayed == nil else { return }
        let expected = Tally.expected.subtracting(SeededGenerator.isDeep ? [] : Tally.rare)
        let never = expected.subtracting(tally.counts.keys)
        #expect(never.isEmpty, "the workload has lost a part of the world: \(tally.description)")
    }
}
