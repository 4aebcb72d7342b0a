import Ledger
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite struct `The log of events` {
    private static let day = 86_400

    /// A clock that a test moves.
    private final class Clock: Sendable {
        private let time = Mutex(Timestamp(nanoseconds: 1_750_000_000_000_000_000))

        var now: Timestamp { time.withLock { $0 } }

        func move(days: Int) {
            time.withLock {
                $0 = Timestamp(
                    nanoseconds: $0.nanoseconds
                        + Int64(days * `The log of events`.day) * 1_000_000_000)
            }
        }
    }

    private let clock = Clock()
    private let folder = TemporaryFolder()

    private func open(_ change: (inout EventRetention) -> Void) throws -> LedgerStore {
        var options = StoreOptions.small
        options.now = { [clock] in clock.now }
        // Nothing goes but when the test says so.
        options.retention.interval = .seconds(86_400)
        // Pages that are let go are used again by the commit after.
        options.commitMax = 20
        change(&options.retention)
        return try LedgerStore(folder: folder.path, options: options)
    }

    private func close(_ store: LedgerStore) throws {
        store.close()
        #expect(try BareStore.open(folder.path) { try $0.view { try $0.findings() } }.isEmpty)
    }

    private func payments(_ numbers: ClosedRange<Int>) -> [Command] {
        numbers.map { .payment($0) }
    }

    private func oldest(_ store: LedgerStore) throws -> UInt64 {
        try store.read { $0.oldestSequence }
    }

    @Test func `lets go of what is too old, and the chain still holds`() throws {
        let store = try open { $0.age = .seconds(30 * Self.day) }
        _ = store.write(payments(1...2500))
        clock.move(days: 31)
        _ = store.write(payments(2501...2503))
        try store.trimEvents()
        #expect(try oldest(store) == 2501)
        #expect(try store.read { try $0.events(from: 1, limit: 100).map(\.sequence).min() } == 2501)
        #expect(try store.read { try $0.counts().events } == 3)
        clock.move(days: 31)
        try store.trimEvents()
        #expect(try oldest(store) == 2504)
        #expect(try store.read { try $0.counts().events } == 0)
        try close(store)
        let again = try open { _ in }
        #expect(try oldest(again) == 2504)
        #expect(try again.write(.payment(2504)).sequence == 2504)
        try close(again)
    }

    @Test func `lets go of what is too much`() throws {
        let store = try open { $0.bytes = 256 << 10 }
        _ = store.write((1...3000).map { .payment($0, to: "@till \($0)") })
        try store.trimEvents()
        let oldest = try oldest(store)
        #expect(oldest > 1000)
        #expect(oldest <= 3000, "what fits stays")
        let left = try store.read { try $0.events(from: 0, limit: .max) }
        #expect(left.first?.sequence == oldest)
        #expect(try store.read { try $0.counts().events } == left.count)
        try close(store)
    }

    @Test func `counts towards its bytes what commits tell by themselves`() throws {
        let store = try open { $0.bytes = 64 << 10 }
        _ = store.write(payments(1...3000))
        try store.trimEvents()
        let oldest = try oldest(store)
        #expect(oldest > 1000)
        #expect(oldest <= 3000, "what fits stays")
        try close(store)
    }

    @Test func `lets go of everything where nothing is to be kept`() throws {
        let store = try open { $0.bytes = 0 }
        _ = store.write(payments(1...10))
        try store.trimEvents()
        #expect(try oldest(store) == 11)
        try close(store)
    }

    @Test func `keeps what a subscription asked to keep, as long as it asked`() throws {
        let store = try open { $0.age = .seconds(Self.day) }
        _ = store.write(payments(1...10))
        let name = try #require(SubscriptionName("desk"))
        try store.write(
            .createSubscription(
                CreateSubscription(
                    name: name, start: .sequence(4),
                    retainFor: Int64(10 * Self.day) * 1_000_000_000)))
        clock.move(days: 5)
        try store.trimEvents()
        #expect(try oldest(store) == 4)
        let note = AcknowledgeSubscription(.name(name), through: 7)
        try store.write(.note(.acknowledge(note)))
        try store.trimEvents()
        #expect(try oldest(store) == 8)
        clock.move(days: 6)
        try store.trimEvents()
        #expect(try oldest(store) == 12)
        try close(store)
    }

    @Test func `keeps nothing for a subscription that didn't ask`() throws {
        let store = try open { $0.age = .seconds(Self.day) }
        _ = store.write(payments(1...10))
        let name = try #require(SubscriptionName("desk"))
        try store.write(.createSubscription(CreateSubscription(name: name, start: .oldest)))
        clock.move(days: 2)
        try store.trimEvents()
        #expect(try oldest(store) == 12)
        try close(store)
    }

    @Test func `tells of what went`() throws {
        let store = try open { $0.age = .seconds(Self.day) }
        let told = Mutex<[UInt64]>([])
        store.onTrim { oldest in told.withLock { $0.append(oldest) } }
        _ = store.write(payments(1...1500))
        clock.move(days: 2)
        try store.trimEvents()
        #expect(told.withLock(\.self).last == 1501)
        #expect(told.withLock(\.self).count > 1, "it goes in pieces")
        try close(store)
    }

    @Test func `gives its pages to what is written next`() throws {
        let store = try open { $0.bytes = 256 << 10 }
        let text = String(repeating: "x", count: 12_000)
        func churn() throws {
            for number in 1...300 {
                let update = UpdateLedger(
                    id: .general,
                    metaData: .merge(try MetaData(#"{"k":"\#(number)\#(text)"}"#)))
                try store.write(.updateLedger(update))
                if number % 20 == 0 { try store.trimEvents() }
            }
        }
        try churn()
        let before = try store.size().usedBytes
        for _ in 1...4 { try churn() }
        // More than 14 MB of events went through meanwhile; commits are all that stays.
        #expect(try store.size().usedBytes < before + 2 << 20)
        try close(store)
    }
}

@Suite struct `A note` {
    private func name() throws -> SubscriptionName { try #require(SubscriptionName("desk")) }

    @Test func `is durable, and takes no sequence and no link of the chain`() throws {
        let folder = TemporaryFolder()
        let store = try LedgerStore(folder: folder.path, options: .small)
        _ = store.write((1...5).map { .payment($0) })
        try store.write(.createSubscription(CreateSubscription(name: name(), start: .oldest)))
        let before = try store.read { $0.state }
        let written = try store.write(
            [3, 1, 5].map {
                .note(.acknowledge(AcknowledgeSubscription(.name(try name()), through: $0)))
            }, .each)
        #expect(written.items.map(\.sequence) == [6, 6, 6])
        #expect(written.items.map { $0.outcome.subscription?.cursor.acknowledged } == [3, 3, 5])
        let after = try store.read { $0.state }
        #expect(after.sequence == before.sequence)
        #expect(after.chainHash == before.chainHash)
        #expect(after.noteCount == before.noteCount + 3)
        #expect(store.log.tail == 6)
        store.close()
        let again = try LedgerStore(folder: folder.path, options: .small)
        let kept = try again.read { try $0.subscription(.name(try name())) }
        #expect(kept?.cursor.acknowledged == 5)
        #expect(try again.write(.payment(6)).sequence == 7)
        again.close()
        #expect(try BareStore.open(folder.path) { try $0.view { try $0.findings() } }.isEmpty)
    }

    @Test func `may come with commits in one batch`() throws {
        let fixture = try StoreFixture()
        try fixture.store.write(
            .createSubscription(CreateSubscription(name: name(), start: .oldest)))
        let note = Command.note(
            .acknowledge(AcknowledgeSubscription(.name(try name()), through: 1)))
        let written = try fixture.store.write([.payment(1), note, .payment(2)], .all)
        #expect(written.items.map(\.sequence) == [2, 1, 2])
        let alone = try fixture.store.write([note, note], .all)
        #expect(alone.items.map(\.sequence) == [2, 2])
        let ahead = Command.note(
            .acknowledge(AcknowledgeSubscription(.name(try name()), through: 9)))
        let refused = try fixture.store.write([note, ahead], .all)
        #expect(refused.refusal?.item == 1)
        fixture.close()
        #expect(
            try BareStore.open(fixture.folder.path) { try $0.view { try $0.findings() } }.isEmpty)
    }
}
