import Ledger
import TestSupport
import Testing

@testable import Store

@Suite struct `A journaled group` {
    @Test(arguments: SeededGenerator.seeds(200))
    func `is read back as it was written, in the room of the one before`(seed: UInt64) throws {
        var samples = RecordSamples(seed: seed)
        var encoder = GroupEncoder()
        for _ in 0..<5 {
            let group = samples.group()
            let bytes = encoder.encode(group)
            let decoded = try JournaledGroup(decoding: bytes)
            #expect(decoded == group, "SEED=\(seed)")
            // Texts that are equal may have other bytes.
            var other = GroupEncoder()
            #expect(other.encode(decoded) == bytes, "SEED=\(seed)")
        }
    }

    @Test(arguments: CommandCode.allCases)
    func `has every field of every command`(code: CommandCode) throws {
        let seed = SeededGenerator.replayed ?? 1
        var samples = RecordSamples(seed: seed)
        var encoder = GroupEncoder()
        var fields = FieldValues()
        for _ in 0..<300 {
            let group = JournaledGroup(writes: [.one(samples.command(code))])
            fields.note(group.writes[0].commands[0].content)
            #expect(group.writes[0].commands[0].code == code)
            #expect(try JournaledGroup(decoding: encoder.encode(group)) == group, "SEED=\(seed)")
        }
        // A field that the samples leave alone might be forgotten as well.
        #expect(fields.unchanged.isEmpty, "SEED=\(seed)")
    }

    @Test(arguments: SeededGenerator.seeds(20))
    func `that is cut short is refused`(seed: UInt64) {
        var samples = RecordSamples(seed: seed)
        let bytes = encoded(samples.group())
        for length in 0..<bytes.count {
            #expect(throws: UnreadableGroup.self, "SEED=\(seed)") {
                try JournaledGroup(decoding: Array(bytes.prefix(length)))
            }
        }
        #expect(throws: UnreadableGroup.damaged(offset: bytes.count), "SEED=\(seed)") {
            try JournaledGroup(decoding: bytes + [0])
        }
    }

    @Test(arguments: SeededGenerator.seeds(10))
    func `with a flipped bit is refused or is another one`(seed: UInt64) {
        var samples = RecordSamples(seed: seed)
        let bytes = encoded(samples.group())
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(isGroupOrRefused(flipped), "SEED=\(seed), bit \(bit)")
        }
    }

    @Test(arguments: SeededGenerator.seeds(200))
    func `with bytes by chance is refused or is another one`(seed: UInt64) {
        var samples = RecordSamples(seed: seed)
        for code in CommandCode.allCases {
            var bytes = encoded(JournaledGroup(writes: [.one(samples.command(code))]))
            // Behind what comes before the code, and the code.
            for index in bytes.indices.dropFirst(14) where samples.random.chance(20) {
                let byte = UInt8(truncatingIfNeeded: samples.random.next())
                bytes[index] = samples.random.pick(0, 1, 2, 0xFF, byte)
            }
            #expect(isGroupOrRefused(bytes), "SEED=\(seed)")
        }
    }

    /// Bytes that are read may have another order of what has none, but no other meaning.
    private func isGroupOrRefused(_ bytes: [UInt8]) -> Bool {
        guard let group = try? JournaledGroup(decoding: bytes) else { return true }
        return (try? JournaledGroup(decoding: encoded(group))) == group
    }

    @Test func `of an unknown layout is refused by its number`() {
        for format: UInt8 in [0, 1, 255] {
            #expect(throws: UnreadableGroup.unknownFormat(format)) {
                try JournaledGroup(decoding: [format, 0])
            }
        }
        #expect(throws: UnreadableGroup.damaged(offset: 0)) { try JournaledGroup(decoding: []) }
    }

    @Test func `with an unknown command is refused by its code and place`() {
        let known = Set(CommandCode.allCases.map(\.rawValue))
        var bytes = encoded(JournaledGroup(writes: [.one(.runScheduled(TransactionID(bits: 1)))]))
        // Behind format, count of writes, mode, count of commands, time and entropy.
        let offset = 13
        #expect(bytes[offset] == CommandCode.runScheduled.rawValue)
        for code in UInt8.min ... .max where !known.contains(code) {
            bytes[offset] = code
            #expect(throws: UnreadableGroup.unknownCommand(code, offset: offset)) {
                try JournaledGroup(decoding: bytes)
            }
        }
        let refusal = UnreadableGroup.unknownCommand(77, offset: 13)
        #expect(
            refusal.description
                == "the command 77 at byte 13 of a group is not known to this version")
    }

    @Test func `gives back the room that a huge one took`() {
        var encoder = GroupEncoder()
        let text = String(repeating: "x", count: 8 << 20)
        let huge = JournaledGroup(
            writes: [.one(.updateLedger(UpdateLedger(id: .general, name: .set(text))))])
        #expect(encoder.encode(huge).count > text.utf8.count)
        let small = JournaledGroup(writes: [.one(.runScheduled(TransactionID(bits: 1)))])
        #expect(encoder.encode(small).capacity < 4 << 20)
    }

    private func encoded(_ group: JournaledGroup) -> [UInt8] {
        var encoder = GroupEncoder()
        return encoder.encode(group)
    }
}

@Suite struct `A journaled write` {
    @Test func `has an occasion for each commit`() throws {
        var asked: UInt64 = 0
        func occasion() -> Occasion {
            asked += 1
            return Occasion(now: .start, entropy: asked)
        }
        let commands = [Command.payment(1), .payment(2)]
        let single = try #require(JournaledWrite(.pending([commands[0]], .each), occasion))
        #expect(single.occasions == .one(Occasion(now: .start, entropy: 1)))
        let each = try #require(JournaledWrite(.pending(commands, .each), occasion))
        #expect(each.mode == .each && each.commands == commands)
        #expect((0..<2).map { each.occasions[$0].entropy } == [2, 3])
        let all = try #require(JournaledWrite(.pending(commands, .all), occasion))
        #expect(all.mode == .all && all.commands == commands)
        #expect(all.occasions == .one(Occasion(now: .start, entropy: 4)))
        let none = try #require(JournaledWrite(.pending([], .each), occasion))
        #expect(none.occasions.count == 0)
    }

    @Test func `is none where it is only tried`() {
        #expect(
            JournaledWrite(.pending([.payment(1)], .dry)) { Occasion(now: .start, entropy: 1) }
                == nil)
    }

    @Test(arguments: SeededGenerator.seeds(20))
    func `applied again comes to what it came to before`(seed: UInt64) throws {
        var play = RandomPlay(seed: seed)
        var book = DictionaryBook()
        var time = Timestamp.zero
        for _ in 0..<200 {
            let (turn, answer) = play.next()
            let occasion = Occasion(now: turn.stamp.time, entropy: turn.stamp.entropy)
            guard let write = turn.journaled(occasion) else { continue }
            var encoder = GroupEncoder()
            let bytes = encoder.encode(JournaledGroup(writes: [write]))
            let read = try #require(try JournaledGroup(decoding: bytes).writes.first)
            let stamp = Stamp(after: book.sequence, at: time, read.occasions[0])
            #expect(stamp == turn.stamp, "SEED=\(seed)")
            #expect(book.answer(Turn(turn.step(of: read), stamp)) == answer, "SEED=\(seed)")
            time = stamp.time
        }
    }
}

extension Command {
    /// What it says, whatever kind it is.
    fileprivate var content: Any {
        var value: Any = self
        if case .note(let note) = self { value = note }
        return Mirror(reflecting: value).children.first?.value ?? value
    }
}

extension JournaledWrite {
    static func one(_ command: Command) -> JournaledWrite {
        JournaledWrite(.each, [command], .one(Occasion(now: .zero, entropy: 0)))
    }
}

extension PendingWrite {
    fileprivate static func pending(_ commands: [Command], _ mode: Mode) -> PendingWrite {
        PendingWrite(commands, mode) { _ in }
    }
}

extension Turn {
    fileprivate func journaled(_ occasion: Occasion) -> JournaledWrite? {
        switch step {
        case .one(let command): JournaledWrite(.each, [command], .one(occasion))
        case .all(let commands): JournaledWrite(.all, commands, .one(occasion))
        case .dry: nil
        }
    }

    fileprivate func step(of write: JournaledWrite) -> Workload.Step {
        switch write.mode {
        case .each: .one(write.commands[0])
        case .all: .all(write.commands)
        }
    }
}

extension RecordSamples {
    /// Writes of both modes, some empty, some of several commands.
    fileprivate mutating func group() -> JournaledGroup {
        JournaledGroup(writes: (0..<random.pick(0, 1, 2, 5)).map { _ in write() })
    }

    private mutating func write() -> JournaledWrite {
        let count = random.pick(0, 1, 1, 3)
        let commands = (0..<count).map { _ in command() }
        if random.chance(40) { return JournaledWrite(.all, commands, .one(occasion())) }
        if count == 1 { return JournaledWrite(.each, commands, .one(occasion())) }
        return JournaledWrite(.each, commands, .several(commands.map { _ in occasion() }))
    }

    private mutating func occasion() -> Occasion {
        Occasion(now: time(), entropy: random.pick(0, .max, random.next()))
    }
}
