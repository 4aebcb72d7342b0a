import Ledger
import TestSupport
import Testing

@testable import Store

/// Each kind of damage to each table of a store, and what verification says first.
@Suite struct `Verification` {
    /// A random store of which no table is empty.
    private struct Healthy {
        let store = try? BareStore()
        var random: SeededGenerator
        let place: String

        init(seed: UInt64) throws {
            random = SeededGenerator(seed: seed)
            place = "SEED=\(seed)"
            _ = try RandomPlay(seed: seed).run(120, on: try open)
            try subscribe("desk", 1)
            try subscribe("till", 2)
        }

        private func subscribe(_ name: String, _ number: UInt64) throws {
            let subscription = Subscription(
                id: SubscriptionID(bits: UInt128(number)),
                name: try #require(SubscriptionName(name)), filter: .all, start: .oldest,
                retainFor: nil, createdAt: .zero)
            let key = Key.id(subscription.id)
            let nameKey = Key.name(subscription.name)
            let cursor = SubscriptionCursor(id: subscription.id, acknowledged: number)
            try open.put(.subscriptions, key.bytes, subscription.record(under: key.bytes.span))
            try open.put(.subscriptionNames, nameKey.bytes, subscription.id.stored(under: nameKey))
            try open.put(.cursors, key.bytes, cursor.record(under: key.bytes.span))
        }

        var open: BareStore { get throws { try #require(store) } }

        /// A few of the rows of a table.
        mutating func rows(_ table: Table) throws -> [BareStore.Row] {
            Array(try open.rows(table).shuffled(using: &random).prefix(3))
        }

        /// The record that verification names first.
        func first() throws -> VerifyFinding? { try open.view { try $0.findings().first } }
    }

    private static let seeds = SeededGenerator.seeds(SeededGenerator.isDeep ? 100 : 3)

    /// The state is read before anything else.
    private static let tables = Table.allCases.filter { $0 != .state }

    @Test(arguments: seeds) private func `finds nothing wrong with a sound store`(
        seed: UInt64
    ) throws {
        let healthy = try Healthy(seed: seed)
        #expect(try healthy.first() == nil, "\(healthy.place)")
    }

    @Test(arguments: seeds) private func `names the row of which a bit was turned over`(
        seed: UInt64
    ) throws {
        var healthy = try Healthy(seed: seed)
        for table in Self.tables {
            for row in try healthy.rows(table) {
                try healthy.open.damage(
                    table, row.key, at: Double.random(in: 0...1, using: &healthy.random))
                let first = try healthy.first()
                #expect(
                    first?.record == table.name(of: Key(bytes: row.key)),
                    "\(healthy.place) \(String(describing: first))")
                try healthy.open.put(table, row.key, row.value)
            }
        }
        #expect(try healthy.first() == nil, "\(healthy.place)")
    }

    @Test(arguments: seeds) private func `names the row that is missing`(seed: UInt64) throws {
        var healthy = try Healthy(seed: seed)
        // What a rule remembers of a balance is told nowhere else.
        for table in Self.tables where table != .memories {
            let last = try healthy.open.rows(table).suffix(1)
            for row in try healthy.rows(table) + last {
                try healthy.open.delete(table, row.key)
                let first = try healthy.first()
                #expect(
                    first?.record == table.name(of: Key(bytes: row.key)),
                    "\(healthy.place) \(String(describing: first))")
                try healthy.open.put(table, row.key, row.value)
            }
        }
        #expect(try healthy.first() == nil, "\(healthy.place)")
    }

    @Test(arguments: [nil, 0.5]) private func `can't begin without the state`(
        place: Double?
    ) throws {
        let store = try BareStore()
        if let place {
            try store.damage(.state, Key.state.bytes, at: place)
        } else {
            try store.delete(.state, Key.state.bytes)
        }
        #expect {
            try store.view { try $0.findings() }
        } throws: { error in
            guard case StoreError.damaged(Table.state.rawValue, _) = error else { return false }
            return true
        }
    }

    /// Someone who knows the layout, and seals what he wrote.
    @Test(arguments: seeds) private func `names the row that was slipped in`(seed: UInt64) throws {
        var healthy = try Healthy(seed: seed)
        for table in Self.tables {
            for row in try healthy.rows(table) {
                let slipped = try #require(try Forgery.stranger(to: row, in: table), "\(table)")
                try healthy.open.put(table, slipped.key, slipped.value)
                let first = try healthy.first()
                #expect(
                    first?.record == table.name(of: Key(bytes: slipped.key)),
                    "\(healthy.place) \(String(describing: first))")
                try healthy.open.delete(table, slipped.key)
            }
        }
        #expect(try healthy.first() == nil, "\(healthy.place)")
    }

    @Test(arguments: seeds) private func `names the row that was rewritten`(seed: UInt64) throws {
        var healthy = try Healthy(seed: seed)
        for table in Forgery.rewritable {
            for row in try healthy.rows(table) {
                for value in try Forgery.variants(of: row, in: table) {
                    try healthy.open.put(table, row.key, value)
                    let first = try healthy.first()
                    #expect(
                        first?.record == table.name(of: Key(bytes: row.key)),
                        "\(healthy.place) \(String(describing: first))")
                }
                try healthy.open.put(table, row.key, row.value)
            }
        }
        #expect(try healthy.first() == nil, "\(healthy.place)")
    }

    /// Words have no sums: only the hash of the commit shows that they are others.
    @Test(arguments: seeds) private func `names the commit whose words were changed`(
        seed: UInt64
    ) throws {
        var healthy = try Healthy(seed: seed)
        for row in try healthy.rows(.transactions) {
            var transaction = try Transaction(record: row.value, under: row.key.span)
            transaction = Transaction(
                id: transaction.id, sequence: transaction.sequence,
                reference: transaction.reference, kind: transaction.kind,
                order: transaction.order.saying("something else"), child: transaction.child,
                createdAt: transaction.createdAt, movement: transaction.movement)
            try healthy.open.put(
                .transactions, row.key, transaction.record(under: row.key.span))
            let commit = Table.commits.name(of: .number(transaction.sequence))
            #expect(try healthy.first()?.record == commit, "\(healthy.place)")
            try healthy.open.put(.transactions, row.key, row.value)
        }
    }

    @Test func `ends after as many findings as asked for, and when told to`() throws {
        let healthy = try Healthy(seed: 1)
        for row in try healthy.open.rows(.references) {
            try healthy.open.delete(.references, row.key)
        }
        for limit in [1, 2, 5] {
            let result = try healthy.open.view { try $0.verify(findingsMax: limit) { _ in true } }
            #expect(result.findingCount == limit)
        }
        var reports = 0
        let result = try healthy.open.view {
            try $0.verify(findingsMax: 10) { _ in
                reports += 1
                return false
            }
        }
        #expect(reports <= 2)
        #expect(result.findingCount == 0)
    }
}

extension TransactionOrder {
    fileprivate func saying(_ words: String) -> TransactionOrder {
        var order = self
        order.description = words
        return order
    }
}
