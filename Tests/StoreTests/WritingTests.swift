import Dispatch
import Foundation
import Ledger
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite struct `The writer` {
    @Test func `answers many callers in order and numbers commits without gaps`() throws {
        let fixture = try StoreFixture()
        defer { fixture.close() }
        let answers = Answers()
        DispatchQueue.concurrentPerform(iterations: 8) { caller in
            for number in 0..<100 {
                answers.submit(.payment(caller * 100 + number), to: fixture.store)
            }
        }
        let sequences = try answers.wait(for: 800).map { try $0.get().sequence }
        #expect(sequences == Array(1...800))
        let counts = try fixture.store.read { try $0.counts() }
        #expect(counts.transactions == 800)
        #expect(counts.entries == 1600)
        #expect(fixture.store.log.tail == 800)
    }

    @Test func `makes one group of what waits, and tells of it once`() throws {
        let fixture = try StoreFixture()
        defer { fixture.close() }
        let commits = commitsSeen(by: fixture.store)
        let held = HeldWriter(fixture.store)
        let answers = Answers()
        for number in 0..<500 { answers.submit(.payment(number), to: fixture.store) }
        #expect(fixture.store.queueDepth == 500)
        #expect(answers.soFar.isEmpty)
        held.release()
        let sequences = try answers.wait(for: 500).map { try $0.get().sequence }
        #expect(sequences == Array(1...500))
        fixture.close()
        #expect(commits.value.withLock { $0 } == [500])
    }

    @Test func `takes no more into a group than allowed`() throws {
        var options = StoreOptions.small
        options.groupMax = 30
        let fixture = try StoreFixture(options: options)
        let commits = commitsSeen(by: fixture.store)
        let held = HeldWriter(fixture.store)
        let answers = Answers()
        for number in 0..<100 { answers.submit(.payment(number), to: fixture.store) }
        held.release()
        _ = answers.wait(for: 100)
        fixture.close()
        #expect(commits.value.withLock { $0 } == [30, 60, 90, 100])
    }

    private func commitsSeen(by store: LedgerStore) -> Arc<Mutex<[UInt64]>> {
        let commits = Arc(Mutex<[UInt64]>([]))
        store.onCommit { notice in commits.value.withLock { $0.append(notice.sequence) } }
        return commits
    }

    @Test func `answers only after readers can see the write`() throws {
        let fixture = try StoreFixture()
        defer { fixture.close() }
        let store = fixture.store
        let unseen = Atomic<Int>(0)
        let answered = DispatchSemaphore(value: 0)
        for number in 0..<50 {
            store.log.submit(
                PendingWrite(.payment(number)) { [unowned store] answer in
                    let isSeen = try? store.read { view in
                        guard let written = try? answer.get() else { return false }
                        let id = try view.transactionID(.make("payment \(number)"))
                        return try view.sequence >= written.sequence && id != nil
                            && view.commit(written.sequence) != nil
                            && store.log.tail >= written.sequence
                    }
                    if isSeen != true { unseen.add(1, ordering: .relaxed) }
                    answered.signal()
                })
        }
        for _ in 0..<50 { answered.wait() }
        #expect(unseen.load(ordering: .relaxed) == 0)
    }

    @Test func `answers a repeat within the group of the first`() throws {
        let fixture = try StoreFixture()
        defer { fixture.close() }
        let held = HeldWriter(fixture.store)
        let answers = Answers()
        for number in [1, 1, 2] { answers.submit(.payment(number), to: fixture.store) }
        held.release()
        let written = try answers.wait(for: 3).map { try $0.get() }
        #expect(written.map(\.sequence) == [1, 1, 2])
        guard case .replayed = written[1].outcome else {
            Issue.record("a repeat came to \(written[1].outcome)")
            return
        }
    }

    @Test func `keeps time rising where the clock stands still or runs backwards`() throws {
        var options = StoreOptions.small
        let clock = Atomic<Int64>(1_000)
        let shared = Arc(clock)
        options.now = {
            Timestamp(nanoseconds: shared.value.subtract(10, ordering: .relaxed).newValue)
        }
        let fixture = try StoreFixture(options: options)
        defer { fixture.close() }
        for answer in fixture.store.write((0..<20).map { .payment($0) }) { _ = try answer.get() }
        let times = try fixture.store.read { view in
            try (1...20).compactMap { try view.commit($0)?.time }
        }
        #expect(times.count == 20)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    }
}

/// What is refused before it is begun.
@Suite struct `A write` {
    @Test func `whose deadline has passed is not begun`() throws {
        let fixture = try StoreFixture()
        defer { fixture.close() }
        let late = fixture.store.write([.payment(1), .payment(2)], deadline: .now)
        #expect(late.map(\.failure) == [.deadlineExceeded, .deadlineExceeded])
        let counts = try fixture.store.read { view in (view.sequence, try view.counts()) }
        #expect(counts.0 == 0)
        #expect(counts.1.balances == 0)
        #expect(fixture.store.write([.payment(1)], deadline: .now + .seconds(600))[0].isApplied)
    }

    @Test func `beyond what the queue holds is refused at once`() throws {
        var options = StoreOptions.small
        options.queueMax = 3
        let fixture = try StoreFixture(options: options)
        defer { fixture.close() }
        let held = HeldWriter(fixture.store)
        let answers = Answers()
        for number in 0..<5 { answers.submit(.payment(number), to: fixture.store) }
        #expect(answers.soFar.map(\.failure) == [.queueFull, .queueFull])
        held.release()
        #expect(answers.wait(for: 5).filter(\.isApplied).count == 3)
        #expect(fixture.store.write([.payment(9)])[0].isApplied)
    }

    @Test func `that waits is finished by closing, and no other taken`() throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        let held = HeldWriter(store)
        let answers = Answers()
        for number in 0..<5 { answers.submit(.payment(number), to: store) }
        let isClosed = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            store.close()
            isClosed.signal()
        }
        // The queue closes at some time from here on; what is refused until then was taken.
        var taken = 5
        var number = 5
        while true {
            answers.submit(.payment(number), to: store)
            if answers.soFar.contains(where: { $0.failure == .closed }) { break }
            taken += 1
            number += 1
            if number > 10_000 { break }
        }
        held.release()
        isClosed.wait()
        #expect(answers.soFar.filter(\.isApplied).count == taken)
        #expect(store.write([.payment(-1)])[0].failure == .closed)
        #expect(throws: StoreError.closed) { try store.read { $0.sequence } }
        // A second time it returns at once.
        store.close()
        let reopened = try LedgerStore(folder: fixture.folder.path, options: .small)
        #expect(try reopened.read { try $0.counts().transactions } == taken)
        reopened.close()
    }

    @Test func `that waits is finished although the store was let go of`() throws {
        let folder = TemporaryFolder()
        let answers = Answers()
        try letGo(folder.path, answers)
        #expect(answers.wait(for: 5).filter(\.isApplied).count == 5)
    }

    private func letGo(_ path: String, _ answers: Answers) throws {
        let store = try LedgerStore(folder: path, options: .small)
        let held = HeldWriter(store)
        for number in 0..<5 { answers.submit(.payment(number), to: store) }
        held.release()
    }
}

/// A box for what can be neither copied nor captured.
final class Arc<Value: ~Copyable & Sendable>: Sendable {
    let value: Value

    init(_ value: consuming Value) { self.value = value }
}
