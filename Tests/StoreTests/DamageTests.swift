import Ledger
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite struct `A damaged record` {
    /// A store with money on two tills, of which one record was damaged while it was closed.
    private func damaged(
        _ table: Table, at place: Double = 0.5, monitors: Int = 0,
        key: (borrowing StoreView) throws -> [UInt8]
    ) throws -> StoreFixture {
        try StoreFixture { path in
            let store = try LedgerStore(folder: path, options: .small)
            try store.write(.payment(1, to: "@till"))
            try store.write(.payment(2, to: "@other"))
            for number in 0..<monitors {
                try store.write(.createMonitor(try .atLeast(Int128(200 + number))))
            }
            let key = try store.read { try key($0) }
            store.close()
            try BareStore.open(path) { try $0.damage(table, key, at: place) }
        }
    }

    private static let halves: [(table: Table, place: Double)] = [
        (.balances, 0.2), (.balances, 0.9), (.balances, 0), (.profiles, 0), (.profiles, 0.5),
        (.profiles, 1),
    ]

    @Test(arguments: halves)
    private func `of a balance fails the commands that touch it and no other`(
        table: Table, place: Double
    ) throws {
        let fixture = try damaged(table, at: place) { try $0.till() }
        defer { fixture.close() }
        let store = fixture.store
        let names = ["@other", "@till", "@other", "@till", "@till", "@new", "@other", "@till"]
        let answers = store.writeInOneGroup(
            names.enumerated().map { .payment(10 + $0.offset, to: $0.element) })
        for (name, answer) in zip(names, answers) {
            guard name == "@till" else {
                #expect(answer.isApplied, "\(name)")
                continue
            }
            guard case .damaged(table.rawValue, _) = answer.failure else {
                Issue.record("\(answer)")
                continue
            }
        }
        let sequences = answers.compactMap { try? $0.get().sequence }
        #expect(sequences == Array(3...6))
        #expect(store.log.tail == 6)
        #expect(throws: StoreError.self) { try store.read { try $0.balance($0.id(of: "@till")) } }
        #expect(try store.read { try $0.balance($0.id(of: "@other"))?.balance.version } == 5)
    }

    /// Each would make the group start anew, were it not written up to there.
    @Test func `met by thousands of commands of one group holds up nobody`() throws {
        let fixture = try damaged(.profiles) { try $0.till() }
        defer { fixture.close() }
        let results = fixture.store.writeInOneGroup(
            (0..<2000).map { .payment(10 + $0, to: $0 < 1900 ? "@till" : "@other") })
        #expect(results.prefix(1900).allSatisfy { $0.failure != nil })
        #expect(results.suffix(100).allSatisfy { $0.isApplied })
    }

    @Test func `of an index is an error, and makes nothing a second time`() throws {
        let indicator = try damaged(.indicators) { _ in
            Key.indicator(.make("@till"), .dollar).bytes
        }
        defer { indicator.close() }
        guard case .damaged = indicator.store.write([.payment(3)])[0].failure else {
            Issue.record("the indicator was made a second time")
            return
        }
        let reference = try damaged(.references) { _ in Key.reference(.make("payment 1")).bytes }
        defer { reference.close() }
        guard case .damaged = reference.store.write([.payment(1)])[0].failure else {
            Issue.record("the transaction was made a second time")
            return
        }
        #expect(reference.store.write([.payment(3)])[0].isApplied)
    }

    @Test(arguments: [Table.monitors, .thresholds])
    private func `of a monitor silences none of the others`(table: Table) throws {
        let fixture = try damaged(table, monitors: 3) { view in
            let till = try view.id(of: "@till")
            let page = PageRequest(size: 3, newestFirst: false)
            let second = try view.monitors(of: .balance(till), page).items[1]
            return (table == .monitors ? Key.id(second.id) : Key.thresholds(of: second)[0]).bytes
        }
        defer { fixture.close() }
        let store = fixture.store
        // From 100 to 250, past all three thresholds.
        let written = try store.write(.payment(3, 150))
        let fired = try store.read { view in
            try view.events(from: written.sequence, limit: 100).compactMap { event in
                if case .monitorFired(let notification) = event.content {
                    notification.monitor.question.parts[0].preciseValue
                } else {
                    nil
                }
            }
        }
        #expect(fired == [Amount(200), Amount(202)])
    }

    @Test func `of the state keeps the store from opening, with a sentence`() throws {
        let fixture = try StoreFixture()
        fixture.close()
        try BareStore.open(fixture.folder.path) { try $0.damage(.state, Key.state.bytes) }
        let failure = #expect(throws: StoreError.self) {
            try LedgerStore(folder: fixture.folder.path, options: .small)
        }
        #expect(failure?.description.contains("Bring it back from a backup") == true)
    }
}

extension CreateMonitor {
    fileprivate static func atLeast(_ value: Int128) throws -> CreateMonitor {
        CreateMonitor(
            target: .balance(.indicator(.make("@till"), .dollar)),
            question: .one(
                try Condition(
                    field: .balance, comparison: .greaterThanOrEqual,
                    threshold: .minorUnits(Amount(value)))))
    }
}

extension StoreView {
    fileprivate func id(of name: String) throws -> BalanceID {
        try #require(try balanceID(.make(name), .dollar))
    }

    fileprivate func till() throws -> [UInt8] { Key.id(try id(of: "@till")).bytes }
}
