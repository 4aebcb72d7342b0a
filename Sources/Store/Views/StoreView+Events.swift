import LMDB
package import Ledger

extension StoreView {
    /// The retained events from a sequence on, in order: whole commits, up to the one with which
    /// they are `limit` or more. Fewer than `limit` are all there are.
    package func events(
        from sequence: UInt64, limit: Int
    ) throws(StoreError) -> [Event] {
        var events: [Event] = []
        let from = Key.number(max(sequence, oldestSequence))
        try txn.scan(tables.commits, from: from.bytes.span) { (key, row) throws(StoreError) in
            guard events.count < limit else { return .stop }
            let commit = try CommitRecord(record: row.copied(), under: key)
            try txn.appendEvents(of: commit, tables, to: &events)
            return .continue
        }
        return events
    }

    /// The oldest sequence whose events are retained; one more than the last where there are none.
    package var oldestSequence: UInt64 { state.trimmedThrough + 1 }
}
