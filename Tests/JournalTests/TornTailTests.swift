import TestSupport
import Testing

@testable import Journal

/// The last record of a journal, in all states that writing it may leave: with zeros behind it, and
/// with records of an earlier use of the file.
@Suite struct `A torn last record` {
    private static let cases: [Tail] = {
        let sizes = [1, 8, 9, 480, 496, 513, 2000]
        do {
            return try sizes.map { try Tail($0, isReused: false) }
                + sizes.map { try Tail($0, isReused: true) }
        } catch {
            preconditionFailure("a journal could not be written: \(error)")
        }
    }()

    @Test(arguments: cases)
    func `is cut off after whatever byte it ends`(_ tail: Tail) throws {
        for length in 0...tail.frame.count {
            let start = tail.frame.lowerBound
            try tail.expectRightReplay("\(length) bytes") { file in
                file.put(tail.after[start..<start + length], at: start)
            }
        }
    }

    @Test(arguments: cases)
    func `is cut off whichever of its sectors are there`(_ tail: Tail) throws {
        for seed in SeededGenerator.seeds(100) {
            var random = SeededGenerator(seed: seed)
            try tail.expectRightReplay("seed \(seed)") { file in
                var start = tail.frame.lowerBound
                while start < tail.frame.upperBound {
                    let end = min((start / 512 + 1) * 512, tail.frame.upperBound)
                    if random.chance(50) { file.put(tail.after[start..<end], at: start) }
                    start = end
                }
            }
        }
    }

    @Test(arguments: cases)
    func `is cut off whatever single byte of it is wrong`(_ tail: Tail) throws {
        for index in tail.frame {
            try tail.expectRightReplay("byte \(index)") { file in
                file.put(tail.after[tail.frame], at: tail.frame.lowerBound)
                file[index] ^= 1 << UInt8(index % 8)
            }
        }
    }
}

/// A journal of some synced records and a last one, with what the last one's file was before it.
struct Tail: CustomTestStringConvertible {
    private let fixture: JournalFixture
    private let files: [String: [UInt8]]
    private let path: String
    private let synced: [UInt64: [UInt8]]
    private let last: [UInt8]
    private let state: UInt64
    /// The file with the last record, and where that is.
    let after: [UInt8]
    let frame: Range<Int>
    let testDescription: String

    init(_ size: Int, isReused: Bool) throws(JournalError) {
        let disk = TracedDisk()
        fixture = JournalFixture(disk)
        testDescription = "\(size) bytes, \(isReused ? "in a file used before" : "in a new file")"
        var journal = try fixture.open()
        if isReused {
            for number in 1...100 { _ = try journal.append(JournalFixture.payload(60, number)) }
            try journal.recycle(through: 100)
            _ = try journal.append(JournalFixture.payload(1000))
        }
        state = journal.tail
        var synced: [UInt64: [UInt8]] = [:]
        for number in 0..<4 {
            let payload = JournalFixture.payload(200 + number, number)
            synced[try journal.append(payload)] = payload
        }
        try journal.sync()
        self.synced = synced
        last = JournalFixture.payload(size, 77)
        files = disk.files
        _ = try journal.append(last)
        path = "/d/journal/" + (journal.segments.last?.text ?? "")
        after = disk.files[path] ?? []
        let end = RecordFrame.size(payload: size)
        let position = after.count - (journal.current?.room ?? 0)
        frame = position - end..<position
    }

    /// Writes something of the last record: it has to be there if all of it is, and must not be if
    /// not. What is written next comes back behind what was there.
    func expectRightReplay(_ comment: String, _ write: (inout [UInt8]) -> Void) throws {
        var files = files
        var file = files[path] ?? []
        write(&file)
        let isWhole = Array(file[frame]) == Array(after[frame])
        files[path] = file
        var expected = synced
        let number = state + UInt64(synced.count) + 1
        if isWhole { expected[number] = last }

        let fixture = JournalFixture(TracedDisk(files))
        let records = try fixture.records(after: state)
        #expect(records == expected, "\(testDescription), \(comment)")
        try fixture.write([[1, 2, 3]], after: state)
        expected[isWhole ? number + 1 : number] = [1, 2, 3]
        let again = try fixture.records(after: state)
        #expect(again == expected, "\(testDescription), \(comment), gone on")
    }
}
