package import Ledger

/// What a monitor would have said over past commits, worked out again from the entries they left.
///
/// It begins as creation does: with the answer of the moment before, without firing. Sums, times
/// and transactions are those of the past. Limits and descriptions are those of now, since former
/// ones are not kept; and what may have overridden a rule is left out.
package struct MonitorReplay {
    /// The monitor as far as it has come; its counts began at zero.
    var monitor: Monitor
    /// Where to go on: the version of a balance after its next entry, or the number of the next
    /// entry of all.
    var next: UInt64
    /// What a monitor of one balance or one sum has seen last.
    var sums: Sums
    let range: ClosedRange<UInt64>
    /// Events that a page is to have.
    let size: Int
    private(set) var events: [Event] = []
    /// The last commit that was looked at.
    private(set) var sequence: UInt64
    /// Entries that were read.
    private var work = 0

    /// Entries that one call reads at most, beside the rest of a transaction, so that it neither
    /// keeps a view open for long nor holds up the connection.
    static let workMax = 20_000

    init(
        _ monitor: Monitor, _ range: ClosedRange<UInt64>, size: Int, next: UInt64, sums: Sums
    ) {
        self.monitor = monitor
        self.range = range
        self.size = size
        self.next = next
        self.sums = sums
        sequence = range.lowerBound - 1
    }

    /// Whether the page has to end, before the next transaction.
    var isFull: Bool { events.count >= size || work >= Self.workMax }

    mutating func count(_ entries: Int = 1) { work += entries }

    mutating func reach(_ sequence: UInt64) { self.sequence = max(self.sequence, sequence) }

    mutating func append(_ contents: [Event.Content], of entry: Entry) {
        for content in contents {
            events.append(
                Event(
                    sequence: entry.sequence, index: 0, time: entry.recordedAt, content: content))
        }
    }
}

/// A page of a replay.
package struct MonitorReplayPage: Sendable {
    /// What would have been heard; their indexes mean nothing.
    package let events: [Event]
    /// Hand it in to go on; nil at the end of the range.
    package let next: Position?
    /// The last commit that was looked at.
    package let sequence: UInt64
}

extension Monitor {
    /// Itself as it would have been created.
    func newborn(on figures: Figures?) -> Monitor {
        var monitor = Monitor(
            id: id, ordinal: ordinal, scope: scope, question: question, trigger: trigger,
            cooldown: cooldown, overrideKey: overrideKey, isEnabled: true,
            description: description, callBackURL: callBackURL, metaData: metaData,
            createdAt: createdAt)
        monitor.updatedAt = updatedAt
        monitor.version = version
        monitor.standing = monitor.standing.asking(question, of: figures)
        return monitor
    }
}

// MARK: - Going on

extension MonitorReplay {
    /// Where it stands, to go on from.
    var position: Position {
        var record = RecordWriter(format: Self.format)
        record.number(next)
        record.number(sequence)
        sums.write(to: &record)
        monitor.firings.write(to: &record)
        monitor.standing.write(to: &record)
        let key = Self.key
        return Position(key: record.sealed(under: key.span))
    }

    private static let format: UInt8 = 1
    /// It stands under no key.
    private static let key: [UInt8] = []

    /// Goes on from a position; false where it is none of this monitor's.
    mutating func resume(at position: Position) -> Bool {
        do throws(RecordDamage) {
            let key = Self.key
            var record = try RecordReader(position.key, under: key.span, format: Self.format)
            next = try record.number()
            sequence = try record.number()
            sums = try Sums(from: &record)
            monitor.firings = try FiringRecord(from: &record)
            let standing = try MonitorStanding(from: &record)
            try record.finish()
            monitor.standing = standing
            return standing.firings.count == monitor.question.voices && next > 0
        } catch {
            return false
        }
    }
}
