import LMDB
import Ledger

// MARK: - Sums over balances

extension LMDBBook {
    func rollUp(_ currency: Currency, _ slot: UInt8) throws(StoreError) -> RollUp? {
        try txn.rollUp(tables, currency, slot)
    }

    func rollUp(_ id: RollUpID) throws(StoreError) -> RollUp? {
        var found: RollUp?
        try txn.scan(tables.rollUps) { (key, row) throws(StoreError) in
            let rollUp = try RollUp(record: row.copied(), under: key)
            guard rollUp.id == id else { return .continue }
            found = rollUp
            return .stop
        }
        return found
    }

    func rollUps(of currency: Currency) throws(StoreError) -> [RollUp] {
        try txn.rollUps(tables, of: currency)
    }

    mutating func save(_ rollUp: RollUp) throws(StoreError) {
        try put(tables.rollUps, Key.rollUp(rollUp), rollUp)
    }

    mutating func delete(_ rollUp: RollUp) throws(StoreError) {
        try remove(tables.rollUps, Key.rollUp(rollUp))
    }

    func balanceCount() throws(StoreError) -> UInt64 {
        do throws(LMDBError) {
            return UInt64(try txn.statistics(tables.balances).entries)
        } catch { throw .lmdb(error) }
    }

    func balanceIDs(after id: BalanceID?, limit: Int) throws(StoreError) -> [BalanceID] {
        var ids: [BalanceID] = []
        let lower = id.map { Key.id($0).byte(0).bytes } ?? []
        try txn.scan(tables.balances, from: lower.span) { (key, _) throws(StoreError) in
            guard ids.count < limit else { return .stop }
            guard key.count == 16 else {
                throw .damaged(table: Table.balances.rawValue, key: hexadecimal(key))
            }
            ids.append(BalanceID(bits: key.number(at: 0)))
            return .continue
        }
        return ids
    }
}

// MARK: - Ledger rules

extension LMDBBook {
    func hasLedgerRules() throws(StoreError) -> Bool {
        do throws(LMDBError) {
            return try txn.statistics(tables.ledgerWatches).entries > 0
        } catch { throw .lmdb(error) }
    }

    func ledgerWatch(_ id: LedgerID) throws(StoreError) -> LedgerWatch? {
        try txn.record(tables.ledgerWatches, Key.id(id))
    }

    mutating func save(_ watch: LedgerWatch) throws(StoreError) {
        try put(tables.ledgerWatches, Key.id(watch.ledgerID), watch)
    }

    mutating func delete(_ watch: LedgerWatch) throws(StoreError) {
        try remove(tables.ledgerWatches, Key.id(watch.ledgerID))
    }

    func standing(
        of monitor: MonitorID, on balance: BalanceID
    ) throws(StoreError) -> MonitorStanding? {
        try txn.record(tables.memories, Key.standing(monitor, balance))
    }

    mutating func save(
        _ standing: MonitorStanding, of monitor: MonitorID, on balance: BalanceID
    ) throws(StoreError) {
        try put(tables.memories, Key.standing(monitor, balance), standing)
    }

    mutating func deleteStandings(of monitor: MonitorID) throws(StoreError) {
        var keys: [Key] = []
        try txn.scan(tables.memories, prefix: Key.id(monitor).bytes.span) {
            (key, _) throws(StoreError) in
            keys.append(Key(bytes: key.copied()))
            return .continue
        }
        for key in keys { try remove(tables.memories, key) }
    }
}

// What a write transaction and a view of the store read alike.
extension ReadableTransaction where Self: ~Copyable {
    func rollUp(
        _ tables: Tables, _ currency: Currency, _ slot: UInt8
    ) throws(StoreError) -> RollUp? {
        try record(tables.rollUps, Key.rollUp(currency, slot))
    }

    func rollUps(_ tables: Tables, of currency: Currency) throws(StoreError) -> [RollUp] {
        var rollUps: [RollUp] = []
        try scan(tables.rollUps, prefix: Key.rollUps(currency).bytes.span) {
            (key, row) throws(StoreError) in
            rollUps.append(try RollUp(record: row.copied(), under: key))
            return .continue
        }
        return rollUps
    }
}
