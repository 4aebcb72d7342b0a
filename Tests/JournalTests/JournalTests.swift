import Foundation
import Glibc
import TestSupport
import Testing

@testable import Journal

@Suite struct `A journal` {
    private let folder = TemporaryFolder()

    private var fixture: JournalFixture { JournalFixture(LocalDisk(), in: folder.path) }

    @Test func `brings back its records, in order, behind the one that is asked for`() throws {
        let fixture = fixture
        let payloads = (1...200).map { JournalFixture.payload($0, $0) }
        try fixture.write(Array(payloads[..<120]))
        #expect(try fixture.records() == JournalFixture.numbered(Array(payloads[..<120])))
        try fixture.write(Array(payloads[120...]))
        #expect(try fixture.records() == JournalFixture.numbered(payloads))
        for after in [0, 1, 119, 120, 121, 199, 200] {
            let expected = JournalFixture.numbered(
                Array(payloads[after...]), from: UInt64(after) + 1)
            #expect(try fixture.records(after: UInt64(after)) == expected)
            #expect(try fixture.open(after: UInt64(after)).tail == 200)
        }
    }

    @Test func `numbers records from 1, or from the state that it is made for`() throws {
        var journal = try fixture.open()
        #expect(journal.tail == 0)
        #expect(try journal.append([1]) == 1)
        #expect(try journal.append([2]) == 2)
        #expect(journal.tail == 2)

        var fixture = JournalFixture()
        fixture.options.mayBeMissing = true
        var other = try fixture.open(after: 7)
        #expect(other.tail == 7)
        #expect(try other.append([1]) == 8)
        try other.sync()
        #expect(try fixture.records(after: 7) == [8: [1]])
    }

    @Test func `has a replay stop with the error that it throws`() throws {
        struct Stop: ExpressibleByJournalError, Equatable {
            var error: JournalError?
            init(_ error: JournalError) { self.error = error }
            init() {}
        }
        let fixture = fixture
        try fixture.write([[1], [2], [3]])
        var count = 0
        #expect(throws: Stop()) {
            _ = try Journal(in: fixture.folder, after: 0, options: fixture.options) {
                (number, _) throws(Stop) in
                count += 1
                if number == 2 { throw Stop() }
            }
        }
        #expect(count == 2)
        #expect(throws: Stop(.endsEarly(last: 3, after: 4))) {
            _ = try Journal(in: fixture.folder, after: 4, options: fixture.options) {
                (_, _) throws(Stop) in
            }
        }
    }

    /// Of every size about the end of a segment, in what a first record has left of it.
    @Test func `takes records of every size about the room that is left`() throws {
        for leaving in [0, 8, 16, 24, 32, 40, 512] {
            for size in max(1, leaving - 40)...leaving + 40 {
                let fixture = JournalFixture()
                let payloads = [
                    JournalFixture.payload(fixture.filling(leaving: leaving)),
                    JournalFixture.payload(size), JournalFixture.payload(3),
                ]
                try fixture.write(payloads)
                let records = try fixture.records()
                #expect(records == JournalFixture.numbered(payloads), "\(leaving), \(size)")
            }
        }
    }

    @Test func `gives a record that is larger than a segment one of its own`() throws {
        let fixture = fixture
        var payloads: [[UInt8]] = []
        for size in [3, fixture.filling(leaving: -1), 3, 1 << 20, 5 << 20, 4065, 3] {
            payloads.append(JournalFixture.payload(size, size))
        }
        try fixture.write(payloads)
        #expect(try fixture.records() == JournalFixture.numbered(payloads))
        let path = folder.path + "/journal/00000000000000000005.journal"
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(size == SegmentHeader.size + 5 << 20 + SegmentHeader.size)

        // None of them is of a size to be used again.
        var journal = try fixture.open(after: 7)
        try journal.recycle(through: 7)
        #expect(journal.segments == [SegmentName(first: 7)])
    }

    @Test func `takes none that is empty or too large, and goes on after it`() throws {
        var journal = try fixture.open()
        let none: [UInt8] = []
        let many = [UInt8](repeating: 1, count: Journal.recordMax + 1)
        for payload in [none, many] {
            do throws(JournalError) {
                _ = try journal.append(payload)
                Issue.record("a record of \(payload.count) bytes was taken")
            } catch {
                #expect(error == .recordSize(payload.count))
            }
        }
        #expect(try journal.append([1]) == 1)
    }

    @Test func `syncs a record before the next where nobody did`() throws {
        let disk = TracedDisk()
        var journal = try JournalFixture(disk).open()
        _ = try journal.append([1])
        let events = disk.events.count
        _ = try journal.append([2])
        let added = disk.events[events...]
        #expect(added.count == 2)
        guard case .sync = added.first, case .write = added.last else {
            Issue.record("not a sync and a write: \(added)")
            return
        }
        try journal.sync()
        try journal.sync()
        #expect(disk.events.count == events + 3)
    }

    @Test func `prepares segments beside, and has them when they are needed`() throws {
        var fixture = fixture
        fixture.options.preparesAhead = true
        let payloads = (0..<300).map { JournalFixture.payload(1000, $0) }
        var state: UInt64 = 0
        var journal = try fixture.open()
        for payload in payloads {
            let number = try journal.append(payload)
            try journal.sync()
            if number % 40 == 0 {
                state = number - 10
                try journal.recycle(through: state)
            }
        }
        _ = consume journal
        let expected = JournalFixture.numbered(Array(payloads[Int(state)...]), from: state + 1)
        #expect(try fixture.records(after: state) == expected)
    }
}
