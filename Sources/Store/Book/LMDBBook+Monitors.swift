import LMDB
import Ledger

extension LMDBBook {
    func monitor(_ id: MonitorID) throws(StoreError) -> Monitor? {
        try txn.monitor(tables, id)
    }

    func readableMonitor(_ id: MonitorID) throws(StoreError) -> Monitor? {
        do throws(StoreError) {
            if let monitor = try txn.monitor(tables, id) { return monitor }
        } catch {
            guard case .damaged = error else { throw error }
        }
        // An index led here, so there has to be one.
        onDamage(id)
        return nil
    }

    func nextMonitorOrdinal() -> UInt64 { state.monitorCount + 1 }

    mutating func save(_ monitor: Monitor) throws(StoreError) {
        let former = try txn.monitor(tables, monitor.id)
        let (stale, fresh) = (former.map(MonitorPlaces.init), MonitorPlaces(monitor))
        if stale != fresh {
            if let stale { try remove(stale) }
            try put(fresh, leadingTo: monitor.id)
        }
        try put(tables.monitors, Key.id(monitor.id), monitor)
        count(monitor)
    }

    mutating func delete(_ monitor: Monitor) throws(StoreError) {
        try remove(MonitorPlaces(monitor))
        try remove(tables.monitors, Key.id(monitor.id))
    }

    func monitorIDs(
        of owner: MonitorOwner, _ kind: WatchKind, in thresholds: ClosedRange<Amount>, limit: Int
    ) throws(StoreError) -> [MonitorID] {
        try monitorIDs(
            in: tables.thresholds, from: .threshold(owner, kind, thresholds.lowerBound),
            through: .threshold(owner, kind, thresholds.upperBound), limit)
    }

    func monitorIDs(
        of owner: MonitorOwner, overriding key: String, limit: Int
    ) throws(StoreError) -> [MonitorID] {
        let prefix = Key.override(owner, key)
        return try monitorIDs(in: tables.overrides, from: prefix, through: prefix, limit)
    }

    /// The monitors at the ends of keys between two beginnings of the same length.
    private func monitorIDs(
        in index: Database, from lower: Key, through upper: Key, _ limit: Int
    ) throws(StoreError) -> [MonitorID] {
        var ids: [MonitorID] = []
        try txn.scan(index, from: lower.bytes.span) { (key, row) throws(StoreError) in
            // Keys of the upper bound itself are longer than it, so only the part that it has is
            // compared.
            guard ids.count < limit, !key.follows(upper.bytes) else { return .stop }
            guard key.count == upper.bytes.count + 16 else {
                throw .damaged(table: "index of monitors", key: hexadecimal(key))
            }
            let id = MonitorID(bits: key.number(at: upper.bytes.count))
            if KeyRecord.isIntact(row, under: key) { ids.append(id) } else { onDamage(id) }
            return .continue
        }
        return ids
    }

    private mutating func put(
        _ places: MonitorPlaces, leadingTo id: MonitorID
    ) throws(StoreError) {
        try putBytes(tables.watchlists, places.watch, id.stored(under: places.watch))
        for key in places.thresholds { try putKey(tables.thresholds, key) }
        if let key = places.override { try putKey(tables.overrides, key) }
    }

    private mutating func remove(_ places: MonitorPlaces) throws(StoreError) {
        try remove(tables.watchlists, places.watch)
        for key in places.thresholds { try remove(tables.thresholds, key) }
        if let key = places.override { try remove(tables.overrides, key) }
    }
}

/// Where a monitor stands in the indexes.
private struct MonitorPlaces: Equatable {
    let watch: Key
    let thresholds: [Key]
    let override: Key?

    init(_ monitor: Monitor) {
        watch = Key.watch(of: monitor)
        thresholds = Key.thresholds(of: monitor)
        override = Key.override(of: monitor)
    }
}

// MARK: - Damage

extension LMDBBook {
    func isDamaged(_ id: MonitorID) throws(StoreError) -> Bool {
        do throws(StoreError) {
            _ = try txn.monitor(tables, id)
            return false
        } catch {
            guard case .damaged = error else { throw error }
            return true
        }
    }

    mutating func deleteDamagedMonitor(_ id: MonitorID) throws(StoreError) -> [MonitorOwner] {
        var owners: Set<MonitorOwner> = []
        // Nothing can tell where it stood, so that every place is looked at.
        for index in [tables.thresholds, tables.overrides] {
            for key in try keys(of: index, where: { key, _ in key.ends(with: id) }) {
                if let owner = MonitorOwner(of: key.bytes.span) { owners.insert(owner) }
                try remove(index, key)
            }
        }
        let leading = try keys(of: tables.watchlists) { _, row in row.begins(with: id) }
        for key in leading {
            if let owner = MonitorOwner(of: key.bytes.span) { owners.insert(owner) }
            try remove(tables.watchlists, key)
        }
        try remove(tables.monitors, Key.id(id))
        return owners.sorted { Key.owner($0).bytes.lexicographicallyPrecedes(Key.owner($1).bytes) }
    }

    private func keys(
        of index: Database, where matches: (Span<UInt8>, Span<UInt8>) -> Bool
    ) throws(StoreError) -> [Key] {
        var keys: [Key] = []
        try txn.scan(index) { (key, row) throws(StoreError) in
            if matches(key, row) { keys.append(Key(bytes: key.copied())) }
            return .continue
        }
        return keys
    }
}

extension Span<UInt8> {
    fileprivate func ends(with id: MonitorID) -> Bool {
        count >= 16 && UInt128(number(at: count - 16) as UInt128) == id.bits
    }

    fileprivate func begins(with id: MonitorID) -> Bool {
        count >= 16 && UInt128(number(at: 0) as UInt128) == id.bits
    }

    /// Whether it sorts behind every key that begins with `bound`.
    fileprivate func follows(_ bound: [UInt8]) -> Bool {
        for index in bound.indices {
            guard index < count else { return false }
            if self[index] != bound[index] { return self[index] > bound[index] }
        }
        return false
    }
}
