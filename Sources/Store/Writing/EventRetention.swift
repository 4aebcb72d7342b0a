import LMDB
import Ledger

/// How long events stay in the log. What is older, or too much, is let go, oldest first; but
/// nothing that a receiver still has to be sent, and nothing that a subscription asked to keep.
package struct EventRetention: Sendable {
    /// The age beyond which events go. A month bridges a reader's long weekend and its holidays.
    package var age = Duration.seconds(30 * 86_400)
    /// Bytes of events beyond which the oldest go, whatever their age: some hundred million events.
    /// Most events of transfers stand in no row, and count 64 bytes each. The log is over this by
    /// what is written between two looks.
    package var bytes = 16 << 30
    /// How often it is looked at.
    package var interval = Duration.seconds(10)

    package init() {}
}

extension StoreView {
    /// Events let go by one command: few enough that writes behind it hardly wait.
    private static let pieceMax: UInt64 = 1000

    /// The command that lets the next piece of the log go; nil where there is nothing to let go.
    /// - Parameter floor: the last sequence that may go.
    func nextTrim(
        _ retention: EventRetention, at now: Timestamp, floor: UInt64
    ) throws(StoreError) -> TrimEvents? {
        guard try isOver(retention, at: now) else { return nil }
        let isTooMuch = try eventBytes() > retention.bytes
        let aged = try lastSequence(before: now - retention.age)
        let target = min(floor, isTooMuch ? sequence : aged)
        guard target > state.trimmedThrough else { return nil }
        return TrimEvents(
            through: try pieceEnd(target), subscriptionsMade: state.subscriptionCount)
    }

    /// Whether some event is too old, or there are too many: what is asked all the time.
    func isOver(_ retention: EventRetention, at now: Timestamp) throws(StoreError) -> Bool {
        guard state.trimmedThrough < sequence else { return false }
        if try eventBytes() > retention.bytes { return true }
        guard let oldest = try commit(oldestSequence) else { return false }
        return oldest.time < now - retention.age
    }

    /// The last sequence whose events nobody holds on to.
    func retentionFloor(at now: Timestamp) throws(StoreError) -> UInt64 {
        var floor = sequence
        if let unfinished = try txn.oldestUnfinishedDelivery(tables) {
            floor = min(floor, unfinished - 1)
        }
        try txn.scan(tables.subscriptions) { (key, row) throws(StoreError) in
            let subscription = try Subscription(record: row.copied(), under: key)
            guard let retainFor = subscription.retainFor else { return .continue }
            let acknowledged = try txn.cursor(tables, subscription.id).acknowledged
            let aged = try lastSequence(before: now - .nanoseconds(retainFor))
            floor = min(floor, max(acknowledged, aged))
            return .continue
        }
        return floor
    }

    /// The last commit that was made before a time; commits are in the order of theirs.
    private func lastSequence(before time: Timestamp) throws(StoreError) -> UInt64 {
        var lower = state.trimmedThrough
        var upper = sequence + 1
        while upper - lower > 1 {
            let middle = lower + (upper - lower) / 2
            guard let commit = try commit(middle) else {
                throw .damaged(table: Table.commits.rawValue, key: "\(middle)")
            }
            if commit.time < time { lower = middle } else { upper = middle }
        }
        return lower
    }

    /// Where a piece of whole commits ends that reaches a sequence at most.
    private func pieceEnd(_ target: UInt64) throws(StoreError) -> UInt64 {
        var count: UInt64 = 0
        var last = state.trimmedThrough
        let (start, end) = (Key.number(last + 1), Key.number(target + 1))
        try txn.scan(
            tables.commits, from: start.bytes.span, to: end.bytes.span
        ) { (key, row) throws(StoreError) in
            guard count < Self.pieceMax else { return .stop }
            let commit = try CommitRecord(record: row.copied(), under: key)
            count += commit.eventCount
            last = commit.sequence
            return .continue
        }
        return last
    }

    /// What the retained events take: their rows, and for those that stand in none what one would.
    private func eventBytes() throws(StoreError) -> Int {
        do throws(LMDBError) {
            let rows = try txn.statistics(tables.events)
            let plain = max(0, Int(state.eventCount) - rows.entries)
            return rows.bytes + plain * Self.plainEventBytes
        } catch { throw .lmdb(error) }
    }

    /// What the row of a transaction's event would take, with its share of its page.
    private static let plainEventBytes = 64
}

extension Timestamp {
    fileprivate static func - (time: Timestamp, span: Duration) -> Timestamp {
        let (seconds, attoseconds) = span.components
        let (product, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let nanoseconds = product &+ attoseconds / 1_000_000_000
        return isTooLong || nanoseconds > time.nanoseconds
            ? .zero : Timestamp(nanoseconds: time.nanoseconds - nanoseconds)
    }
}
