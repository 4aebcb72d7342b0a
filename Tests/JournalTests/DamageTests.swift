import Checksum
import TestSupport
import Testing

@testable import Journal

@Suite struct `Damage to a journal` {
    private let disk = TracedDisk()

    private var fixture: JournalFixture { JournalFixture(disk) }

    @Test func `is found in every byte of every record but the last, and changes nothing`() throws {
        let payloads = (1...12).map { JournalFixture.payload($0 * 3, $0) }
        try fixture.write(payloads)
        let file = try #require(disk.files[path(1)])
        let last = RecordFrame.size(payload: payloads[11].count)
        let end = 4096 + payloads.reduce(0) { $0 + RecordFrame.size(payload: $1.count) }
        for index in Array(0..<48) + [2048, 4095] + Array(4096..<end - last) {
            for bit in [0, 3, 7] {
                let error = damage { $0[index] ^= 1 << UInt8(bit) }
                guard case .damaged(let name, let offset, let damage) = error else {
                    Issue.record("byte \(index), bit \(bit): \(String(describing: error))")
                    continue
                }
                #expect(name == SegmentName(first: 1).text)
                #expect(damage == (index < 4096 ? .header : .record))
                #expect(index < 4096 ? offset == 0 : offset <= index && offset >= 4096)
            }
        }
        for index in end - last..<end {
            let error = damage { $0[index] ^= 1 }
            #expect(error == nil, "byte \(index)")
        }
        #expect(disk.files[path(1)] == file)
    }

    @Test func `is found in other segments than the last`() throws {
        let payloads = (1...40).map { JournalFixture.payload(300, $0) }
        try fixture.write(payloads)
        let names = disk.names(in: "/d/journal").compactMap(SegmentName.init)
            .sorted { $0.first < $1.first }
        #expect(names.count >= 3)
        for (index, name) in names.dropLast().enumerated() {
            let count = Int(names[index + 1].first - name.first)
            for record in 0..<count {
                let offset = 4096 + record * RecordFrame.size(payload: 300)
                let error = damage(name.first) { $0[offset + 20] ^= 4 }
                let expected = JournalError.damaged(
                    file: name.text, offset: offset,
                    .gap(
                        expected: name.first + UInt64(record), found: names[index + 1].first))
                #expect(error == expected)
            }
        }
    }

    @Test func `is a segment that is missing`() throws {
        let large = JournalFixture.payload(fixture.filling(leaving: 8))
        try fixture.write([large, large, large, large])
        #expect(
            failure { $0[path(2)] = nil }
                == .damaged(
                    file: name(1), offset: 8192 - 8, .gap(expected: 2, found: 3)))
        #expect(
            failure { $0[path(1)] = nil }
                == .damaged(file: name(2), offset: 0, .gap(expected: 1, found: 2)))
        // The state holds what was in it, so it isn't needed.
        #expect(failure(after: 1) { $0[path(1)] = nil } == nil)
        #expect(failure(after: 3) { $0[path(2)] = nil } == nil)
        #expect(
            failure(after: 4) { files in
                for number: UInt64 in 1...4 { files[path(number)] = nil }
            } == .missing(after: 4))
    }

    @Test func `is a file that is too short, or has another's name`() throws {
        try fixture.write([[1], [2]])
        #expect(
            damage { $0.removeLast(1) }
                == .damaged(file: name(1), offset: 8191, .truncated))
        #expect(
            damage { $0.removeLast(8192 - 4096) }
                == .damaged(file: name(1), offset: 4096, .truncated))
        #expect(
            damage { $0.removeLast(8192 - 100) }
                == .damaged(file: name(1), offset: 100, .truncated))
        #expect(damage { $0 = [] } == .damaged(file: name(1), offset: 0, .truncated))
        #expect(
            failure(after: 1) { $0[path(2)] = $0.removeValue(forKey: path(1)) }
                == .damaged(file: name(2), offset: 24, .header))
    }

    @Test func `is a state that has more records`() throws {
        try fixture.write([[1], [2]])
        #expect(failure(after: 3) { _ in } == .endsEarly(last: 2, after: 3))
    }

    @Test func `isn't a format that is newer`() throws {
        try fixture.write([[1]])
        let error = damage { file in
            file[8] = 2
            let sum = Checksum.crc32c(file.span.extracting(0..<4092))
            file.removeSubrange(4092..<4096)
            var end: [UInt8] = []
            end.appendLittleEndian(sum)
            file.insert(contentsOf: end, at: 4092)
        }
        #expect(error == .unknownFormat(file: name(1), version: 2))
    }

    /// Opens a copy of the disk of which one segment is changed; nothing of it may be changed then.
    private func damage(
        _ first: UInt64 = 1, _ change: (inout [UInt8]) -> Void
    ) -> JournalError? {
        failure { change(&$0[path(first), default: []]) }
    }

    private func failure(
        after number: UInt64 = 0, _ change: (inout [String: [UInt8]]) -> Void
    ) -> JournalError? {
        var files = disk.files
        change(&files)
        let damaged = TracedDisk(files)
        defer { #expect(damaged.files == files) }
        do throws(JournalError) {
            _ = try JournalFixture(damaged).open(after: number)
            return nil
        } catch {
            return error
        }
    }

    private func name(_ first: UInt64) -> String { SegmentName(first: first).text }
    private func path(_ first: UInt64) -> String { "/d/journal/" + name(first) }
}
