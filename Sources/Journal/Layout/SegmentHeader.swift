import Checksum

/// The first block of a segment: which one it is, and what its records are told apart by.
///
///        0  magic          8   "TIDEJRNL"
///        8  version        4   1
///       12  zero           4
///       16  salt           8   random, another one each time the file is used
///       24  first          8   the number of the first record
///       32  size           8   bytes of the whole file
///       40  zero        4052
///     4092  checksum       4   CRC-32C of all before it
///
/// Integers are little-endian.
struct SegmentHeader: Equatable {
    /// A block of its own, so that no record is written into the same one.
    static let size = 4096
    static let version: UInt32 = 1
    private static let magic = Array("TIDEJRNL".utf8)

    let salt: UInt64
    let first: UInt64
    let segmentSize: Int

    init(salt: UInt64, first: UInt64, segmentSize: Int) {
        self.salt = salt
        self.first = first
        self.segmentSize = segmentSize
    }

    var bytes: [UInt8] {
        var bytes = Self.magic
        bytes.reserveCapacity(Self.size)
        bytes.appendLittleEndian(Self.version)
        bytes.appendLittleEndian(UInt32(0))
        bytes.appendLittleEndian(salt)
        bytes.appendLittleEndian(first)
        bytes.appendLittleEndian(UInt64(segmentSize))
        bytes += [UInt8](repeating: 0, count: Self.size - Checksum.size - bytes.count)
        bytes.appendLittleEndian(Checksum.crc32c(bytes.span))
        return bytes
    }

    /// Reads the header of the file with this name, which has so many bytes.
    init(_ block: [UInt8], of name: SegmentName, fileSize: Int) throws(JournalError) {
        let bytes = block.span
        guard block.count == Self.size else {
            throw .damaged(file: name.text, offset: block.count, .truncated)
        }
        let end = Self.size - Checksum.size
        guard block.starts(with: Self.magic),
            bytes.littleEndian(at: end) == Checksum.crc32c(bytes.extracting(0..<end))
        else {
            throw .damaged(file: name.text, offset: 0, .header)
        }
        let version: UInt32 = bytes.littleEndian(at: 8)
        guard version == Self.version else {
            throw .unknownFormat(file: name.text, version: version)
        }
        salt = bytes.littleEndian(at: 16)
        first = bytes.littleEndian(at: 24)
        segmentSize = Int(clamping: bytes.littleEndian(at: 32, as: UInt64.self))
        guard first == name.first else {
            throw .damaged(file: name.text, offset: 24, .header)
        }
        guard fileSize >= segmentSize else {
            throw .damaged(file: name.text, offset: fileSize, .truncated)
        }
    }
}
