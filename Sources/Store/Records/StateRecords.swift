package import Ledger

/// Where the store stands: what the next command is numbered and chained from. Written in the same
/// LMDB transaction as everything it counts.
package struct StoreState: Equatable, Sendable {
    /// The layout of the data folder. A server refuses one that it doesn't know.
    package static let formatVersion: UInt64 = 3

    package var formatVersion: UInt64 = StoreState.formatVersion
    /// A random number made with the store: a cursor of another store is recognised by it.
    package var epoch: UInt64
    /// The sequence of the last commit; 0 before the first.
    package var sequence: UInt64 = 0
    /// The time of the last commit.
    package var time: Timestamp = .zero
    /// The hash of the last commit: SHA-256 over that of the one before it and what it appended.
    package var chainHash = [UInt8](repeating: 0, count: 32)
    package var entryCount: UInt64 = 0
    package var monitorCount: UInt64 = 0
    /// Subscriptions ever made.
    package var subscriptionCount: UInt64 = 0
    /// Notes ever applied.
    package var noteCount: UInt64 = 0
    /// The last sequence whose events were let go; 0 before the first were.
    package var trimmedThrough: UInt64 = 0
    /// 32 random bytes made with the store, from which endpoints that nobody gave a secret have
    /// theirs.
    package var secretSeed: [UInt8]
    package var registeredWebhookCount: UInt64 = 0
    package var standingWebhookCount: UInt64 = 0
    /// Endpoints ever made.
    package var webhookOrdinal: UInt64 = 0
    /// Deliveries ever made.
    package var deliveryCount: UInt64 = 0
    /// Events that are retained.
    package var eventCount: UInt64 = 0

    /// - Parameter entropy: where the numbers come from that set the store apart.
    init(entropy: () -> UInt64) {
        epoch = entropy()
        secretSeed = (0..<4).flatMap { _ in
            let bits = entropy()
            return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
        }
    }
}

extension StoreState {
    /// Commands that the state is made of.
    var commandCount: UInt64 { sequence + noteCount }
}

extension StoreState: Record {
    static var table: Table { .state }

    /// The format version alone. Every version of the layout begins with it, so that a newer store
    /// is recognised as one.
    static func formatVersion(
        of record: [UInt8], under key: Span<UInt8>
    ) throws(StoreError) -> UInt64 {
        do throws(RecordDamage) {
            var reader = try RecordReader(record, under: key, format: format)
            return try reader.number()
        } catch {
            throw .damaged(table: table.rawValue, key: hexadecimal(key))
        }
    }

    func write(to record: inout RecordWriter) {
        record.number(formatVersion)
        record.number(epoch)
        record.number(sequence)
        record.time(time)
        record.raw(chainHash)
        record.number(entryCount)
        record.number(monitorCount)
        record.number(subscriptionCount)
        record.number(noteCount)
        record.number(trimmedThrough)
        record.raw(secretSeed)
        record.number(registeredWebhookCount)
        record.number(standingWebhookCount)
        record.number(webhookOrdinal)
        record.number(deliveryCount)
        record.number(eventCount)
    }

    init(from record: inout RecordReader) throws(RecordDamage) {
        formatVersion = try record.number()
        epoch = try record.number()
        sequence = try record.number()
        time = try record.time()
        chainHash = try record.raw(32)
        entryCount = try record.number()
        monitorCount = try record.number()
        subscriptionCount = try record.number()
        noteCount = try record.number()
        trimmedThrough = try record.number()
        secretSeed = try record.raw(32)
        registeredWebhookCount = try record.number()
        standingWebhookCount = try record.number()
        webhookOrdinal = try record.number()
        deliveryCount = try record.number()
        eventCount = try record.number()
    }
}

/// How far the journal has been applied to what LMDB holds.
struct JournalMark: Equatable, Sendable {
    /// The number of the last record that was applied; 0 before the first.
    var record: UInt64
}

extension JournalMark: Record {
    static var table: Table { .journal }

    func write(to writer: inout RecordWriter) { writer.number(record) }

    init(from reader: inout RecordReader) throws(RecordDamage) { record = try reader.number() }
}
