import Foundation
import TestSupport
import Testing

@testable import Journal

/// The bytes on the disk, worked out by other code: files of today have to be read for ever.
@Suite struct `The layout of a journal` {
    private let salt: UInt64 = 0x1122_3344_5566_7788

    @Test func `of a header`() throws {
        let header = SegmentHeader(salt: salt, first: 7, segmentSize: 12_288)
        let bytes = header.bytes
        #expect(bytes.count == 4096)
        #expect(
            hex(bytes[..<40])
                == "544944454a524e4c" + "01000000" + "00000000" + "8877665544332211"
                + "0700000000000000" + "0030000000000000")
        #expect(bytes[40..<4092].allSatisfy { $0 == 0 })
        #expect(hex(bytes[4092...]) == "73301af3")
        let name = SegmentName(first: 7)
        #expect(try SegmentHeader(bytes, of: name, fileSize: 12_288) == header)
    }

    @Test func `of a record`() {
        var bytes: [UInt8] = [1, 2, 3]
        RecordFrame.encode(
            Array("hello".utf8).span, number: 9, salt: salt, position: 4096, into: &bytes)
        #expect(
            hex(bytes[...])
                == "05000000" + "1f0c63ec" + "8177665544332211"
                + "68656c6c6f" + "000000")
        let verdicts = [(salt, 4096), (salt, 4104), (salt + 1, 4096)].map { salt, position in
            RecordFrame.isIntact(bytes.span, salt: salt, position: position)
        }
        #expect(verdicts == [true, false, false])
    }

    @Test func `of names`() {
        #expect(SegmentName(first: 7).text == "00000000000000000007.journal")
        #expect(SegmentName(first: .max).text == "18446744073709551615.journal")
        #expect(SegmentName("00000000000000000007.journal")?.first == 7)
        for other in [
            "7.journal", "00000000000000000000.journal", "+0000000000000000007.journal",
            "00000000000000000007.journal2", "99999999999999999999.journal", "archive", "spare-1",
        ] {
            #expect(SegmentName(other) == nil, "\(other)")
        }
        #expect(SpareName.text(3) == "spare-3")
        #expect(SpareName.draft(3) == "spare-3.new")
        #expect(SpareName.isDraft("spare-3.new") && !SpareName.isDraft("spare-3"))
        #expect(SpareName.number("spare-3") == 3)
        #expect(SpareName.number("spare-3.new") == nil && SpareName.number("spare-03") == nil)
    }

    @Test func `of files`() throws {
        let folder = TemporaryFolder()
        let fixture = JournalFixture(LocalDisk(), in: folder.path)
        try fixture.write([Array("one".utf8), Array("three".utf8)])
        let path = folder.path + "/journal/00000000000000000001.journal"
        let file = [UInt8](try Data(contentsOf: URL(filePath: path)))
        #expect(file.count == 8192)
        let header = try SegmentHeader(
            Array(file[..<4096]), of: SegmentName(first: 1), fileSize: file.count)
        #expect(header.segmentSize == 8192)
        var expected: [UInt8] = []
        for (index, payload) in ["one", "three"].enumerated() {
            var record: [UInt8] = []
            RecordFrame.encode(
                Array(payload.utf8).span, number: UInt64(index + 1), salt: header.salt,
                position: 4096 + expected.count, into: &record)
            expected += record
        }
        #expect(expected.count == 24 + 24)
        #expect(Array(file[4096..<4096 + expected.count]) == expected)
        #expect(file[(4096 + expected.count)...].allSatisfy { $0 == 0 })
    }

    private func hex(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
