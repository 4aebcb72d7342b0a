import LMDB
import Ledger

// What a write transaction and a view of the store read alike.

extension ReadableTransaction where Self: ~Copyable {
    func state(_ tables: Tables) throws(StoreError) -> StoreState? {
        try record(tables.state, Key.state)
    }

    func journalMark(_ tables: Tables) throws(StoreError) -> JournalMark {
        try record(tables.journal, Key.journalMark) ?? JournalMark(record: 0)
    }

    func ledger(_ tables: Tables, _ id: LedgerID) throws(StoreError) -> LedgerRecord? {
        try record(tables.ledgers, Key.id(id))
    }

    func balance(_ tables: Tables, _ id: BalanceID) throws(StoreError) -> Balance? {
        let key = FixedKey.id(id)
        return try get(tables.balances, key.span) { (bytes) throws(StoreError) in
            try BalanceRecord.read(bytes, id, under: key.span)
        }
    }

    func profile(_ tables: Tables, _ id: BalanceID) throws(StoreError) -> BalanceProfile? {
        try record(tables.profiles, Key.id(id))
    }

    func balanceID(
        _ tables: Tables, _ indicator: Indicator, _ currency: Currency
    ) throws(StoreError) -> BalanceID? {
        try identifier(tables.indicators, Key.indicator(indicator, currency))
    }

    func transaction(_ tables: Tables, _ id: TransactionID) throws(StoreError) -> Transaction? {
        let key = FixedKey.id(id)
        return try record(tables.transactions, key.span)
    }

    func transactionID(
        _ tables: Tables, _ reference: Reference
    ) throws(StoreError) -> TransactionID? {
        let key = reference.description
        return try identifier(tables.references, key.utf8.span)
    }

    func progress(
        _ tables: Tables, _ id: TransactionID
    ) throws(StoreError) -> TransactionProgress? {
        try record(tables.progress, Key.id(id))
    }

    func entry(_ tables: Tables, _ number: UInt64) throws(StoreError) -> Entry? {
        try entryRow(tables, number) { (key, record) throws(StoreError) in
            try EntryRow.entry(number, in: record, under: key)
        }
    }

    /// The row that holds an entry, or where it is missing the next one.
    func entryRow(_ tables: Tables, _ number: UInt64) throws(StoreError) -> EntryRow? {
        try entryRow(tables, number) { (key, record) throws(StoreError) in
            try EntryRow(record: record, under: key)
        }
    }

    private func entryRow<Value>(
        _ tables: Tables, _ number: UInt64,
        _ read: (_ key: Span<UInt8>, _ record: [UInt8]) throws(StoreError) -> Value?
    ) throws(StoreError) -> Value? {
        let number = FixedKey.number(number)
        let found: Swift.Result<Value?, StoreError>?
        do throws(LMDBError) {
            found = try withCursor(tables.entries) { (cursor) throws(LMDBError) in
                try cursor.seek(atOrAfter: number.span) { (key, record) in
                    Swift.Result { () throws(StoreError) in try read(key, record.copied()) }
                }
            }
        } catch { throw .lmdb(error) }
        return try found?.get()
    }

    func monitor(_ tables: Tables, _ id: MonitorID) throws(StoreError) -> Monitor? {
        try record(tables.monitors, Key.id(id))
    }

    /// The sequence of the oldest event that is still to be delivered to a receiver.
    func oldestUnfinishedDelivery(_ tables: Tables) throws(StoreError) -> UInt64? {
        var oldest: UInt64?
        try scan(tables.unfinished) { (key, _) throws(StoreError) in
            // One that is only a test holds on to no event.
            guard let delivery = try delivery(tables, key.number(at: 0)), delivery.sequence > 0
            else { return .continue }
            oldest = delivery.sequence
            return .stop
        }
        return oldest
    }

    func webhook(_ tables: Tables, _ id: WebhookID) throws(StoreError) -> WebhookEndpoint? {
        try record(tables.webhooks, Key.id(id))
    }

    func delivery(_ tables: Tables, _ number: UInt64) throws(StoreError) -> Delivery? {
        try record(tables.deliveries, Key.number(number))
    }

    func backlog(_ tables: Tables, _ id: WebhookID) throws(StoreError) -> Backlog {
        try record(tables.backlogs, Key.id(id)) ?? Backlog()
    }

    /// A record of any table, checked.
    func record<Value: Record>(
        _ database: Database, _ key: consuming Key
    ) throws(StoreError) -> Value? {
        let key = key
        return try record(database, key.bytes.span)
    }

    func record<Value: Record>(
        _ database: Database, _ key: Span<UInt8>
    ) throws(StoreError) -> Value? {
        let bytes: [UInt8]?
        do { bytes = try get(database, key) } catch { throw .lmdb(error) }
        guard let bytes else { return nil }
        return try Value(record: bytes, under: key)
    }

    /// An id that an index holds.
    func identifier<Kind>(
        _ database: Database, _ key: consuming Key
    ) throws(StoreError) -> Identifier<Kind>? {
        let key = key
        return try identifier(database, key.bytes.span)
    }

    func identifier<Kind>(
        _ database: Database, _ key: Span<UInt8>
    ) throws(StoreError) -> Identifier<Kind>? {
        try get(database, key) { (bytes) throws(StoreError) in
            try Identifier(stored: bytes, in: database, under: key)
        }
    }
}
