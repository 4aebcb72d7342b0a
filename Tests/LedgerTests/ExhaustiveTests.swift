import Ledger
import TestSupport
import Testing

/// Everything that can happen in a small world: three names in two currencies and five kinds of
/// operation, one after the other in every order, five deep, each held against the model.
///
/// States that differ only in their ids, or in which of two like names is which, are gone into once.
@Suite struct ExhaustiveTests {
    static let depth = 5
    private static let names = ["@world", "a", "b"]
    private static let currencies = ["USD", "EUR"]
    /// Those that change nothing for the rules: `a` and `b` are alike, and so are the currencies.
    private static let renamings: [[String: String]] = [
        [:], ["a": "b", "b": "a"], ["USD": "EUR", "EUR": "USD"],
        ["a": "b", "b": "a", "USD": "EUR", "EUR": "USD"],
    ]

    /// 108,095 at the time of writing; far fewer would mean that a part of the world was lost.
    private static let casesMin = 100_000

    private struct State: Sendable {
        var book = DictionaryBook()
        var model = ModelLedger()
    }

    @Test func `every way through a small world is the one the model predicts`() async throws {
        var seen: Set<String> = []
        var level = [State()]
        var cases = 0
        for depth in 1...Self.depth {
            let (found, count) = try await leave(level, depth)
            cases += count
            level = []
            for (signature, state) in found where seen.insert(signature).inserted {
                level.append(state)
            }
        }
        #expect(cases >= Self.casesMin, "only \(cases) cases")
    }

    /// What is reached from the states of a level, and how many ways were tried. The last level is
    /// reached, not left.
    private func leave(
        _ level: [State], _ depth: Int
    ) async throws -> (found: [(signature: String, state: State)], cases: Int) {
        try await withThrowingTaskGroup(
            of: (found: [(signature: String, state: State)], cases: Int).self
        ) { group in
            let shares = 16
            for share in 0..<min(shares, level.count) {
                group.addTask {
                    var found: [(signature: String, state: State)] = []
                    var cases = 0
                    for position in stride(from: share, to: level.count, by: shares) {
                        let state = level[position]
                        let commands = try commands(on: state, depth)
                        cases += commands.count
                        for command in commands {
                            guard let reached = try play(command, on: state), depth < Self.depth
                            else { continue }
                            found.append((reached.model.signature(Self.renamings), reached))
                        }
                    }
                    return (found, cases)
                }
            }
            return try await group.reduce(into: (found: [], cases: 0)) {
                $0.found += $1.found
                $0.cases += $1.cases
            }
        }
    }

    /// Plays a command on a copy of a state and holds it against the model; nil where it is refused.
    private func play(_ command: Command, on state: State) throws -> State? {
        var (book, model) = (state.book, state.model)
        let sequence = book.sequence + 1
        let time = Timestamp(
            nanoseconds: StampSource.start.nanoseconds + Int64(sequence) * 1_000_000_000)
        let stamp = Stamp(sequence: sequence, time: time, entropy: 0)
        let outcome = book.apply(command, stamp)
        let verdict = ModelLedger.Verdict(outcome)
        try #require(verdict == model.play(command, stamp, outcome), "\(command): \(outcome)")
        guard verdict == .applied else {
            try #require(book == state.book, "\(command) left a trace")
            return nil
        }
        try #require(model.differences(from: book) == [], "\(command)")
        try #require(Auditor.findings(in: book) == [], "\(command)")
        return State(book: book, model: model)
    }

    /// All that can be asked of a state: posting and holding between any two names in either
    /// currency; committing, voiding and refunding of each transaction, in part and as a whole.
    private func commands(on state: State, _ depth: Int) throws -> [Command] {
        var commands: [Command] = []
        for currency in Self.currencies {
            for source in Self.names {
                for destination in Self.names where destination != source {
                    var post = try Orders.transfer("p\(depth)", source, destination, 1, currency)
                    post.order.overdraft = .upTo(Amount(1))
                    var hold = try Orders.transfer("p\(depth)", source, destination, 2, currency)
                    hold.order.overdraft = .upTo(Amount(1))
                    hold.order.hold = HoldTerms()
                    commands += [.createTransaction(post), .createTransaction(hold)]
                }
            }
        }
        let one = ChildOrder.Part.amount(Amount(1), precision: nil)
        let reference = try #require(Reference("p\(depth)"))
        for parent in state.model.differentRoots {
            for action: ChildOrder.Action in [
                .commit(one), .commit(.rest), .void, .refund(one), .refund(.rest),
            ] {
                commands.append(
                    .createChild(
                        CreateChild(
                            reference: reference,
                            order: ChildOrder(parentID: parent, action: action))))
            }
        }
        return commands
    }
}
