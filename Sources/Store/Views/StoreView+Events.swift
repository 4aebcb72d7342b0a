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
    package var oldestSequence: UInt64 { state.trimmedThrough + 1 }
}
