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
    /// The entry is found by jumps along the chain, in O(log n) steps. Back-dated entries and those
    /// dated ahead stand in an index of their own and are counted in one by one.
    package func balance(
        _ view: BalanceView, at point: HistoryPoint
    ) throws(StoreError) -> BalanceView {
        var past = view
        let entry: Entry? =
            switch point {
            case .sequence(let sequence):
                try lastEntry(of: view.balance) { $0.sequence <= sequence }
            case .recorded(let time), .effective(let time):
                try lastEntry(of: view.balance) { $0.recordedAt <= time }
            }
        past.balance.sums = entry?.after ?? .zero
        past.balance.version = entry?.version ?? 1
        past.balance.movedAt = entry?.recordedAt
        if case .effective(let time) = point {
            past.balance.sums = try counting(
                redatedEntriesOf: view.balance.id, at: time, in: past.balance.sums)
        }
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

    /// Corrects sums in the order of recording for the entries that count at another time.
    private func counting(
        redatedEntriesOf balance: BalanceID, at time: Timestamp, in sums: Sums
    ) throws(StoreError) -> Sums {
        var corrected = sums
        let prefix = Key.id(balance)
        try txn.scan(tables.backdated, prefix: prefix.bytes.span) {
            (key, row) throws(StoreError) in
            guard key.count == 32, KeyRecord.isIntact(row, under: key) else {
                throw .damaged(table: Table.backdated.rawValue, key: hexadecimal(key))
            }
            let entry = try existing(key.number(at: 24))
            let isIn = entry.recordedAt <= time
            let counts = entry.effectiveAt <= time
            guard isIn != counts else { return .continue }
            guard let next = corrected.adding(entry, reversed: isIn) else {
                throw .damaged(table: Table.entries.rawValue, key: "\(entry.number)")
            }
            corrected = next
            return .continue
        }
        return corrected
    }
}
