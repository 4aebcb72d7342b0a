import Ledger
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite struct `What the writer tells of` {
    @Test(arguments: SeededGenerator.seeds(5))
    func `is what the log says, for each event that is told`(seed: UInt64) throws {
        let store = try BareStore()
        var play = RandomPlay(seed: seed)
        var state = BareStore.fresh
        var toldCount = 0
        for _ in 0..<300 {
            var book = try store.book(after: state)
            book.content.isTold = true
            let turn = play.next().turn
            if try book.answer(turn).isApplied { try book.seal(turn.stamp) }
            let told = book.told
            let sequence = state.sequence
            state = try book.commit().state
            toldCount += told.count
            guard let material = told.first else { continue }
            try #require(told.count == 1 && state.sequence == sequence + 1, "SEED=\(seed)")
            try store.view { view in
                let events = try view.events(from: state.sequence, limit: 10)
                try #require(events == [material.event], "SEED=\(seed)")
                let read = try view.material(of: events[0])
                #expect(String(reflecting: material) == String(reflecting: read), "SEED=\(seed)")
            }
        }
        #expect(toldCount > 2, "SEED=\(seed): \(toldCount) were told")
    }

    @Test func `is told in order while it is wanted, before the commit is known`() throws {
        let fixture = try StoreFixture()
        defer { fixture.close() }
        let told = Mutex<[UInt64]>([])
        let early = Mutex<[UInt64]>([])
        let log = fixture.store.log
        let tap = EventTap { materials in
            told.withLock { $0 += materials.map(\.event.sequence) }
            let tail = log.tail
            early.withLock { $0 += materials.map(\.event.sequence).filter { $0 <= tail } }
        }
        fixture.store.tell(tap)
        for answer in fixture.store.write((0..<10).map { .payment($0) }) { _ = try answer.get() }
        #expect(told.withLock { $0 } == [], "nobody has asked")
        tap.open(true)
        for answer in fixture.store.write((10..<30).map { .payment($0) }) { _ = try answer.get() }
        #expect(told.withLock { $0 } == Array(11...30))
        #expect(early.withLock { $0 } == [])
        tap.open(false)
        for answer in fixture.store.write((30..<40).map { .payment($0) }) { _ = try answer.get() }
        #expect(told.withLock { $0 } == Array(11...30))
    }

    @Test func `is not what is large, nor a commit of several events`() throws {
        let store = try BareStore()
        var stamps = StampSource()
        var book = try store.book(after: BareStore.fresh)
        book.content.isTold = true
        let steps: [(command: Command, told: Int, why: Comment)] = [
            (.payment(1), 0, "it makes balances, which are events too"),
            (.payment(2), 1, "it is a transaction alone"),
            (.remark("short", 10), 1, "its metadata is small"),
            (.remark("long", 1100), 0, "its metadata is large"),
        ]
        for step in steps {
            let before = book.told.count
            let turn = Turn(.one(step.command), stamps.next(after: book.state.sequence))
            try #require(try book.answer(turn).isApplied)
            try book.seal(turn.stamp)
            #expect(book.told.count - before == step.told, step.why)
        }
        _ = try book.commit()
    }
}

extension Command {
    /// A transfer with so many bytes of metadata and a few.
    fileprivate static func remark(_ reference: String, _ length: Int) -> Command {
        let text = String(repeating: "x", count: length)
        return .createTransaction(
            CreateTransaction(
                reference: .make(reference),
                order: TransactionOrder(
                    currency: .dollar, amount: Amount(5), source: .indicator(.world),
                    destination: .indicator(.make("@till")),
                    metaData: MetaData(canonical: #"{"text":"\#(text)"}"#))))
    }
}
