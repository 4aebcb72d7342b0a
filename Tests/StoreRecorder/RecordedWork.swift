import Ledger
import Store
import TestSupport

/// Seeded work of every kind that is written: transfers, holds and their ends, some of them by
/// themselves; batches, trials and refusals; monitors that fire; notes; large texts.
struct RecordedWork {
    struct Write {
        let commands: [Command]
        let mode: PendingWrite.Mode
    }

    enum Step {
        /// Handed in together.
        case writes([Write])
        /// LMDB gets all there is.
        case settle
    }

    private var random: SeededGenerator
    private var transactions: [TransactionID] = []
    private var referenceCount = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func next() -> Step {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<50: .writes([write()])
        case ..<94: .writes((0..<Int.random(in: 2...12, using: &random)).map { _ in write() })
        default: .settle
        }
    }

    /// Remembers what can be settled, released or given back.
    mutating func note(_ outcome: Outcome) {
        guard let id = outcome.transaction?.transaction.id else { return }
        transactions.append(id)
        if transactions.count > Self.rememberedMax { transactions.removeFirst() }
    }

    private static let rememberedMax = 20
}

// MARK: - Commands

extension RecordedWork {
    private mutating func write() -> Write {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<80: Write(commands: [command()], mode: .each)
        case ..<90: Write(commands: commands(upTo: 8), mode: .all)
        case ..<93: Write(commands: commands(upTo: 8), mode: .each)
        case ..<99: Write(commands: commands(upTo: 4), mode: .dry)
        // A record that is larger than a segment.
        default: Write(commands: (0..<24).map { _ in transfer(textSize: 3 << 10) }, mode: .all)
        }
    }

    private mutating func commands(upTo count: Int) -> [Command] {
        (0..<Int.random(in: 1...count, using: &random)).map { _ in command() }
    }

    private mutating func command() -> Command {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<55: transfer()
        case ..<65: hold()
        case ..<85: child()
        case ..<88: monitor()
        case ..<90: transfer(textSize: 6 << 10)
        case ..<92:
            .createBalance(
                CreateBalance(currency: Self.dollar, indicator: name(), identityID: "fund"))
        case ..<95: .createSubscription(CreateSubscription(name: Self.follower))
        default: .note(.acknowledge(acknowledgement()))
        }
    }

    private mutating func transfer(textSize: Int = 0) -> Command {
        // An account below zero is refused.
        let source = random.chance(40) ? Indicator.world : name()
        return transaction(
            TransactionOrder(
                currency: Self.dollar, amount: Amount(.random(in: 1...500, using: &random)),
                source: .indicator(source), destination: .indicator(name()),
                description: String(repeating: "x", count: textSize)))
    }

    private mutating func hold() -> Command {
        let end = Timestamp(
            nanoseconds: Timestamp.wallClock.nanoseconds + random.pick(1_000_000, 3_600_000_000_000)
        )
        let terms = random.pick(HoldTerms(expiresAt: end), HoldTerms(commitAt: end), HoldTerms())
        return transaction(
            TransactionOrder(
                currency: Self.dollar, amount: Amount(.random(in: 1...100, using: &random)),
                source: .indicator(.world), destination: .indicator(name()), hold: terms))
    }

    private mutating func child() -> Command {
        guard let parent = random.pick(from: transactions) else { return transfer() }
        let part = ChildOrder.Part.amount(
            Amount(.random(in: 1...60, using: &random)), precision: nil)
        let action: ChildOrder.Action = random.pick(
            .commit(.rest), .commit(part), .void, .refund(part), .refund(.rest))
        return .createChild(
            CreateChild(
                reference: reference(), order: ChildOrder(parentID: parent, action: action)))
    }

    private mutating func monitor() -> Command {
        let threshold = Amount(.random(in: 1...2000, using: &random))
        let condition = try? Condition(
            field: .balance, comparison: .greaterThan, threshold: .minorUnits(threshold))
        guard let condition else { return transfer() }
        return .createMonitor(
            CreateMonitor(
                target: .balance(.indicator(name(), Self.dollar)), question: .one(condition),
                trigger: random.pick(.crossing, .bothEdges, .everyMatch)))
    }

    private mutating func acknowledgement() -> AcknowledgeSubscription {
        AcknowledgeSubscription(
            .name(Self.follower), through: .random(in: 0...400, using: &random))
    }

    private mutating func transaction(_ order: TransactionOrder) -> Command {
        .createTransaction(CreateTransaction(reference: reference(), order: order))
    }
}

// MARK: - The small world

extension RecordedWork {
    private static let names = (0..<6).compactMap { Indicator("@a\($0)") }

    private static var dollar: Currency {
        guard let currency = Currency("USD") else { preconditionFailure("plain ASCII") }
        return currency
    }

    private static var follower: SubscriptionName {
        guard let name = SubscriptionName("follower") else { preconditionFailure("plain ASCII") }
        return name
    }

    private mutating func name() -> Indicator { random.pick(from: Self.names) ?? .world }

    /// Another one each time, in all runs.
    private mutating func reference() -> Reference {
        referenceCount += 1
        guard let reference = Reference("\(random.seed)-\(referenceCount)") else {
            preconditionFailure("plain ASCII")
        }
        return reference
    }
}
