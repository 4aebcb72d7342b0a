import LMDB
package import Ledger

/// A point of history.
package enum HistoryPoint: Sendable {
    /// Right after a commit.
    case sequence(UInt64)
    /// What a reader would have seen at a time.
    case recorded(Timestamp)
    /// What counts at a time, whenever it was recorded.
    case effective(Timestamp)
}

extension StoreView {
    /// A balance as it stood at a point of history: its sums, version and time of last change are
    /// those of that point, the rest is as it is now.
    ///
    /// The version is one more than there are entries that count at the point, and the last change
    /// is when the newest of these was recorded. Counted by their dates, that may be after the
    /// point itself: then the past was changed later.
    ///
    /// The entry is found by jumps along the chain, in O(log n) steps. Entries with a date of their
    /// own stand in an index; of these, the ones that count on the other side of the point are
    /// counted in one by one.
    package func balance(
        _ view: BalanceView, at point: HistoryPoint
    ) throws(StoreError) -> BalanceView {
        var standing: Standing
        switch point {
        case .sequence(let sequence):
            standing = Standing(after: try lastEntry(of: view.balance) { $0.sequence <= sequence })
        case .recorded(let time):
            standing = Standing(after: try lastEntry(of: view.balance) { $0.recordedAt <= time })
        case .effective(let time):
            standing = Standing(after: try lastEntry(of: view.balance) { $0.recordedAt <= time })
            try count(redatedEntriesOf: view.balance.id, at: time, in: &standing)
        }
        var past = view
        past.balance.sums = standing.sums
        past.balance.version = standing.version
        past.balance.movedAt = standing.newest?.recordedAt
        return past
    }

    /// The newest entry of a balance for which a test holds that holds for all before it.
    private func lastEntry(
        of balance: Balance, where holds: (Entry) -> Bool
    ) throws(StoreError) -> Entry? {
        var number = balance.history.last.number
        while number > 0 {
            let entry = try existing(number)
            if holds(entry) { return entry }
            number = entry.previous
            guard entry.jump > 0, entry.jump != entry.previous else { continue }
            let target = try existing(entry.jump)
            if !holds(target) { number = target.number }
        }
        return nil
    }

    /// Corrects what is so in the order of recording for the entries that count at another time.
    private func count(
        redatedEntriesOf balance: BalanceID, at time: Timestamp, in standing: inout Standing
    ) throws(StoreError) {
        var lag = try firstLag(of: balance, from: Lag(code: 0))
        while let present = lag {
            let dates = present.dates(around: time)
            let lower = Key.backdated(balance, present, dates.after, 0)
            let upper = Key.backdated(balance, present, dates.through, .max)
            try txn.scan(tables.backdated, from: lower.bytes.span, to: upper.bytes.span) {
                (key, row) throws(StoreError) in
                try standing.count(redated(key, row), at: time)
                return .continue
            }
            lag = try present.next.flatMap { (next) throws(StoreError) in
                try firstLag(of: balance, from: next)
            }
        }
        // Each that is passed over was counted out above, so the steps are no more than those.
        while let entry = standing.newest, entry.effectiveAt > time {
            standing.newest = entry.previous > 0 ? try existing(entry.previous) : nil
        }
    }

    /// The first lag at or behind one of which a balance has entries.
    private func firstLag(of balance: BalanceID, from lag: Lag) throws(StoreError) -> Lag? {
        var found: Lag?
        let lower = Key.id(balance).byte(lag.code)
        let upper = Key.end(of: Key.id(balance))
        try txn.scan(tables.backdated, from: lower.bytes.span, to: upper?.span) {
            (key, _) throws(StoreError) in
            found = Lag(code: key.count > 16 ? key[16] : 0)
            return .stop
        }
        return found
    }

    private func redated(_ key: Span<UInt8>, _ row: Span<UInt8>) throws(StoreError) -> Entry {
        guard key.count == 33, KeyRecord.isIntact(row, under: key) else {
            throw .damaged(table: Table.backdated.rawValue, key: hexadecimal(key))
        }
        return try existing(key.number(at: 25))
    }
}

/// How a balance stands by some of its entries.
private struct Standing {
    var sums: Sums
    var version: UInt64
    /// The one recorded last.
    var newest: Entry?

    init(after entry: Entry?) {
        sums = entry?.after ?? .zero
        version = entry?.version ?? 1
        newest = entry
    }

    /// Counts an entry in or out, where its date and its recording lie on two sides of a time.
    mutating func count(_ entry: Entry, at time: Timestamp) throws(StoreError) {
        let isIn = entry.recordedAt <= time
        let counts = entry.effectiveAt <= time
        guard isIn != counts else { return }
        guard let next = sums.adding(entry, reversed: isIn) else {
            throw .damaged(table: Table.entries.rawValue, key: "\(entry.number)")
        }
        sums = next
        version = counts ? version + 1 : version - 1
        if counts, entry.number > newest?.number ?? 0 { newest = entry }
    }
}
