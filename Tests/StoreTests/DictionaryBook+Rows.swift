import Ledger
import TestSupport

@testable import Store

extension DictionaryBook {
    /// The state that the rows of a store say, each read by itself and none by an index. Only
    /// events are read as the store does: most of them stand in no row.
    init(_ store: BareStore) throws {
        self.init()
        ledgers = try Dictionary(
            uniqueKeysWithValues: store.records(.ledgers, LedgerRecord.self).map { ($0.id, $0) })
        for row in try store.rows(.balances) {
            let id = BalanceID(bits: row.key.span.number(at: 0))
            balances[id] = try BalanceRecord.read(row.value.span, id, under: row.key.span)
        }
        profiles = try Dictionary(
            uniqueKeysWithValues: store.records(.profiles, BalanceProfile.self).map { ($0.id, $0) })
        for row in try store.rows(.indicators) {
            let parts = row.key.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            guard parts.count == 2, let indicator = Indicator(parts[0]),
                let currency = Currency(parts[1])
            else { throw StoreError.damaged(table: "indicators", key: "\(row.key)") }
            names[Name(indicator, currency)] = try BalanceID(
                stored: row.value.span, in: store.tables.indicators, under: Key(bytes: row.key))
        }
        transactions = try Dictionary(
            uniqueKeysWithValues: store.records(.transactions, Transaction.self)
                .map { ($0.id, $0) })
        for row in try store.rows(.references) {
            guard let reference = Reference(String(decoding: row.key, as: UTF8.self)) else {
                throw StoreError.damaged(table: "references", key: "\(row.key)")
            }
            references[reference] = try TransactionID(
                stored: row.value.span, in: store.tables.references, under: Key(bytes: row.key))
        }
        progress = try Dictionary(
            uniqueKeysWithValues: store.records(.progress, TransactionProgress.self)
                .map { ($0.transactionID, $0) })
        entries = try store.records(.entries, EntryRow.self).flatMap(\.entries)
        monitors = try Dictionary(
            uniqueKeysWithValues: store.records(.monitors, Monitor.self).map { ($0.id, $0) })
        monitorsMade = try store.view { $0.state.monitorCount }
        rollUps = try Dictionary(
            uniqueKeysWithValues: store.records(.rollUps, RollUp.self).map { ($0.id, $0) })
        ledgerWatches = try Dictionary(
            uniqueKeysWithValues: store.records(.ledgerWatches, LedgerWatch.self)
                .map { ($0.ledgerID, $0) })
        for row in try store.rows(.memories) {
            let watcher = Watcher(
                MonitorID(bits: row.key.span.number(at: 0)),
                BalanceID(bits: row.key.span.number(at: 16)))
            standings[watcher] = try MonitorStanding(record: row.value, under: row.key.span)
        }
        events = try store.view { try $0.events(from: 0, limit: .max) }
        trimmed = try store.view { $0.state.trimmedThrough }
        webhooks = try Dictionary(
            uniqueKeysWithValues: store.records(.webhooks, WebhookEndpoint.self)
                .map { ($0.id, $0) })
        webhooksMade = try store.view { $0.state.webhookOrdinal }
        deliveries = try Dictionary(
            uniqueKeysWithValues: store.records(.deliveries, Delivery.self)
                .map { ($0.number, $0) })
        deliveriesMade = try store.view { $0.state.deliveryCount }
        for subscription in try store.records(.subscriptions, Subscription.self) {
            let cursor: SubscriptionCursor? = try store.view { view throws(StoreError) in
                try view.txn.cursor(view.tables, subscription.id)
            }
            subscriptions[subscription.id] = cursor.map {
                SubscriptionView(subscription: subscription, cursor: $0)
            }
        }
        subscriptionsEverMade = try store.view { $0.state.subscriptionCount }
        dues = Set(try store.keys(.dues, count: 25).map(Due.init(key:)))
        expiries = Set(try store.keys(.expiries, count: 40).map(HoldExpiry.init(key:)))
        lineages = try store.lineages()
        for row in try store.rows(.allocations) {
            let id = TransactionID(bits: row.key.span.number(at: 0))
            transactionLineages[id] = try TransactionLineage(
                record: row.value, under: row.key.span)
        }
    }

    /// The same state as the store has it: an event keeps of a balance what is shown of it.
    var asStored: DictionaryBook {
        var book = self
        book.events = events.map { event in
            Event(
                sequence: event.sequence, index: event.index, time: event.time,
                content: event.content.asStored)
        }
        return book
    }
}

extension Event.Content {
    var asStored: Event.Content {
        switch self {
        case .balanceCreated(let view): .balanceCreated(view.asShown)
        case .balanceUpdated(let view): .balanceUpdated(view.asShown)
        default: self
        }
    }
}

extension BalanceView {
    /// Without the ends of its history and the kinds of its monitors, which are the ledger's own.
    var asShown: BalanceView {
        var view = self
        view.balance.history = .empty
        view.balance.watched = .none
        view.balance.rollUps = .none
        return view
    }
}

extension Due {
    fileprivate init(key: [UInt8]) throws {
        guard let kind = Kind(rawValue: key[8]) else {
            throw StoreError.damaged(table: "dues", key: "\(key)")
        }
        self.init(
            time: Timestamp(nanoseconds: key.span.number(at: 0)), kind: kind,
            transactionID: TransactionID(bits: key.span.number(at: 9)))
    }
}

extension HoldExpiry {
    fileprivate init(key: [UInt8]) {
        self.init(
            balanceID: BalanceID(bits: key.span.number(at: 0)),
            time: Timestamp(nanoseconds: key.span.number(at: 16)),
            transactionID: TransactionID(bits: key.span.number(at: 24)))
    }
}

extension BareStore {
    /// What all balances that track their lineage keep.
    fileprivate func lineages() throws -> [BalanceID: LineageRows] {
        var lineages: [BalanceID: LineageRows] = [:]
        for row in try rows(.lineages) {
            let id = BalanceID(bits: row.key.span.number(at: 0))
            lineages[id, default: LineageRows()].head = try LineageHead(
                record: row.value, under: row.key.span)
        }
        for provider in try records(.providers, Provider.self) {
            lineages[provider.balanceID, default: LineageRows()].providers.append(provider)
        }
        for deposit in try records(.deposits, Deposit.self) {
            lineages[deposit.balanceID, default: LineageRows()].deposits.append(deposit)
        }
        return lineages
    }

    /// The keys of a table whose rows say nothing else.
    func keys(_ table: Table, count: Int) throws -> [[UInt8]] {
        try rows(table).map { row in
            guard row.key.count == count, KeyRecord.isIntact(row.value.span, under: row.key.span)
            else { throw StoreError.damaged(table: table.rawValue, key: "\(row.key)") }
            return row.key
        }
    }

    /// All records of a table in the order of their keys.
    func records<Value: Record>(_ table: Table, _ type: Value.Type) throws -> [Value] {
        try rows(table).map { try Value(record: $0.value, under: $0.key.span) }
    }
}
