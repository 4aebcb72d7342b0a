import Ledger

/// Why bytes of the journal are no group.
enum UnreadableGroup: Error, Equatable {
    /// Its layout is of another version.
    case unknownFormat(UInt8)
    /// It has a kind of command, by its code, that this version doesn't know.
    case unknownCommand(UInt8, offset: Int)
    /// Something up to this byte can't be what was written.
    case damaged(offset: Int)
}

extension UnreadableGroup: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknownFormat(let format):
            "the layout \(format) of a group is not known to this version"
        case .unknownCommand(let code, let offset):
            "the command \(code) at byte \(offset) of a group is not known to this version"
        case .damaged(let offset): "a group is damaged at or before its byte \(offset)"
        }
    }
}

extension JournaledGroup {
    /// Reads back what a `GroupEncoder` laid out.
    init(decoding bytes: [UInt8]) throws(UnreadableGroup) {
        var decoder = GroupDecoder(bytes)
        self = try decoder.group()
    }
}

private struct GroupDecoder {
    private var record: RecordReader
    private var lastTime: Int64 = 0
    /// What it met that it doesn't know, if that is why it ended.
    private var unknown: UnreadableGroup?

    init(_ bytes: [UInt8]) {
        record = RecordReader(unsealed: bytes)
    }

    mutating func group() throws(UnreadableGroup) -> JournaledGroup {
        do throws(RecordDamage) {
            return JournaledGroup(writes: try writes())
        } catch {
            throw unknown ?? .damaged(offset: record.position)
        }
    }

    private mutating func writes() throws(RecordDamage) -> [JournaledWrite] {
        let format = try record.byte()
        guard format == GroupEncoder.format else { throw missing(.unknownFormat(format)) }
        var writes: [JournaledWrite] = []
        for _ in 0..<(try record.number()) { writes.append(try write()) }
        try record.finish()
        return writes
    }

    private mutating func write() throws(RecordDamage) -> JournaledWrite {
        let mode: JournaledWrite.Mode = try record.choice()
        let count = try record.number()
        var commands: [Command] = []
        switch mode {
        case .each where count == 1:
            let occasion = try occasion()
            return JournaledWrite(.each, [try command()], .one(occasion))
        case .each:
            var occasions: [Occasion] = []
            for _ in 0..<count {
                occasions.append(try occasion())
                commands.append(try command())
            }
            return JournaledWrite(.each, commands, .several(occasions))
        case .all:
            let occasion = try occasion()
            for _ in 0..<count { commands.append(try command()) }
            return JournaledWrite(.all, commands, .one(occasion))
        }
    }

    private mutating func occasion() throws(RecordDamage) -> Occasion {
        lastTime &+= try record.integer()
        return Occasion(now: Timestamp(nanoseconds: lastTime), entropy: try record.word())
    }

    private mutating func command() throws(RecordDamage) -> Command {
        let offset = record.position
        let byte = try record.byte()
        guard let code = CommandCode(rawValue: byte) else {
            throw missing(.unknownCommand(byte, offset: offset))
        }
        return try Command(code, from: &record)
    }

    private mutating func missing(_ reason: UnreadableGroup) -> RecordDamage {
        unknown = reason
        return RecordDamage()
    }
}
