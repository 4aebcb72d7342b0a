import Ledger
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Commands that come together, through the writer.
@Suite struct `A batch` {
    private let fixture: StoreFixture
    private var store: LedgerStore { fixture.store }

    init() throws {
        fixture = try StoreFixture()
        try store.write(.payment(0))
    }

    private static let payments = (1...5).map { Command.payment($0, to: "@shop \($0 % 2)") }

    /// More than there is.
    private static let refused = Command.transfer("no", 101, from: "@till", to: "@shop")

    @Test func `that is atomic is one commit, its events numbered from 0`() throws {
        defer { fixture.close() }
        let monitor = try Command.watch("@shop 1", atLeast: 200)
        let commands = Array(Self.payments.prefix(2)) + [monitor] + Self.payments.dropFirst(2)
        let written = try store.write(commands, .all)
        #expect(written.refusal == nil)
        #expect(written.items.map(\.sequence) == [2, 2, 2, 2, 2, 2])
        #expect(written.items.allSatisfy { $0.outcome.isApplied })
        #expect(store.log.tail == 2)
        try store.read { view in
            let commit = try #require(try view.commit(2))
            let events = try view.events(from: 2, limit: .max)
            #expect(events.map(\.index) == Array(0..<UInt32(events.count)))
            #expect(events.allSatisfy { $0.sequence == 2 && $0.time == commit.time })
            // Five payments, two new balances, a monitor made, which fires once.
            #expect(events.count == 9)
            #expect(commit.eventCount == 9)
            #expect(commit.entryCount == 10)
            #expect(commit.firstEntry == 3)
            let made = written.items.compactMap(\.outcome.transaction?.transaction.id)
            #expect(commit.transactions == made)
            #expect(try view.commit(3) == nil)
        }
    }

    @Test func `that is atomic and refused says by which command, and leaves nothing`() throws {
        let commands = Self.payments + [Self.refused] + [Self.refused]
        let written = try store.write(commands, .all)
        #expect(written.items.isEmpty)
        #expect(written.refusal?.item == 5)
        #expect(written.refusal?.rejection.reason == .insufficientFunds)
        #expect(store.log.tail == 1)
        // The ids that it took are free again, and so are its references.
        #expect(try store.write(Self.payments, .all).items.map(\.sequence) == [2, 2, 2, 2, 2])
        fixture.close()
        #expect(try BareStore.audit(fixture.folder.path) == [])
    }

    @Test func `that is not atomic is a commit for each of its commands`() throws {
        defer { fixture.close() }
        let commands = [
            Self.payments[0], Self.refused, Self.payments[1], .payment(0), Self.refused,
        ]
        let written = try store.write(commands, .each)
        #expect(written.refusal == nil)
        #expect(written.items.map(\.sequence) == [2, 2, 3, 1, 3])
        #expect(written.items.map(\.outcome.isApplied) == [true, false, true, false, false])
        #expect(written.items[1].outcome.refusal == .insufficientFunds)
        #expect(store.log.tail == 3)
    }

    @Test func `that names a reference twice does it once`() throws {
        defer { fixture.close() }
        let commands = [Self.payments[0], .payment(0), Self.payments[0], Self.payments[1]]
        let written = try store.write(commands, .all)
        #expect(written.items.map(\.sequence) == [2, 1, 2, 2])
        #expect(written.items.map(\.outcome.isApplied) == [true, false, false, true])
        #expect(
            written.items[2].outcome.transaction?.transaction
                == written.items[0].outcome.transaction?.transaction)
        // With other content it is refused, and with it the batch.
        let other = Command.payment(7, to: "@shop", 1)
        let refused = try store.write([other, .payment(7, to: "@shop", 2)], .all)
        #expect(refused.refusal?.rejection.reason == .duplicateReference)
        #expect(refused.refusal?.item == 1)
        #expect(store.log.tail == 2)
    }

    @Test(arguments: [PendingWrite.Mode.all, .each])
    func `that is repeated comes to the first results again`(mode: PendingWrite.Mode) throws {
        defer { fixture.close() }
        let first = try store.write(Self.payments, mode)
        let tail = store.log.tail
        let again = try store.write(Self.payments, mode)
        #expect(again.items.map(\.sequence) == first.items.map(\.sequence))
        #expect(
            again.items.map(\.outcome.transaction?.transaction)
                == first.items.map(\.outcome.transaction?.transaction))
        #expect(store.log.tail == tail)
    }

    @Test(arguments: [PendingWrite.Mode.all, .each, .dry])
    func `of none is answered with none`(mode: PendingWrite.Mode) throws {
        defer { fixture.close() }
        #expect(try store.write([], mode).items.isEmpty)
        #expect(store.log.tail == 1)
    }

    @Test func `that is only tried says what would be, and is not`() throws {
        let commands = Self.payments + [Self.refused, .payment(0)]
        let former = try closedDump()
        let path = fixture.folder.path
        var store = try LedgerStore(folder: path, options: .fixed)
        let tried = try store.write(commands, .dry)
        #expect(tried.items.map(\.sequence) == Array(repeating: 0, count: 7))
        #expect(tried.items[5].outcome.refusal == .insufficientFunds)
        #expect(tried.items[6].outcome.transaction?.transaction.reference == .make("payment 0"))
        #expect(store.log.tail == 1)
        store.close()
        #expect(try closedDump() == former)

        store = try LedgerStore(folder: path, options: .fixed)
        let done = try store.write(Self.payments, .all)
        #expect(done.items.map(\.outcome) == tried.items.prefix(5).map(\.outcome))
        store.close()
    }

    /// Whatever stands beside it in its group.
    @Test func `that is refused or tried shifts nothing in its group`() throws {
        let answers = Answers()
        let held = HeldWriter(store)
        let writes: [([Command], PendingWrite.Mode)] = [
            ([.payment(11, to: "@a")], .each), (Self.payments + [Self.refused], .all),
            (Self.payments, .dry), ([.payment(12, to: "@a")], .all), ([Self.refused], .all),
            ([.payment(13, to: "@b"), .payment(14, to: "@a")], .each),
        ]
        for (commands, mode) in writes { answers.submit(commands, mode, to: store) }
        held.release()
        let written = try answers.wait(for: writes.count).map { try $0.get() }
        let sequences = written.map { $0.items.map(\.sequence) }
        #expect(sequences == [[2], [], [0, 0, 0, 0, 0], [3], [], [4, 5]])
        fixture.close()
        #expect(try BareStore.audit(fixture.folder.path) == [])
    }

    private func closedDump() throws -> [Table: [BareStore.Row]] {
        fixture.close()
        return try BareStore.open(fixture.folder.path) { try $0.dump() }
    }
}

/// As many commands as a batch may have.
@Suite struct `A batch of 10,000` {
    private static let count = 10_000
    private let fixture: StoreFixture
    private let commands: [Command]

    init() throws {
        fixture = try StoreFixture()
        // A hundred tills, each made on the way.
        commands = (0..<Self.count).map { .payment($0, to: "@till \($0 % 100)") }
        try fixture.store.write(.payment(-1))
    }

    @Test func `is one commit where it is atomic`() throws {
        let written = try fixture.store.write(commands, .all)
        #expect(written.items.allSatisfy { $0.sequence == 2 && $0.outcome.isApplied })
        #expect(written.items.count == Self.count)
        try fixture.store.read { view in
            let commit = try #require(try view.commit(2))
            #expect(commit.transactions.count == Self.count)
            #expect(commit.entryCount == UInt64(2 * Self.count))
            #expect(commit.eventCount == UInt64(Self.count + 100))
            let events = try view.events(from: 2, limit: 1)
            #expect(events.map(\.index) == Array(0..<UInt32(Self.count + 100)))
        }
        #expect(try fixture.store.readAtLength { try $0.findings() } == [])
        fixture.close()
    }

    @Test func `is as many commits where it is not`() throws {
        let written = try fixture.store.write(commands, .each)
        #expect(written.items.map(\.sequence) == Array(2...UInt64(Self.count + 1)))
        #expect(try fixture.store.readAtLength { try $0.findings() } == [])
        fixture.close()
    }

    @Test(arguments: [PendingWrite.Mode.all, .dry])
    func `leaves no trace where it is refused by the last, or only tried`(
        mode: PendingWrite.Mode
    ) throws {
        fixture.close()
        let former = try BareStore.open(fixture.folder.path) { try $0.dump() }
        let store = try LedgerStore(folder: fixture.folder.path, options: .small)
        let refused = Command.transfer("no", 1_000_000, from: "@till", to: "@shop")
        let written = try store.write(commands.dropLast() + [refused], mode)
        switch mode {
        case .all: #expect(written.refusal?.item == Self.count - 1)
        default: #expect(written.items.filter(\.outcome.isApplied).count == Self.count - 1)
        }
        store.close()
        #expect(try BareStore.open(fixture.folder.path) { try $0.dump() } == former)
    }
}

/// What waits, and what makes a group, is counted in commands.
@Suite struct `The queue of writes` {
    @Test func `makes groups of no more commands than allowed, but takes any batch`() throws {
        var options = StoreOptions.small
        options.groupMax = 30
        let fixture = try StoreFixture(options: options)
        let commits = Arc(Mutex<[UInt64]>([]))
        fixture.store.onCommit { notice in commits.value.withLock { $0.append(notice.sequence) } }
        let answers = Answers()
        let held = HeldWriter(fixture.store)
        for (start, count) in [(0, 10), (10, 20), (30, 1), (31, 50), (81, 29), (110, 1), (111, 1)] {
            answers.submit((start..<start + count).map { .payment($0) }, .each, to: fixture.store)
        }
        held.release()
        let written = try answers.wait(for: 7).map { try $0.get() }
        #expect(written.flatMap(\.items).map(\.sequence) == Array(1...112))
        fixture.close()
        #expect(commits.value.withLock { $0 } == [30, 31, 81, 111, 112])
    }

    @Test func `takes a batch as long as there is room for one command`() throws {
        var options = StoreOptions.small
        options.queueMax = 10
        let fixture = try StoreFixture(options: options)
        defer { fixture.close() }
        let answers = Answers()
        let held = HeldWriter(fixture.store)
        answers.submit((0..<9).map { .payment($0) }, .all, to: fixture.store)
        answers.submit((9..<100).map { .payment($0) }, .all, to: fixture.store)
        answers.submit([.payment(100)], .each, to: fixture.store)
        #expect(fixture.store.queueDepth == 2)
        #expect(answers.soFar.map(\.failure) == [.queueFull])
        held.release()
        #expect(answers.wait(for: 3).filter(\.isApplied).count == 2)
        #expect(fixture.store.write([.payment(100)])[0].isApplied)
    }
}

extension StoreOptions {
    /// At one time and by one chance for ever, so that the same commands come to the same.
    fileprivate static var fixed: StoreOptions {
        var options = StoreOptions.small
        options.now = { .start }
        options.entropy = { 7 }
        return options
    }
}
