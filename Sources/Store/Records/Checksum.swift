import LMDB

/// CRC-32C (Castagnoli), as in iSCSI and ext4: what tells a record apart from one that rotted.
enum Checksum {
    /// Bytes it takes at the end of a record.
    static let size = 4

    /// Continues the checksum of what came before (0 for nothing) over more bytes.
    static func crc32c(_ bytes: Span<UInt8>, continuing sum: UInt32 = 0) -> UInt32 {
        // "Slicing by 8": one look-up for each of eight bytes, which don't wait for one another.
        let tables = Checksum.tables
        var crc = ~sum
        var index = 0
        while bytes.count - index >= 8 {
            let word = UInt64(littleEndian: bytes.load(at: index)) ^ UInt64(crc)
            crc = 0
            for lane in 0..<8 {
                let byte = Int(word >> UInt64(8 * lane) & 0xFF)
                crc ^= tables[(7 - lane) << 8 | byte]
            }
            index += 8
        }
        while index < bytes.count {
            crc = tables[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[index])] ^ crc >> 8
            index += 1
        }
        return ~crc
    }

    /// Eight tables of 256: what a byte does to the checksum of up to seven zeros behind it.
    private static let tables: [UInt32] = {
        var tables = (0..<256).map { (byte: UInt32) in
            (0..<8).reduce(byte) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x82F6_3B78 }
        }
        for index in 256..<2048 {
            let shorter = tables[index - 256]
            tables.append(tables[Int(shorter & 0xFF)] ^ shorter >> 8)
        }
        return tables
    }()
}

// MARK: - Records

extension Checksum {
    /// Puts the checksum over its key and itself at the end of a record.
    static func seal(_ record: inout [UInt8], under key: Span<UInt8>) {
        let sum = crc32c(record.span, continuing: crc32c(key))
        for shift in stride(from: 0, through: 24, by: 8) {
            record.append(UInt8(truncatingIfNeeded: sum >> UInt32(shift)))
        }
    }

    /// Whether a record ends in the checksum over its key and all that comes before it.
    static func isIntact(_ record: Span<UInt8>, under key: Span<UInt8>) -> Bool {
        let end = record.count - size
        guard end >= 0 else { return false }
        let sum = crc32c(record.extracting(0..<end), continuing: crc32c(key))
        return sum == UInt32(littleEndian: record.load(at: end))
    }
}
