import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite struct `Segments that are covered` {
    private let disk = TracedDisk()

    private var fixture: JournalFixture { JournalFixture(disk) }

    @Test func `are used again, with another salt`() throws {
        var journal = try fixture.open()
        for number in 1...5 { _ = try journal.append(large(number)) }
        let before = salts()
        #expect(segments() == [1, 2, 3, 4, 5])
        // Record 3 may be needed; then its segment and all behind it stay.
        try journal.recycle(through: 2)
        #expect(segments() == [3, 4, 5])
        #expect(spares().count == 2)
        _ = try journal.append(large(6))
        _ = try journal.append(large(7))
        #expect(segments() == [3, 4, 5, 6, 7])
        #expect(spares().isEmpty)
        #expect(before.isDisjoint(with: salts().subtracting(before)))
        #expect(salts().count == 5 && salts().intersection(before).count == 3)
        #expect(Array(try fixture.records(after: 2).keys).sorted() == [3, 4, 5, 6, 7])
    }

    @Test func `never are the one that is written`() throws {
        var journal = try fixture.open()
        for number in 1...3 { _ = try journal.append(large(number)) }
        try journal.recycle(through: 3)
        try journal.recycle(through: .max)
        #expect(segments() == [3])
        _ = try journal.append([1])
        #expect(try fixture.records(after: 3) == [4: [1]])
    }

    @Test func `are kept in a small number only`() throws {
        var journal = try fixture.open()
        for number in 1...20 { _ = try journal.append(large(number)) }
        try journal.recycle(through: 19)
        #expect(segments() == [20])
        #expect(spares().count == Spares.max)
        try journal.recycle(through: 20)
        #expect(spares().count == Spares.max)
    }

    /// The rest of a used file is full of whole records, only not of this time.
    @Test func `show nothing of what they held`() throws {
        var journal = try fixture.open()
        for number in 1...200 { _ = try journal.append(JournalFixture.payload(64, number)) }
        var saved: UInt64 = 200
        try journal.recycle(through: saved)
        // Just as long as those that were at the same place.
        for number in 201...400 {
            if number % 50 == 0 {
                saved = UInt64(number - 1)
                try journal.recycle(through: saved)
            }
            _ = try journal.append(JournalFixture.payload(64, number))
            if number % 7 == 0 {
                try journal.sync()
                let records = try JournalFixture(disk.copy()).records(after: saved)
                #expect(records.keys.max() == UInt64(number))
            }
        }
    }

    @Test func `go to the archive if they are to be kept`() throws {
        var fixture = fixture
        fixture.options.keepsArchive = true
        var journal = try fixture.open()
        for number in 1...4 { _ = try journal.append(large(number)) }
        let before = disk.files
        try journal.recycle(through: 3)
        #expect(segments() == [4])
        #expect(spares().isEmpty)
        for number: UInt64 in 1...3 {
            let name = SegmentName(first: number).text
            #expect(disk.files["/d/journal/archive/" + name] == before["/d/journal/" + name])
        }
        _ = try journal.append(large(5))
        #expect(try fixture.records(after: 3).count == 2)
    }

    @Test func `go to a folder that is made for them`() throws {
        let folder = TemporaryFolder()
        var fixture = JournalFixture(LocalDisk(), in: folder.path)
        fixture.options.keepsArchive = true
        var journal = try fixture.open()
        for number in 1...4 { _ = try journal.append(large(number)) }
        try journal.recycle(through: 2)
        let archive = folder.path + "/journal/archive"
        let names = try FileManager.default.contentsOfDirectory(atPath: archive).sorted()
        #expect(names == ["00000000000000000001.journal", "00000000000000000002.journal"])
    }

    @Test func `wait for the next start too, where they are of the right size`() throws {
        do {
            var journal = try fixture.open()
            for number in 1...4 { _ = try journal.append(large(number)) }
            try journal.recycle(through: 3)
        }
        let kept = spares()
        #expect(kept.count == 3)
        let drafts = [SpareName.draft(90), SpareName.text(91)]
        for name in drafts { _ = try disk.create("/d/journal/" + name) }
        _ = try fixture.open(after: 3)
        #expect(spares() == kept)
        #expect(disk.files.keys.allSatisfy { !$0.hasSuffix(".new") })
        _ = try JournalFixture(disk, blocks: 3).open(after: 3)
        #expect(spares().isEmpty)
    }

    private func large(_ number: Int) -> [UInt8] {
        JournalFixture.payload(fixture.filling(leaving: 8), number)
    }

    private func segments() -> [UInt64] {
        disk.names(in: "/d/journal").compactMap { SegmentName($0)?.first }.sorted()
    }

    private func spares() -> [String] {
        disk.names(in: "/d/journal").filter { SpareName.number($0) != nil }.sorted()
    }

    private func salts() -> Set<[UInt8]> {
        let files = segments().compactMap {
            disk.files["/d/journal/" + SegmentName(first: $0).text]
        }
        return Set(files.map { Array($0[16..<24]) })
    }
}
