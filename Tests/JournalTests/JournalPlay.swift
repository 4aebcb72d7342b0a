import TestSupport

@testable import Journal

/// Random use of a journal on a disk in memory, the same for the same seed: records of all sizes,
/// states that are saved, processes that are killed and started again.
struct JournalPlay {
    /// Small, so that a run goes over many.
    static var options: Journal.Options {
        var options = Journal.Options()
        options.segmentSize = 3 * SegmentHeader.size
        return options
    }

    let disk: TracedDisk
    private(set) var model: JournalModel
    private var random: SeededGenerator
    private var options = Self.options

    init(on disk: TracedDisk, _ model: JournalModel = JournalModel(), seed: UInt64) {
        self.disk = disk
        self.model = model
        random = SeededGenerator(seed: seed)
        options.keepsArchive = random.chance(10)
    }

    /// Opens the journal, uses it and drops it, several times over; some of the times in the midst
    /// of something.
    mutating func run(_ count: Int) throws(JournalError) {
        for _ in 0..<random.pick(1, 2, 3, 4) {
            let isKilled = random.chance(50)
            disk.kill(after: isKilled ? Int.random(in: 0..<4 * count, using: &random) : .max)
            do throws(JournalError) { try live(count) } catch {
                guard isKilled else { throw error }
            }
        }
        disk.kill(after: .max)
    }

    private mutating func live(_ count: Int) throws(JournalError) {
        var replayed: [[UInt8]] = []
        var journal = try Journal(in: "/d", after: model.saved, options: options, on: disk) {
            (_, payload) throws(JournalError) in replayed.append(copied(payload))
        }
        // Each time what is done beside ends first, so that runs can be had again.
        journal.spares.settle()
        let found = Int(model.saved) + replayed.count
        precondition(found >= model.synced && found <= model.appended, "a wrong replay")
        precondition(replayed == Array(model.payloads[Int(model.saved)..<found]), "a wrong replay")
        note(.found(found))
        for _ in 0..<count {
            try step(&journal)
            journal.spares.settle()
        }
    }

    private mutating func step(_ journal: inout Journal) throws(JournalError) {
        if random.chance(12) {
            let number = UInt64.random(in: model.saved...UInt64(model.synced), using: &random)
            note(.saved(number))
            return try journal.recycle(through: number)
        }
        if model.synced < model.appended, random.chance(80) {
            try journal.sync()
            return note(.synced)
        }
        // A record is synced before the next is written; after that the next may be there.
        try journal.sync()
        note(.synced)
        let payload = nextPayload(journal)
        note(.appending(payload))
        _ = try journal.append(payload.span)
    }

    private mutating func note(_ note: JournalModel.Note) {
        model.note(note)
        disk.note(note)
    }

    private mutating func nextPayload(_ journal: borrowing Journal) -> [UInt8] {
        let room = journal.current?.room ?? 0
        let size =
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<9: Int.random(in: 1...100, using: &random)
            case 9..<13: Int.random(in: 100...2000, using: &random)
            case 13..<16: 512 * Int.random(in: 1...3, using: &random) + random.pick(-16, -8, 0, 1)
            case 16..<19: room - RecordFrame.headerSize + random.pick(-8, -1, 0, 1, 8)
            default: options.segmentSize + Int.random(in: -5000...5000, using: &random)
            }
        let fill = UInt8.random(in: 0...3, using: &random)
        return (0..<max(1, size)).map { _ in
            fill == 0 ? 0 : UInt8(truncatingIfNeeded: random.next())
        }
    }
}
