package import Ledger

/// An endless stream of commands out of a small world: few names, few amounts, few ids, so that
/// commands meet each other, thresholds are hit exactly and every refusal comes up.
///
/// All chance is the seed's. What exists is remembered from the outcomes, in the order of its
/// making, so that the same seed gives the same commands.
package struct Workload: Sendable {
    var random: SeededGenerator
    /// How large amounts are.
    let scale: Scale
    var ledgers: [LedgerID] = [.general]
    package private(set) var balances: [BalanceID] = []
    var monitors: [MonitorID] = []
    var transactions: [TransactionID] = []
    /// Accepted creations, to be repeated.
    var creations: [Command] = []
    private var referencesMade = 0
    /// Balances made before anything else, so that some runs are about whose money it is.
    private var firstBalances: Int

    package init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        scale = random.pick(.small, .small, .small, .small, .small, .wide, .wide, .largest)
        firstBalances = random.pick(0, 0, 2, 3)
    }

    enum Scale: Sendable {
        /// So small that they meet.
        case small
        /// 1 to 2^79, mostly at the edges of what words can hold.
        case wide
        /// Small ones, and some so large that sums come to the end of 128 bits.
        case largest
    }

    /// What is asked of a ledger in one commit.
    package enum Step: Sendable {
        case one(Command)
        case all([Command])
        case dry([Command])

        package var commands: [Command] {
            switch self {
            case .one(let command): [command]
            case .all(let commands), .dry(let commands): commands
            }
        }
    }

    /// The next step: mostly one command, else several that are all done or none, or only tried.
    package mutating func nextStep(on book: DictionaryBook) -> Step {
        guard transactions.count >= 2, random.chance(12) else { return .one(next(on: book)) }
        let commands = (0..<random.pick(1, 2, 2, 3, 5)).map { _ in next(on: book) }
        return random.chance(65) ? .all(commands) : .dry(commands)
    }

    /// The next command, for the state that the former ones led to.
    package mutating func next(on book: DictionaryBook) -> Command {
        if random.chance(8), let repeated = repetition() { return repeated }
        if firstBalances > 0 {
            firstBalances -= 1
            return .createBalance(createTrackedBalance())
        }
        // Money first, so that there is something to refuse and to watch.
        if transactions.count < 2 { return .createTransaction(createTransaction(book)) }
        return switch Int.random(in: 0..<100, using: &random) {
        case 0..<1: .createLedger(createLedger())
        case 1..<3: .updateLedger(updateLedger(book))
        case 3..<7: .createBalance(createBalance())
        case 7..<13: .updateBalance(updateBalance(book))
        case 13..<46: .createTransaction(createTransaction(book))
        case 46..<72: .createChild(createChild(book))
        case 72..<82: due(book)
        case 82..<84: .cancelTransaction(CancelTransaction(id: scheduled(book)))
        case 84..<92: .createMonitor(createMonitor(book))
        case 92..<97: .updateMonitor(updateMonitor(book))
        default: .deleteMonitor(deleteMonitor(book))
        }
    }

    /// Remembers what a command made.
    package mutating func note(_ command: Command, _ outcome: Outcome) {
        guard case .applied(let result) = outcome else { return }
        switch (command, result) {
        case (.createLedger, .ledger(let record)): ledgers.append(record.id)
        case (.createBalance, .balance(let view)): balances.append(view.balance.id)
        case (.createTransaction, .transaction(let result)),
            (.createChild, .transaction(let result)), (.runScheduled, .transaction(let result)):
            if !transactions.contains(result.transaction.id) {
                transactions.append(result.transaction.id)
            }
            for view in result.balances where !balances.contains(view.balance.id) {
                balances.append(view.balance.id)
            }
        case (.createMonitor, .monitor(let view)): monitors.append(view.monitor.id)
        default: return
        }
        if case .runScheduled = command { return }
        creations.append(command)
    }
}

// MARK: - The small world

extension Workload {
    static let names = ["@world", "@a", "@b", "alice", "+15550100"].compactMap(Indicator.init)
    static let currencies = ["USD", "EUR"].compactMap(Currency.init)

    mutating func currency() -> Currency {
        // Mostly the first, so that balances meet.
        Self.currencies[random.chance(92) ? 0 : 1]
    }

    mutating func indicator() -> Indicator {
        Self.names[Int.random(in: Self.names.indices, using: &random)]
    }

    mutating func reference() -> Reference {
        let number = random.chance(8) ? random.pick(1, 2, 3, 4) : referencesMade + 1
        referencesMade = max(referencesMade, number)
        guard let reference = Reference("r\(number)") else { preconditionFailure("plain ASCII") }
        return reference
    }

    mutating func ledger() -> LedgerID {
        if random.chance(3) { return LedgerID(bits: 0xFA15E) }
        return random.pick(from: ledgers) ?? .general
    }

    mutating func balance() -> BalanceID {
        if random.chance(3) { return BalanceID(bits: 0xFA15E) }
        // Mostly one of the oldest, so that money and monitors meet.
        let known = random.chance(80) ? balances.prefix(4) : balances[...]
        return random.pick(from: known) ?? BalanceID(bits: 0xFA15E)
    }

    mutating func monitor() -> MonitorID {
        if random.chance(10) { return MonitorID(bits: 0xFA15E) }
        return random.pick(from: monitors) ?? MonitorID(bits: 0xFA15E)
    }

    /// An id as a client gives it, in some of the cases, one of three.
    mutating func givenID<Kind>(_ percent: Int) -> Identifier<Kind>? {
        random.chance(percent) ? Identifier(bits: random.pick(0xC1, 0xC2, 0xC3)) : nil
    }

    /// The right version of something in most cases, or one off; nil where none is expected.
    mutating func expected(_ version: UInt64?, _ percent: Int) -> UInt64? {
        guard random.chance(percent), let version else { return nil }
        return random.chance(60) ? version : version + 1
    }

    package mutating func amount(upTo most: Int128 = 8) -> Amount {
        switch scale {
        case .largest where random.chance(25):
            return Amount(Int128.max / random.pick(1, 2, 3) - 5)
        case .wide where random.chance(70):
            let edge = Int128(1) << random.pick(7, 31, 32, 53, 63, 64, 79)
            let near = edge + random.pick(-1, 0, 1)
            return Amount(
                min(random.chance(70) ? near : .random(in: 1...edge, using: &random), 1 << 79))
        default: return Amount(Int128.random(in: 1...most, using: &random))
        }
    }

    mutating func precision() -> Int64? {
        random.chance(80) ? nil : random.pick(100, 100, 100, 10, 1)
    }

    mutating func limit() -> Amount? {
        scale == .wide
            ? random.pick(nil, Amount(1 << 64), Amount(1 << 79))
            : random.pick(nil, nil, .zero, Amount(5), Amount(15))
    }

    mutating func text() -> String { random.pick("", "", "rent", "fee") }

    /// A time that is to come, mostly; seldom one that has passed.
    mutating func later(than now: Timestamp) -> Timestamp {
        let step: Int64 = random.pick(
            -1, 0, 1, 2, 246, 1_000_000, 3_600_000_000_000, 3_600_000_000_000, 20_000_000_000_000)
        return Timestamp(nanoseconds: now.nanoseconds + step)
    }

    mutating func metaData() -> MetaData {
        if random.chance(30) {
            let name = random.pick(#""stripe""#, #""stripe""#, #""bank""#, #""@a""#, #""""#, "7")
            return MetaData(canonical: #"{"\#(Provider.metaDataKey)":\#(name)}"#)
        }
        return MetaData(canonical: random.pick("", "", #"{"k":1}"#, #"{"m":2}"#))
    }

    mutating func time() -> Timestamp? {
        random.chance(15)
            ? Timestamp(nanoseconds: random.pick(1, 1_700_000_000_000_000_000)) : nil
    }
}
