package import Ledger

/// A story about a ledger as a table of text: one command or one check on a line, what it comes to
/// at the end.
///
///     balance  A USD limit 100
///     send     r1  A -> B 150                = INSUFFICIENT_FUNDS
///     send     r1  @world -> A 0.50@100      = applied
///     monitor  M   A balance >= 80
///     check    A   balance 50 version 2
///     fired    M
///     hold     r2  A -> B 40 expires 20
///     at 20    commit r3 r2                  = HOLD_EXPIRED
///
/// `applied` need not be said. A party that no `balance` line has named is an indicator. After each
/// line the whole state is audited; a command that is not applied must leave no trace.
package struct Scenario {
    package private(set) var book = DictionaryBook()
    package private(set) var last: Outcome?
    var stamps = StampSource()
    var balances: [String: BalanceID] = [:]
    var monitors: [String: MonitorID] = [:]
    /// When the next command is given, where a line has said so; then the clock only ticks.
    private var clock: Timestamp?

    package init() {}

    /// Where a story came out differently than told.
    package struct Failure: Error, CustomStringConvertible {
        package let line: String
        package let what: String
        package var description: String { "\(line)\n    \(what)" }
    }

    /// Plays a table and stops where it goes wrong.
    package static func play(_ table: String) throws -> Scenario {
        var scenario = Scenario()
        try scenario.play(table)
        return scenario
    }

    package mutating func play(_ table: String) throws {
        for line in table.split(separator: "\n") {
            var words = Words(String(line))
            guard let verb = words.next() else { continue }
            do {
                try play(verb, &words)
                try expect(words.isEmpty, "leaves words over: \(words)")
                try expectNothing(Auditor.findings(in: book))
            } catch let failure as Misfit {
                throw Failure(line: String(line), what: failure.what)
            }
        }
    }

    private mutating func play(_ verb: String, _ words: inout Words) throws {
        switch verb {
        case "at":
            clock = try time(words.need("time"))
            try play(try words.need("verb"), &words)
        case "hold": try run(try createTransaction(&words, isHold: true), &words)
        case "commit", "void", "amend", "refund": try run(try createChild(verb, &words), &words)
        case "cancel": try run(.cancelTransaction(.init(id: try transaction(&words))), &words)
        case "due": try run(try due(&words), &words)
        case "sweep": try sweep()
        case "stands": try checkStanding(&words)
        case "balance": try run(try createBalance(&words), &words)
        case "set": try run(try updateBalance(&words), &words)
        case "send": try run(try createTransaction(&words), &words)
        case "monitor": try run(try createMonitor(&words), &words)
        case "change": try run(try updateMonitor(&words), &words)
        case "delete": try run(.deleteMonitor(.init(id: try monitor(&words))), &words)
        case "check": try check(&words)
        case "fired": try checkFired(&words, notifications)
        case "cleared": try checkFired(&words, clearings)
        case "lineage": try checkLineage(&words)
        case "took": try checkTaken(&words)
        default: throw Misfit("knows no \(verb)")
        }
    }

    private mutating func run(_ command: Command, _ words: inout Words) throws {
        let expected = words.outcome ?? "applied"
        let former = book
        let outcome = apply(command)
        last = outcome
        let told: String =
            switch outcome {
            case .applied: "applied"
            case .replayed: "replayed"
            case .rejected(let rejection): rejection.reason.rawValue
            }
        try expect(told == expected, "came to \(outcome)")
        try expect(told == "applied" || book == former, "left a trace")
    }

    private mutating func apply(_ command: Command) -> Outcome {
        guard let now = clock else { return book.apply(command, &stamps) }
        let stamp = stamps.next(after: book.sequence, at: now)
        // A nanosecond later at the next command, so that no expiry is passed unsaid.
        clock = Timestamp(nanoseconds: stamp.time.nanoseconds + 1)
        return book.apply(command, stamp)
    }

    /// Does all that is due by now, in its order, as the sweep does.
    private mutating func sweep() throws {
        guard let now = clock else { throw Misfit("needs a time") }
        while let due = book.dues.min(), due.time <= now {
            last = apply(due.command)
            try expect(!book.dues.contains(due), "is stuck at \(due)")
        }
    }
}

/// What a line has against the state.
struct Misfit: Error {
    let what: String

    init(_ what: String) { self.what = what }
}

func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw Misfit(what()) }
}

private func expectNothing(_ findings: [String]) throws {
    try expect(findings.isEmpty, findings.joined(separator: "; "))
}

/// The words of a line, taken one by one from the front; what stands behind `=` apart.
struct Words: CustomStringConvertible {
    private var words: ArraySlice<Substring>
    let outcome: String?

    init(_ line: String) {
        let parts = line.split(separator: " = ", maxSplits: 1)
        words = (parts.first ?? "").split(separator: " ")[...]
        outcome = parts.count == 2 ? parts[1].split(separator: " ").joined(separator: " ") : nil
    }

    var isEmpty: Bool { words.isEmpty }
    /// Whether the next word is a name with a share.
    var isSplit: Bool { words.first?.contains(":") ?? false }
    var description: String { words.joined(separator: " ") }

    mutating func next() -> String? { words.popFirst().map(String.init) }

    /// Takes the word if it is the next one.
    mutating func take(_ word: String) -> Bool {
        guard words.first.map({ $0 == word }) ?? false else { return false }
        words.removeFirst()
        return true
    }

    mutating func need(_ what: String) throws -> String {
        guard let word = next() else { throw Misfit("lacks \(what)") }
        return word
    }

    mutating func number<Number: LosslessStringConvertible>(_ what: String) throws -> Number {
        guard let number = Number(try need(what)) else { throw Misfit("has no number: \(what)") }
        return number
    }
}
