/// Rows by their keys, the newest first; the oldest make room.
struct RecentRows<Key: Hashable, Row> {
    private var rows: [Key: (row: Row, stamp: Int)] = [:]
    private var lastStamp = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { rows.count }

    /// Setting a row makes it the newest.
    subscript(key: Key) -> Row? {
        get { rows[key]?.row }
        set {
            guard let newValue else {
                rows[key] = nil
                return
            }
            lastStamp += 1
            rows[key] = (newValue, lastStamp)
            if rows.count > limit { makeRoom() }
        }
    }

    /// All rows, the newest first.
    var newestFirst: [Row] {
        rows.values.sorted { $0.stamp > $1.stamp }.map(\.row)
    }

    mutating func removeAll(where isGone: (Row) -> Bool) {
        rows = rows.filter { !isGone($0.value.row) }
    }

    /// A tenth at a time, so that the looking for the oldest is paid for by many rows.
    private mutating func makeRoom() {
        let stamps = rows.values.map(\.stamp).sorted()
        let last = stamps[min(stamps.count - 1, limit / 10)]
        rows = rows.filter { $0.value.stamp > last }
    }
}
