import Ledger

/// Lays out groups for the journal, one after the other in the same room.
///
///     group     format 1 · count of writes · writes
///     write     mode 1 · count of commands
///               of `each`: occasion, command, occasion, command …
///               of `all`: occasion, command, command …
///     occasion  nanoseconds since the occasion before it in the group · entropy 8
///     command   code 1 · fields
///
/// Numbers and fields are those of records. There is no checksum: the journal has its own.
struct GroupEncoder: ~Copyable {
    /// The layout. Whoever changes it, or the fields of any command, makes it another number and
    /// goes on reading this one: a journal may hold what the version before was given.
    static let format: UInt8 = 2
    /// Bytes of room that are kept from one group to the next: those of a full group of transfers,
    /// several times over. What one batch of long metadata took is given back.
    private static let keptMax = 4 << 20

    private var record = RecordWriter()
    private var lastTime: Int64 = 0

    /// The bytes of a group. They are to be let go before the next group is encoded: it takes
    /// their room.
    mutating func encode(_ group: JournaledGroup) -> [UInt8] {
        if record.room.count > Self.keptMax { record = RecordWriter() }
        record.restart()
        lastTime = 0
        record.byte(Self.format)
        record.number(UInt64(group.writes.count))
        for write in group.writes { encode(write) }
        return record.bytes
    }

    private mutating func encode(_ write: JournaledWrite) {
        record.byte(write.mode.rawValue)
        record.number(UInt64(write.commands.count))
        switch write.mode {
        case .each:
            for index in write.commands.indices {
                encode(write.occasions[index])
                write.commands[index].write(to: &record)
            }
        case .all:
            encode(write.occasions[0])
            for command in write.commands { command.write(to: &record) }
        }
    }

    private mutating func encode(_ occasion: Occasion) {
        // A difference that wraps around is as good as one that doesn't.
        record.integer(occasion.now.nanoseconds &- lastTime)
        lastTime = occasion.now.nanoseconds
        record.word(occasion.entropy)
    }
}
