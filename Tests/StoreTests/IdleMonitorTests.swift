import LMDB
import Ledger
import Synchronization
import TestSupport
import Testing

@testable import Store

/// What a transfer reads of monitors that it doesn't concern. Their records and their rows in the
/// index are all damaged, and the store tells of each that it comes across.
@Suite struct `Idle monitors` {
    /// Of each kind that is looked for by ranges, one that a transfer from 100 to 200 fires, and how
    /// far away the idle ones of its kind begin.
    private static let kinds: [(Condition.Comparison, Trigger, live: Int128, idle: Int128)] = [
        (.greaterThanOrEqual, .crossing, 150, 1_000), (.lessThan, .crossing, -500, -1_000_000),
        (.greaterThan, .bothEdges, 120, 1_000), (.equal, .crossing, 200, 1_000),
        (.greaterThanOrEqual, .everyMatch, 180, 1_000), (.equal, .bothEdges, 200, 1_000),
    ]

    @Test(arguments: [10, 100_000])
    func `are not read by a transfer, however many there are`(_ count: Int) throws {
        let store = try BareStore()
        var stamps = StampSource()
        var state = try store.apply(
            [(.payment(1), stamps.next(after: 0))], after: BareStore.fresh)
        for kind in Self.kinds {
            let command = Command.createMonitor(
                CreateMonitor(
                    target: .balance(.indicator(.make("@till"), .dollar)),
                    question: try Self.question(kind.0, kind.live), trigger: kind.1))
            state = try store.apply(
                [(command, stamps.next(after: state.sequence))], after: state)
        }
        let till = try #require(try store.view { try $0.balanceID(.make("@till"), .dollar) })
        let idle = try (0..<count).map { number in
            let kind = Self.kinds[number % Self.kinds.count]
            return Monitor(
                id: MonitorID(bits: 1 << 100 | UInt128(number)),
                ordinal: UInt64(100 + number), scope: .balance(till),
                question: try Self.question(
                    kind.0, kind.idle + (kind.idle < 0 ? -1 : 1) * Int128(number)),
                trigger: kind.1, createdAt: stamps.time)
        }
        var book = try store.book(after: state)
        for monitor in idle { try book.save(monitor) }
        state = try book.commit().state
        try store.environment.write { (txn) throws(LMDBError) in
            for monitor in idle {
                try txn.put(store.tables.monitors, Key.id(monitor.id).bytes.span, [0].span)
                for key in Key.thresholds(of: monitor) {
                    try txn.put(store.tables.thresholds, key.bytes.span, [0].span)
                }
            }
        }
        let read = Mutex<[MonitorID]>([])
        let turn = Turn(.one(.payment(2)), stamps.next(after: state.sequence))
        _ = try store.play([turn], after: state) { id in read.withLock { $0.append(id) } }
        #expect(read.withLock { $0 } == [])
        let fired = try store.view { view in
            try view.events(from: turn.stamp.sequence, limit: 100).filter {
                if case .monitorFired = $0.content { true } else { false }
            }
        }
        #expect(fired.count == Self.kinds.count - 1)
    }

    private static func question(
        _ comparison: Condition.Comparison, _ value: Int128
    ) throws -> MonitorQuestion {
        .one(
            try Condition(
                field: .balance, comparison: comparison, threshold: .minorUnits(Amount(value))))
    }
}

@Suite struct `A monitor that can't be read any more` {
    @Test func `can be deleted, and leaves nothing behind`() throws {
        let store = try BareStore()
        var stamps = StampSource()
        var state = try store.apply(
            [(.payment(1), stamps.next(after: 0))], after: BareStore.fresh)
        let ids = [MonitorID(bits: 1), MonitorID(bits: 2)]
        for id in ids {
            let command = Command.createMonitor(
                CreateMonitor(
                    id: id, target: .balance(.indicator(.make("@till"), .dollar)),
                    question: .one(
                        try Condition(
                            field: .balance, comparison: .greaterThan,
                            threshold: .minorUnits(Amount(150)))),
                    overrideKey: "k"))
            state = try store.apply([(command, stamps.next(after: state.sequence))], after: state)
        }
        try store.damage(.monitors, Key.id(ids[0]).bytes)
        let turns = [
            Turn(
                .one(.deleteMonitor(DeleteMonitor(id: ids[0], expectedVersion: 1))),
                stamps.next(after: state.sequence)),
            Turn(
                .one(.deleteMonitor(DeleteMonitor(id: ids[0]))),
                stamps.next(after: state.sequence)),
        ]
        let (answers, reached) = try store.play(turns, after: state)
        #expect(answers.map(\.isApplied) == [false, true])
        #expect(try store.view { try $0.findings() }.isEmpty)
        #expect(try store.rows(.thresholds).count == 1)
        let last = Turn(
            .one(.deleteMonitor(DeleteMonitor(id: ids[1]))), stamps.next(after: reached.sequence))
        _ = try store.play([last], after: reached)
        #expect(try store.rows(.thresholds).isEmpty && store.rows(.overrides).isEmpty)
        let till = try #require(try store.view { try $0.balanceID(.make("@till"), .dollar) })
        #expect(try store.view { try $0.balance(till)?.balance.watched.isEmpty } == true)
    }
}
