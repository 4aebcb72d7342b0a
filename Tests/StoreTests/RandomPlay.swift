import Ledger
import TestSupport

@testable import Store

/// Random commands for a store, the same for the same seed.
struct RandomPlay {
    private(set) var model = DictionaryBook()
    private var workload: Workload
    private var stamps: StampSource

    init(seed: UInt64) {
        workload = Workload(seed: seed)
        stamps = StampSource(seed: seed)
    }

    /// The next command, with its stamp and what it comes to in a book of dictionaries.
    mutating func next() -> (command: Command, stamp: Stamp, outcome: Outcome) {
        let command = workload.next(on: model)
        let stamp = stamps.next(after: model.sequence)
        let outcome = model.apply(command, stamp)
        workload.note(command, outcome)
        return (command, stamp, outcome)
    }

    /// Applies so many to a new store, ten in a write transaction; the state it ends with.
    consuming func run(_ count: Int, on store: BareStore) throws -> StoreState {
        var state = BareStore.fresh
        for _ in 0..<count / 10 {
            let steps = (0..<10).map { _ in next() }
            state = try store.apply(steps.map { ($0.command, $0.stamp) }, after: state).state
        }
        return state
    }
}
