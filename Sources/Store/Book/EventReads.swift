import LMDB
import Ledger

// The log of events as it is read, wherever an event stands: in a row of its own, or in its commit.

extension ReadableTransaction where Self: ~Copyable {
    /// - Parameter trimmed: the last sequence whose events were let go.
    func event(
        _ tables: Tables, _ sequence: UInt64, _ index: UInt32, after trimmed: UInt64
    ) throws(StoreError) -> Event? {
        guard sequence > trimmed else { return nil }
        if index == 0, let plain = try commit(tables, sequence)?.plainEvent { return plain }
        return try record(tables.events, Key.event(sequence, index))
    }

    /// Puts the events of a commit behind others.
    func appendEvents(
        of commit: CommitRecord, _ tables: Tables, to events: inout [Event]
    ) throws(StoreError) {
        if let plain = commit.plainEvent { events.append(plain) }
        guard commit.hasEventRows else { return }
        let lower = Key.event(commit.sequence, commit.firstEventRow)
        let upper = Key.number(commit.sequence + 1)
        try scan(
            tables.events, from: lower.bytes.span, to: upper.bytes.span
        ) { (key, row) throws(StoreError) in
            events.append(try Event(record: row.copied(), under: key))
            return .continue
        }
    }

    func commit(_ tables: Tables, _ sequence: UInt64) throws(StoreError) -> CommitRecord? {
        let key = FixedKey.number(sequence)
        return try record(tables.commits, key.span)
    }
}
