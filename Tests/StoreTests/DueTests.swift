import Ledger
import TestSupport
import Testing

@testable import Store

/// What the store does by itself at a time. The clock is set by hand; a payment wakes the timer.
@Suite(.timeLimit(.minutes(5))) struct `What falls due` {
    private let clock = TestClock()
    private let fixture: StoreFixture
    private let commits: CommitWatch
    private var store: LedgerStore { fixture.store }

    init() throws {
        fixture = try StoreFixture(options: clock.options)
        commits = CommitWatch(fixture.store)
        try store.write(.payment(0))
    }

    /// Sets the clock, wakes the timer by a payment, and waits for as many commits after it.
    private func pass(to time: Timestamp, commits count: UInt64) throws {
        let payment = Command.payment(Int(store.log.tail), to: "@clock")
        let total = store.log.tail + 1 + count
        // The payment comes first, however early the timer looks at the clock.
        let held = HeldWriter(store)
        let answers = Answers()
        answers.submit(payment, to: store)
        clock.set(time)
        held.release()
        _ = try answers.wait(for: 1)[0].get()
        commits.wait(for: total)
        #expect(store.log.tail == total)
    }

    private func hold(_ reference: String, _ amount: Int128, _ terms: HoldTerms) -> Command {
        .transfer(reference, amount, from: "@till", to: "@shop", hold: terms)
    }

    private func status(_ references: String...) throws -> [TransactionStatus?] {
        try store.read { view in try references.map { try view.progress($0)?.status } }
    }

    /// Closes the store; how many rows of what is to come are left, and that all is sound.
    private func leftovers() throws -> [Int] {
        fixture.close()
        return try BareStore.open(fixture.folder.path) { bare in
            try #require(try bare.audit() == [])
            return try [bare.rows(.dues).count, bare.rows(.expiries).count]
        }
    }

    @Test func `of a hold releases what remains at its expiry`() throws {
        let expiry = Timestamp.start(plus: 10)
        let written = try store.write(hold("hold", 40, HoldTerms(expiresAt: expiry)))
        let id = try #require(written.outcome.transaction?.transaction.id)
        try store.write(.child("part", of: id, .commit(.amount(15))))
        try pass(to: expiry, commits: 1)
        try store.read { view in
            let progress = try #require(try view.progress("hold"))
            #expect(progress.status == .expired)
            #expect(progress.settled == Amount(15))
            #expect(progress.released == Amount(25))
            let till = try #require(try view.balance(named: "@till")?.balance.sums)
            #expect(till == Sums(credit: Amount(100), debit: Amount(15)))
            #expect(try view.happenings(from: view.sequence) == [.expired])
            let time = try #require(try view.commit(view.sequence)?.time)
            #expect(time > expiry)
            #expect(try view.nextExpiry(named: "@shop") == nil)
        }
        #expect(try leftovers() == [0, 0])
    }

    @Test func `of a hold commits what remains, in time before its expiry`() throws {
        let terms = HoldTerms(expiresAt: .start(plus: 20), commitAt: .start(plus: 10))
        try store.write(hold("hold", 40, terms))
        try pass(to: .start(plus: 10), commits: 1)
        try store.read { view in
            let progress = try #require(try view.progress("hold"))
            #expect(progress.status == .applied)
            #expect(progress.settled == Amount(40))
            let shop = try #require(try view.balance(named: "@shop")?.balance.sums)
            #expect(shop == Sums(credit: Amount(40)))
            #expect(try view.happenings(from: view.sequence) == [.committed])
        }
        try pass(to: .start(plus: 20), commits: 0)
        #expect(try leftovers() == [0, 0])
    }

    @Test func `of a commit that the rules refuse is given up, and told`() throws {
        let terms = HoldTerms(expiresAt: .start(plus: 20), commitAt: .start(plus: 10))
        try store.write(hold("hold", 40, terms))
        let shop = try #require(try store.read { try $0.balance(named: "@shop") }).balance.id
        try store.write(.updateBalance(UpdateBalance(id: shop, status: .set(.frozen))))
        try pass(to: .start(plus: 10), commits: 1)
        try store.read { view in
            let progress = try #require(try view.progress("hold"))
            #expect(progress.status == .inflight)
            #expect(progress.rejection?.reason == .balanceFrozen)
            #expect(progress.terms == HoldTerms(expiresAt: .start(plus: 20)))
            #expect(try view.happenings(from: view.sequence) == [.rejected])
        }
        // What is held can be released although the balance is frozen.
        try pass(to: .start(plus: 20), commits: 1)
        #expect(try status("hold") == [.expired])
        #expect(try leftovers() == [0, 0])
    }

    @Test func `runs, or is kept with the reason why not`() throws {
        let time = Timestamp.start(plus: 10)
        let commands: [Command] = [
            .transfer("small", 30, from: "@till", to: "@shop", scheduledFor: time),
            .transfer("large", 80, from: "@till", to: "@new", scheduledFor: time),
            .transfer("last", 70, from: "@till", to: "@shop", scheduledFor: time),
        ]
        _ = try store.write(commands, .all)
        #expect(try store.read { try $0.balance(named: "@shop") } == nil)
        try pass(to: time, commits: 3)
        #expect(try status("small", "large", "last") == [.applied, .rejected, .applied])
        try store.read { view in
            let refused = try #require(try view.progress("large"))
            #expect(refused.rejection?.reason == .insufficientFunds)
            #expect(try view.transaction("large")?.movement == nil)
            #expect(try view.balance(named: "@new") == nil)
            let first = view.sequence - 2
            #expect(try view.happenings(from: first) == [.applied, .rejected, .applied])
            #expect(try view.transaction("small")?.movement?.sequence == first)
            #expect(try view.transaction("small")?.sequence == first - 2)
        }
        #expect(try leftovers() == [0, 0])
    }

    @Test func `and was cancelled or put off does not happen`() throws {
        let first = try store.write(.transfer("no", 1, to: "@shop", scheduledFor: .start(plus: 10)))
        let held = try store.write(hold("hold", 40, HoldTerms(expiresAt: .start(plus: 10))))
        try store.write(.transfer("marker", 1, to: "@shop", scheduledFor: .start(plus: 20)))
        let hold = try #require(held.outcome.transaction?.transaction.id)
        let change = HoldChange(expiresAt: .set(.start(plus: 30)))
        try store.write(.cancel(try #require(first.outcome.transaction?.transaction.id)))
        try store.write(.child("longer", of: hold, .update(change)))
        try pass(to: .start(plus: 20), commits: 1)
        #expect(try status("marker", "no", "hold") == [.applied, .cancelled, .inflight])
        #expect(try store.read { try $0.nextExpiry(named: "@till") } == .start(plus: 30))
        try pass(to: .start(plus: 30), commits: 1)
        #expect(try status("hold") == [.expired])
        #expect(try leftovers() == [0, 0])
    }

    @Test(arguments: [ChildOrder.Action.commit(.rest), .void, .update(HoldChange())])
    func `is over at its instant, swept or not`(action: ChildOrder.Action) throws {
        let expiry = Timestamp.start(plus: 10)
        let written = try store.write(hold("hold", 40, HoldTerms(expiresAt: expiry)))
        let id = try #require(written.outcome.transaction?.transaction.id)
        let answers = Answers()
        let held = HeldWriter(store)
        // Ahead of the sweep, and yet too late when it is looked at.
        answers.submit(.child("late", of: id, action), to: store)
        clock.set(expiry)
        held.release()
        let answer = try answers.wait(for: 1)[0].get()
        #expect(answer.outcome.refusal == .holdExpired)
        // The timer may have woken by itself, or not.
        try store.write(.payment(1))
        commits.wait(for: 4)
        #expect(try status("hold") == [.expired])
        #expect(try leftovers() == [0, 0])
    }

    @Test func `is known to the instant`() throws {
        let due = Timestamp.start(plus: 10)
        try store.write(hold("hold", 40, HoldTerms(expiresAt: due)))
        let id = try #require(try store.read { try $0.transaction("hold")?.id })
        let before = Timestamp(nanoseconds: due.nanoseconds - 1)
        let early = try store.read { try $0.dues(at: before, 10) }
        #expect(early.ripe == [])
        #expect(early.next == due)
        let late = try store.read { try $0.dues(at: due, 10) }
        #expect(late.ripe == [Due(time: due, kind: .expire, transactionID: id)])
        #expect(late.next == nil)
        fixture.close()
    }

    @Test func `waits in a store that is closed`() throws {
        try store.write(hold("hold", 40, HoldTerms(expiresAt: .start(plus: 10))))
        try store.write(.transfer("later", 1, to: "@shop", scheduledFor: .start(plus: 20)))
        fixture.close()
        let path = fixture.folder.path
        #expect(try BareStore.open(path) { try $0.rows(.dues).count } == 2)
        clock.set(.start(plus: 20))
        let reopened = try LedgerStore(folder: path, options: clock.options)
        CommitWatch(reopened).wait(for: 5)
        #expect(try reopened.read { try $0.progress("hold")?.status } == .expired)
        #expect(try reopened.read { try $0.progress("later")?.status } == .applied)
        reopened.close()
        #expect(try BareStore.audit(path) == [])
        #expect(try BareStore.open(path) { try $0.rows(.dues).count } == 0)
    }
}

/// Many dues, and stores that were left in other ways.
@Suite(.timeLimit(.minutes(5))) struct `After a long stop` {
    @Test(arguments: SeededGenerator.seeds(2))
    func `everything is done in the order of its time`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let clock = TestClock()
        let fixture = try StoreFixture(options: clock.options)
        _ = try fixture.store.write((0..<600).map { due($0, &random) }, .each)
        let tail = fixture.store.log.tail
        fixture.close()
        let path = fixture.folder.path
        let dues = try BareStore.open(path) { try DictionaryBook($0).dues.sorted() }
        try #require(dues.count > 2 * DueTimer.batchMax, "SEED=\(seed)")

        clock.set(.start(plus: 1_000_000))
        let store = try LedgerStore(folder: path, options: clock.options)
        CommitWatch(store).wait(for: tail + UInt64(dues.count))
        let done = try store.read { view in
            try view.events(from: tail + 1, limit: .max).compactMap { event -> TransactionID? in
                guard case .transaction(let told) = event.content else { return nil }
                return try view.transaction(told.transactionID)?.parentID ?? told.transactionID
            }
        }
        #expect(done == dues.map(\.transactionID), "SEED=\(seed)")
        store.close()
        #expect(try BareStore.audit(path) == [], "SEED=\(seed)")
        let left = try BareStore.open(path) { try DictionaryBook($0).dues }
        #expect(left == [], "SEED=\(seed)")
    }

    /// Something that happens at one of a few hundred times.
    private func due(_ number: Int, _ random: inout SeededGenerator) -> Command {
        let time = Timestamp.start(plus: Int64.random(in: 1...300, using: &random))
        let name = "@shop \(number % 7)"
        return switch number % 3 {
        case 0: .transfer("\(number)", 1, to: name, scheduledFor: time)
        case 1: .transfer("\(number)", 1, to: name, hold: HoldTerms(expiresAt: time))
        default: .transfer("\(number)", 1, to: name, hold: HoldTerms(commitAt: time))
        }
    }

    @Test(arguments: SeededGenerator.seeds(2))
    func `and while time passes nothing is done too early`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let clock = TestClock()
        let fixture = try StoreFixture(options: clock.options)
        let store = fixture.store
        _ = try store.write((0..<60).map { due($0, &random) }, .each)
        var now = clock.now
        while now < .start(plus: 300) {
            let step = Int64.random(in: 1...20_000_000_000, using: &random)
            now = Timestamp(nanoseconds: now.nanoseconds + step)
            clock.set(now)
            try store.write(.payment(Int(now.nanoseconds - Timestamp.start.nanoseconds)))
        }
        fixture.close()
        try checkTimes(fixture.folder.path, seed)
    }

    private func checkTimes(_ path: String, _ seed: UInt64) throws {
        let book = try BareStore.open(path) { try DictionaryBook($0) }
        var done = 0
        for transaction in book.transactions.values {
            guard let (due, time) = ran(transaction, in: book) else { continue }
            done += 1
            #expect(time >= due, "SEED=\(seed)")
        }
        #expect(done > 0, "SEED=\(seed)")
    }

    /// When something that ran by itself was due, and when it was done; nil for all else.
    private func ran(
        _ transaction: Transaction, in book: DictionaryBook
    ) -> (due: Timestamp, time: Timestamp)? {
        if let parent = transaction.parentID.flatMap({ book.transactions[$0] }) {
            let terms = parent.order.hold
            guard let due = terms?.expiresAt ?? terms?.commitAt else { return nil }
            return (due, transaction.createdAt)
        }
        guard let due = transaction.order.scheduledFor, let movement = transaction.movement,
            let entry = book.entry(movement.firstEntry)
        else { return nil }
        return (due, entry.recordedAt)
    }

    @Test func `what the last commit was later than is done, wherever the clock stands`() throws {
        let folder = TemporaryFolder()
        let clock = TestClock()
        var store = try LedgerStore(folder: folder.path, options: clock.options)
        let terms = HoldTerms(expiresAt: .start(plus: 10))
        try store.write(.transfer("hold", 1, to: "@shop", hold: terms))
        let state = try store.read { $0.state }
        store.close()
        try BareStore.open(folder.path) { bare in
            let stamp = Stamp(sequence: 2, time: .start(plus: 20), entropy: 1)
            _ = try bare.apply([(.payment(1), stamp)], after: state)
        }
        // The clock is where it was, ten seconds before the expiry.
        store = try LedgerStore(folder: folder.path, options: clock.options)
        CommitWatch(store).wait(for: 3)
        #expect(try store.read { try $0.progress("hold")?.status } == .expired)
        store.close()
    }

    @Test func `rows that are damaged or lead nowhere hold up nothing`() throws {
        let clock = TestClock()
        let fixture = try StoreFixture(options: clock.options)
        let later = Timestamp.start(plus: 10)
        try fixture.store.write(.transfer("later", 1, to: "@shop", scheduledFor: later))
        fixture.close()
        let nowhere = Due(
            time: .start(plus: 1), kind: .expire, transactionID: TransactionID(bits: 0xFA15E))
        let damaged = Due(time: .start(plus: 2), kind: .run, transactionID: nowhere.transactionID)
        try BareStore.open(fixture.folder.path) { bare in
            let key = Key.due(nowhere)
            try bare.put(.dues, key.bytes, KeyRecord.row(under: key))
            try bare.put(.dues, Key.due(damaged).bytes, KeyRecord.row(under: key))
        }
        clock.set(later)
        let store = try LedgerStore(folder: fixture.folder.path, options: clock.options)
        CommitWatch(store).wait(for: 2)
        #expect(try store.read { try $0.progress("later")?.status } == .applied)
        #expect(try store.read { try $0.dues(at: later, 10).ripe } == [nowhere])
        store.close()
    }
}
