import LMDB
package import Ledger

extension StoreView {
    /// Ledgers in the order of their ids, which is that of their making.
    package func ledgers(
        _ page: PageRequest, where matches: (LedgerRecord) -> Bool
    ) throws(StoreError) -> Page<LedgerRecord> {
        try rows(of: tables.ledgers, page) { (key, value) throws(StoreError) in
            let ledger = try LedgerRecord(record: value, under: key.span)
            return matches(ledger) ? ledger : nil
        }
    }

    /// Balances in the order of their ids, which is that of their making.
    package func balances(
        _ page: PageRequest, where matches: (BalanceView) -> Bool
    ) throws(StoreError) -> Page<BalanceView> {
        try rows(of: tables.profiles, page) { (key, value) throws(StoreError) in
            let profile = try BalanceProfile(record: value, under: key.span)
            guard let balance = try workingHalf(of: profile.id) else {
                throw .damaged(table: Table.balances.rawValue, key: "\(profile.id)")
            }
            let view = BalanceView(balance: balance, profile: profile)
            return matches(view) ? view : nil
        }
    }

    /// Transactions in the order of their ids, which is that of their making.
    package func transactions(
        _ page: PageRequest, where matches: (Transaction) throws(StoreError) -> Bool
    ) throws(StoreError) -> Page<Transaction> {
        try rows(of: tables.transactions, page) { (key, value) throws(StoreError) in
            let transaction = try Transaction(record: value, under: key.span)
            return try matches(transaction) ? transaction : nil
        }
    }

    /// Monitors in the order of their ids, which is that of their making.
    package func monitors(
        _ page: PageRequest, where matches: (Monitor) throws(StoreError) -> Bool
    ) throws(StoreError) -> Page<Monitor> {
        try rows(of: tables.monitors, page) { (key, value) throws(StoreError) in
            let monitor = try Monitor(record: value, under: key.span)
            return try matches(monitor) ? monitor : nil
        }
    }

    /// The monitors of one balance, ledger or roll-up in the order in which they fire.
    package func monitors(
        of owner: MonitorOwner, _ page: PageRequest
    ) throws(StoreError) -> Page<Monitor> {
        let prefix = Key.owner(owner)
        return try rows(
            of: tables.watchlists, within: prefix, page, byteCount: \.textByteCount
        ) { (key, value) throws(StoreError) in
            let id = try MonitorID(
                stored: value.span, in: tables.watchlists, under: Key(bytes: key))
            return try txn.monitor(tables, id)
        }
    }

    /// Walks a table, or the part of it whose keys begin with a prefix, from behind a position on,
    /// and keeps the rows of which `read` makes something.
    /// - Parameter byteCount: of an item, where that isn't in the row itself.
    func rows<Item>(
        of database: Database, within prefix: Key = Key(), _ page: PageRequest,
        byteCount: ((Item) -> Int)? = nil,
        _ read: (_ key: [UInt8], _ value: [UInt8]) throws(StoreError) -> Item?
    ) throws(StoreError) -> Page<Item> {
        var found = Page<Item>()
        var scanned = 0
        var bytes = 0
        var last: [UInt8] = []
        let bounds = page.bounds(within: prefix)
        try txn.scan(
            database, from: bounds.lower.span, to: bounds.upper?.span,
            reversed: page.newestFirst
        ) { (key, value) throws(StoreError) in
            guard found.items.count < page.size, scanned < PageRequest.scanMax,
                bytes < PageRequest.bytesMax
            else {
                found.next = Position(key: last)
                return .stop
            }
            scanned += 1
            last = key.copied()
            if let item = try read(last, value.copied()) {
                bytes += byteCount?(item) ?? value.count
                found.items.append(item)
            }
            return .continue
        }
        return found
    }
}

extension Monitor {
    /// The parts of it that may be long.
    fileprivate var textByteCount: Int {
        metaData.canonical.utf8.count + description.utf8.count + callBackURL.utf8.count
    }
}
