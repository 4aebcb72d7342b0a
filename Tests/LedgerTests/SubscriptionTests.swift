import TestSupport
import Testing

@testable import Ledger

@Suite struct `A durable subscription` {
    private var book = DictionaryBook()
    private var stamps = StampSource()
    private let desk: SubscriptionName

    init() throws {
        desk = try #require(SubscriptionName("desk"))
        for number in 1...3 {
            _ = book.apply(.createLedger(CreateLedger(name: "\(number)")), &stamps)
        }
    }

    private mutating func create(
        _ change: (inout CreateSubscription) -> Void = { _ in }
    ) -> Outcome {
        var command = CreateSubscription(name: desk)
        change(&command)
        return book.apply(.createSubscription(command), &stamps)
    }

    private mutating func acknowledge(_ sequence: UInt64) -> Outcome {
        book.apply(
            .note(.acknowledge(AcknowledgeSubscription(.name(desk), through: sequence))), &stamps)
    }

    @Test(
        arguments: [
            (.next, 4), (.oldest, 0), (.sequence(2), 1), (.sequence(4), 3),
        ] as [(EventStart, UInt64)])
    mutating func `begins where it is asked to`(_ start: EventStart, _ acknowledged: UInt64) {
        let made = create { $0.start = start }.subscription
        #expect(made?.cursor.acknowledged == acknowledged)
        #expect(made?.cursor.acknowledgedAt == nil)
        #expect(book.sequence == 4)
    }

    @Test mutating func `is a commit and no event`() {
        let events = book.events
        _ = create()
        #expect(book.sequence == 4)
        _ = book.apply(.deleteSubscription(DeleteSubscription(.name(desk))), &stamps)
        #expect(book.sequence == 5)
        #expect(book.events == events)
        #expect(book.subscriptions.isEmpty)
    }

    @Test mutating func `that is asked for again is answered as it stands now`() {
        let made = create { $0.start = .oldest }.subscription
        #expect(acknowledge(2).subscription?.cursor.acknowledged == 2)
        guard
            case .replayed(.subscription(let again), let sequence) = create({
                $0.start = .oldest
            })
        else { return #expect(Bool(false), "it was not replayed") }
        #expect(again.subscription == made?.subscription)
        #expect(again.cursor.acknowledged == 2)
        #expect(sequence == 4)
    }

    @Test mutating func `has an id and a name of its own`() {
        let id = SubscriptionID(bits: 7)
        let other = SubscriptionName("other")
        #expect(create { $0.id = id }.rejection == nil)
        #expect(create { $0.id = id }.isReplay)
        // Without the id it is known by its name.
        #expect(create().isReplay)
        #expect(create { $0.retainFor = 1 }.rejection?.reason == .duplicateName)
        #expect(create { $0.id = SubscriptionID(bits: 8) }.rejection?.reason == .duplicateName)
        #expect(create { $0.start = .oldest }.rejection?.reason == .duplicateName)
        #expect(
            create { $0.filter = EventFilter(types: [.ledgerCreated]) }.rejection?.reason
                == .duplicateName)
        let changed = create { command in
            command.id = id
            command.name = other ?? command.name
        }
        #expect(changed.rejection?.reason == .duplicateID)
        #expect(book.subscriptions.count == 1)
    }

    @Test mutating func `begins neither beyond the log nor where it is gone`() {
        let beyond = create { $0.start = .sequence(5) }.rejection
        #expect(beyond?.reason == .fieldInvalid)
        #expect(beyond?.field == "from_sequence")
        #expect(beyond?.fact("next_sequence") == "4")
        book.deleteEvents(through: 2)
        let gone = create { $0.start = .sequence(2) }.rejection
        #expect(gone?.reason == .cursorExpired)
        #expect(gone?.fact("oldest_sequence") == "3")
        #expect(create { $0.start = .oldest }.subscription?.cursor.acknowledged == 2)
    }

    @Test mutating func `is one of a bounded number`() throws {
        for number in 0..<Subscription.countMax {
            let name = try #require(SubscriptionName("s\(number)"))
            book.insert(
                SubscriptionView(
                    subscription: Subscription(
                        id: SubscriptionID(bits: UInt128(number)), name: name, filter: .all,
                        start: .next, retainFor: nil, createdAt: .zero),
                    cursor: SubscriptionCursor(
                        id: SubscriptionID(bits: UInt128(number)), acknowledged: 0)))
        }
        let refusal = create().rejection
        #expect(refusal?.reason == .limitReached)
        #expect(refusal?.fact("limit") == "4096")
    }

    @Test mutating func `has a cursor that only moves forward`() {
        #expect(acknowledge(1).rejection?.reason == .subscriptionNotFound)
        _ = create { $0.start = .oldest }
        let before = book.sequence
        #expect(acknowledge(2).subscription?.cursor.acknowledged == 2)
        let moved = book.subscriptions.values.first?.cursor.acknowledgedAt
        #expect(moved == stamps.time)
        #expect(acknowledge(1).subscription?.cursor.acknowledged == 2)
        #expect(acknowledge(2).subscription?.cursor.acknowledgedAt == moved)
        let ahead = acknowledge(5).rejection
        #expect(ahead?.reason == .fieldInvalid)
        #expect(ahead?.fact("next_sequence") == "5")
        #expect(acknowledge(4).subscription?.cursor.acknowledged == 4)
        // An acknowledgement is nothing that has to be acknowledged.
        #expect(book.sequence == before)
    }
}

@Suite struct `Letting events go` {
    private var book = DictionaryBook()
    private var stamps = StampSource()

    init() {
        for number in 1...5 {
            _ = book.apply(.createLedger(CreateLedger(name: "\(number)")), &stamps)
        }
    }

    private mutating func trim(through sequence: UInt64, subscriptionsMade: UInt64 = 0) {
        let note = TrimEvents(through: sequence, subscriptionsMade: subscriptionsMade)
        #expect(book.apply(.note(.trimEvents(note)), &stamps) == .applied(.noted))
    }

    @Test mutating func `takes the oldest, and no sequence`() {
        trim(through: 3)
        #expect(book.events.map(\.sequence) == [4, 5])
        #expect(book.trimmed == 3)
        #expect(book.sequence == 5)
        trim(through: 2)
        #expect(book.events.map(\.sequence) == [4, 5])
        trim(through: 99)
        #expect(book.events.isEmpty)
        #expect(book.trimmed == 5)
        #expect(book.sequence == 5)
    }

    @Test mutating func `waits where somebody has come who may want them`() throws {
        let name = try #require(SubscriptionName("desk"))
        _ = book.apply(
            .createSubscription(CreateSubscription(name: name, start: .oldest)), &stamps)
        trim(through: 3)
        #expect(book.trimmed == 0)
        trim(through: 3, subscriptionsMade: 1)
        #expect(book.trimmed == 3)
    }
}
