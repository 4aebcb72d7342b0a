import Dispatch
import Ledger
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite struct `A map that begins small` {
    private var tiny: StoreOptions {
        var options = StoreOptions.small
        options.initialMapBytes = 1 << 20
        return options
    }

    @Test func `grows under load, under the eyes of readers, and loses nothing`() throws {
        let fixture = try StoreFixture(options: tiny)
        defer { fixture.close() }
        let store = fixture.store
        let isDone = Arc(Atomic<Bool>(false))
        let finished = DispatchGroup()
        let oddities = Arc(Mutex<[String]>([]))
        for _ in 0..<3 {
            DispatchQueue.global().async(group: finished) {
                while !isDone.value.load(ordering: .acquiring) {
                    let oddity = oddity(in: store)
                    if let oddity { oddities.value.withLock { $0.append(oddity) } }
                }
            }
        }
        for round in 0..<40 {
            let payments = (0..<100).map { Command.payment(round * 100 + $0) }
            #expect(store.write(payments).filter(\.isApplied).count == 100)
        }
        isDone.value.store(true, ordering: .releasing)
        finished.wait()
        #expect(oddities.value.withLock { $0 } == [])
        #expect(try store.size().mapBytes > 1 << 20)
        #expect(try store.read { try $0.counts().transactions } == 4000)
    }

    @Test func `grows in the middle of a group that is larger than it`() throws {
        let fixture = try StoreFixture(options: tiny)
        defer { fixture.close() }
        let answers = fixture.store.writeInOneGroup((0..<3000).map { .payment($0) })
        let sequences = try answers.map { try $0.get().sequence }
        #expect(sequences == Array(1...3000))
        #expect(try fixture.store.size().mapBytes > 1 << 20)
    }

    @Test func `is found as large as it has grown when the store is opened again`() throws {
        let fixture = try StoreFixture(options: tiny)
        _ = fixture.store.write((0..<3000).map { .payment($0) })
        let used = try fixture.store.size().usedBytes
        fixture.close()
        let again = try LedgerStore(folder: fixture.folder.path, options: tiny)
        #expect(try again.size().mapBytes >= used)
        #expect(again.write([.payment(-1)])[0].isApplied)
        #expect(try again.read { try $0.counts().transactions } == 3001)
        again.close()
    }
}

/// What is wrong with what a reader sees: every commit moved 100 from the world to the till.
private func oddity(in store: LedgerStore) -> String? {
    do {
        return try store.read { view in
            let sequence = view.sequence
            let counts = try view.counts()
            guard counts.transactions == Int(sequence), counts.entries == 2 * counts.transactions
            else { return "sequence \(sequence) with \(counts)" }
            guard let id = try view.balanceID(.make("@till"), .dollar) else {
                return sequence == 0 ? nil : "no till at \(sequence)"
            }
            let credit = try view.balance(id)?.balance.sums.credit
            return credit == Amount(Int128(sequence) * 100)
                ? nil : "\(sequence): \(credit ?? .zero)"
        }
    } catch { return "\(error)" }
}
