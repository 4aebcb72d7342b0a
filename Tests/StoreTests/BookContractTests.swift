import Ledger
import TestSupport
import Testing

@testable import Store

/// The book on disk and the book of dictionaries are the same to the rules.
@Suite struct `The book on disk` {
    static let runs = SeededGenerator.isDeep ? 2_000 : 100

    @Test(arguments: SeededGenerator.seeds(runs))
    func `comes to the same outcomes and the same state as one of dictionaries`(
        seed: UInt64
    ) throws {
        var run = try Run(seed: seed)
        for _ in 0..<25 { try run.step() }
    }

    @Test(arguments: SeededGenerator.seeds(10))
    func `is the same to the byte however commands are grouped`(seed: UInt64) throws {
        var run = try Run(seed: seed)
        for _ in 0..<25 { try run.step() }
        let first = try run.store.dump()

        let inOne = try BareStore()
        let whole = try inOne.apply(run.history, after: BareStore.fresh)
        #expect(try inOne.dump() == first, "SEED=\(seed)")
        #expect(whole.state == run.state, "SEED=\(seed)")
        #expect(whole.state.chainHash != BareStore.fresh.chainHash, "SEED=\(seed)")

        let oneByOne = try BareStore()
        var state = BareStore.fresh
        for step in run.history { state = try oneByOne.apply([step], after: state).state }
        #expect(try oneByOne.dump() == first, "SEED=\(seed)")
    }
}

/// One run of random commands against both books.
private struct Run {
    let store: BareStore
    var state = BareStore.fresh
    var history: [(command: Command, stamp: Stamp)] = []
    private var model = DictionaryBook()
    private var workload: Workload
    private var stamps: StampSource
    private var random: SeededGenerator
    private let seed: UInt64

    init(seed: UInt64) throws {
        self.seed = seed
        store = try BareStore()
        workload = Workload(seed: seed)
        stamps = StampSource(seed: seed)
        random = SeededGenerator(seed: seed &+ 1)
    }

    /// Applies a few commands to both, in one write transaction, and compares.
    mutating func step() throws {
        var steps: [(command: Command, stamp: Stamp)] = []
        var expected: [Outcome] = []
        let former = try store.dump()
        let formerState = state
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let command = workload.next(on: model)
            let stamp = stamps.next(after: model.sequence)
            let outcome = model.apply(command, stamp)
            workload.note(command, outcome)
            steps.append((command, stamp))
            expected.append(outcome)
        }
        let (outcomes, reached) = try store.apply(steps, after: state)
        state = reached
        history += steps
        try #require(outcomes == expected, "\(place)")
        if expected.allSatisfy(\.wroteNothing) {
            try #require(state == formerState, "\(place)")
            try #require(try store.dump() == former, "\(place) a refusal left a trace")
        }
        try #require(state.sequence == model.sequence, "\(place)")
        try compare()
    }

    private mutating func compare() throws {
        let stored = try DictionaryBook(store)
        try #require(stored == model.asStored, "\(place)")
        try #require(Auditor.findings(in: stored) == [], "\(place)")
        try compareThresholds()
        let watchlists = try model.balances.keys.map { try watchlist(of: $0) }
        try #require(watchlists.allSatisfy { $0 }, "\(place)")
        try #require(try rowCount(.thresholds) == model.monitors.values.filter(\.isEnabled).count)
        try #require(try rowCount(.watchlists) == model.monitors.count, "\(place)")
    }

    private func rowCount(_ table: Table) throws -> Int { try store.rows(table).count }

    /// Whether the list of a balance's monitors is in the order in which they fire.
    private func watchlist(of balance: BalanceID) throws -> Bool {
        let page = PageRequest(size: 1000, newestFirst: false)
        let listed = try store.view { try $0.monitors(of: balance, page) }
        let known = model.monitors.values.filter { $0.balanceID == balance }
        return listed.items == known.sorted { $0.ordinal < $1.ordinal }
    }

    /// Asks both for the monitors in ranges around every threshold there is.
    private mutating func compareThresholds() throws {
        let book = try store.book(after: state)
        for monitor in model.monitors.values.sorted(by: { $0.ordinal < $1.ordinal }) {
            let value = monitor.condition.preciseValue
            let lower = value.subtracting(Amount(random.pick(0, 0, 1, 5))) ?? .min
            let upper = value.adding(Amount(random.pick(-1, 0, 1, 20))) ?? .max
            let ranges = [
                lower...max(lower, upper), .min ... .max, .min...value, value ... .max,
            ]
            for range in ranges {
                let found = try book.monitorIDs(
                    of: monitor.balanceID, monitor.watch, in: range, limit: .max)
                let expected = model.monitorIDs(
                    of: monitor.balanceID, monitor.watch, in: range, limit: .max)
                try #require(found.count == expected.count, "\(place) \(range)")
                try #require(Set(found) == Set(expected), "\(place) \(range)")
                let one = try book.monitorIDs(
                    of: monitor.balanceID, monitor.watch, in: range, limit: 1)
                try #require(one.count == min(1, expected.count), "\(place) \(range)")
            }
        }
        book.abort()
    }

    private var place: String { "SEED=\(seed), command \(history.count):" }
}

extension Outcome {
    fileprivate var wroteNothing: Bool {
        if case .applied = self { false } else { true }
    }
}
