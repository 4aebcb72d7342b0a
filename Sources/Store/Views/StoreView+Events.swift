import LMDB
package import Ledger

extension StoreView {
    /// The stored events from a sequence on, in order: whole commits, up to the one with which they
    /// are `limit` or more. Fewer than `limit` are all there are.
    package func events(
        from sequence: UInt64, limit: Int
    ) throws(StoreError) -> [Event] {
        var events: [Event] = []
        let from = Key.event(sequence, 0)
        try txn.scan(tables.events, from: from.bytes.span) { (key, value) throws(StoreError) in
            let event = try Event(record: value.copied(), under: key)
            if events.count >= limit, event.sequence != events.last?.sequence { return .stop }
            events.append(event)
            return .continue
        }
        return events
    }

    /// The oldest sequence whose events are retained; one more than the last where there are none.
    package func oldestSequence() throws(StoreError) -> UInt64 {
        do {
            let first: UInt64?? = try txn.withCursor(tables.events) { (cursor) throws(LMDBError) in
                try cursor.move(.first) { key, _ in key.number(at: 0) }
            }
            return (first ?? nil) ?? sequence + 1
        } catch { throw .lmdb(error) }
    }
}
