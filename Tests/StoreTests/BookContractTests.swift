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

    /// Refused batches and trials among the others: what is taken back shifts nothing.
    @Test(arguments: SeededGenerator.seeds(10))
    func `is the same to the byte however commands are grouped`(seed: UInt64) throws {
        var run = try Run(seed: seed)
        for _ in 0..<25 { try run.step() }
        let first = try run.store.dump()

        let inOne = try BareStore()
        let whole = try inOne.play(run.history, after: BareStore.fresh)
        #expect(try inOne.dump() == first, "SEED=\(seed)")
        #expect(whole.state == run.state, "SEED=\(seed)")
        #expect(whole.state.chainHash != BareStore.fresh.chainHash, "SEED=\(seed)")

        let oneByOne = try BareStore()
        var state = BareStore.fresh
        for turn in run.history { state = try oneByOne.play([turn], after: state).state }
        #expect(try oneByOne.dump() == first, "SEED=\(seed)")
    }

    @Test(arguments: SeededGenerator.seeds(10))
    func `is the same to the byte without what was refused, repeated or only tried`(
        seed: UInt64
    ) throws {
        var run = try Run(seed: seed)
        for _ in 0..<25 { try run.step() }
        let applied = zip(run.history, run.answers).filter { $0.1.isApplied }.map(\.0)
        let store = try BareStore()
        let state = try store.play(applied, after: BareStore.fresh).state
        #expect(state == run.state, "SEED=\(seed)")
        #expect(try store.dump() == run.store.dump(), "SEED=\(seed)")
    }
}

/// One run of random turns against both books.
private struct Run {
    let store: BareStore
    var state = BareStore.fresh
    var history: [Turn] = []
    var answers: [Turn.Answer] = []
    private var play: RandomPlay
    private var random: SeededGenerator
    private let seed: UInt64

    init(seed: UInt64) throws {
        self.seed = seed
        store = try BareStore()
        play = RandomPlay(seed: seed)
        random = SeededGenerator(seed: seed &+ 1)
    }

    private var model: DictionaryBook { play.model }

    /// Takes a few turns on both, in one write transaction, and compares.
    mutating func step() throws {
        let former = try store.dump()
        let formerState = state
        var turns: [Turn] = []
        var expected: [Turn.Answer] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let (turn, answer) = play.next()
            turns.append(turn)
            expected.append(answer)
        }
        let (answers, reached) = try store.play(turns, after: state)
        state = reached
        history += turns
        self.answers += answers
        try #require(answers == expected, "\(place)")
        if !expected.contains(where: \.isApplied) {
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
        let rows = model.monitors.values.map(\.watchRows.count).reduce(0, +)
        try #require(try rowCount(.thresholds) == rows, "\(place)")
        let keyed = model.monitors.values.filter { $0.isEnabled && !$0.overrideKey.isEmpty }
        try #require(try rowCount(.overrides) == keyed.count, "\(place)")
        try #require(try rowCount(.watchlists) == model.monitors.count, "\(place)")
        try compareIndexes()
    }

    /// The rows that only lead to others, against what they have to lead to.
    private func compareIndexes() throws {
        let children = model.transactions.values.compactMap { child in
            child.parentID.map { Key.child($0, child.id).bytes }
        }
        try #require(try Set(store.keys(.children, count: 32)) == Set(children), "\(place)")
        let redated = model.entries.filter { $0.effectiveAt != $0.recordedAt }
        try #require(
            try Set(store.keys(.backdated, count: 33))
                == Set(redated.map { Key.backdated($0).bytes }), "\(place)")
        let names = model.lineages.values.flatMap(\.providers).map {
            Key.provider($0.balanceID, $0.name).bytes
        }
        try #require(try Set(store.rows(.providerNames).map(\.key)) == Set(names), "\(place)")
        let findings = try store.view { try $0.findings() }
        try #require(findings == [], "\(place)")
    }

    private func rowCount(_ table: Table) throws -> Int { try store.rows(table).count }

    /// Whether the list of a balance's monitors is in the order in which they fire.
    private func watchlist(of balance: BalanceID) throws -> Bool {
        let page = PageRequest(size: 1000, newestFirst: false)
        let listed = try store.view { try $0.monitors(of: .balance(balance), page) }
        let known = model.monitors.values.filter { $0.scope == .balance(balance) }
        return listed.items == known.sorted { $0.ordinal < $1.ordinal }
    }

    /// Asks both for the monitors in ranges around every threshold there is.
    private mutating func compareThresholds() throws {
        let book = try store.book(after: state)
        for monitor in model.monitors.values.sorted(by: { $0.ordinal < $1.ordinal }) {
            let owner = monitor.scope.owner
            for row in monitor.watchRows.sorted(by: { $0.threshold < $1.threshold }) {
                let value = row.threshold
                let lower = value.subtracting(Amount(random.pick(0, 0, 1, 5))) ?? .min
                let upper = value.adding(Amount(random.pick(-1, 0, 1, 20))) ?? .max
                let ranges = [
                    lower...max(lower, upper), .min ... .max, .min...value, value ... .max,
                ]
                for range in ranges {
                    let found = try book.monitorIDs(of: owner, row.kind, in: range, limit: .max)
                    let expected = model.monitorIDs(of: owner, row.kind, in: range, limit: .max)
                    // A monitor with two thresholds in a range is found twice.
                    try #require(Set(found) == Set(expected), "\(place) \(range)")
                    let one = try book.monitorIDs(of: owner, row.kind, in: range, limit: 1)
                    try #require(one.count == min(1, expected.count), "\(place) \(range)")
                }
            }
            guard !monitor.overrideKey.isEmpty else { continue }
            let found = try book.monitorIDs(
                of: owner, overriding: monitor.overrideKey, limit: .max)
            let expected = model.monitorIDs(
                of: owner, overriding: monitor.overrideKey, limit: .max)
            try #require(Set(found) == Set(expected), "\(place)")
        }
        book.abort()
    }

    private var place: String { "SEED=\(seed), turn \(history.count):" }
}
