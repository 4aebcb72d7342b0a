import Ledger
import TestSupport

@testable import Store

/// Random turns for a store, the same for the same seed: single commands, batches and trials, at
/// times at which something falls due and at others.
struct RandomPlay {
    private(set) var model = DictionaryBook()
    private var workload: Workload
    private var stamps: StampSource
    private var random: SeededGenerator

    init(seed: UInt64) {
        workload = Workload(seed: seed)
        stamps = StampSource(seed: seed)
        random = SeededGenerator(seed: ~seed)
    }

    /// The next turn, with what it comes to in a book of dictionaries.
    mutating func next() -> (turn: Turn, answer: Turn.Answer) {
        let turn = Turn(workload.nextStep(on: model), nextStamp())
        let answer = model.answer(turn)
        for (command, outcome) in zip(turn.step.commands, answer.outcomes) {
            workload.note(command, outcome)
        }
        return (turn, answer)
    }

    /// Plays so many to a new store, ten in a write transaction; the state it ends with.
    consuming func run(_ count: Int, on store: BareStore) throws -> StoreState {
        var state = BareStore.fresh
        for _ in 0..<count / 10 {
            let turns = (0..<10).map { _ in next().turn }
            state = try store.play(turns, after: state).state
        }
        return state
    }

    private mutating func nextStamp() -> Stamp {
        if random.chance(25), let due = model.dues.min() {
            let time = Timestamp(nanoseconds: due.time.nanoseconds + random.pick(-1, 0, 1))
            return stamps.next(after: model.sequence, at: time)
        }
        return stamps.next(after: model.sequence)
    }
}
