/// CRC-32C (Castagnoli), as in iSCSI and ext4: what tells a record apart from one that rotted.
enum Checksum {
    /// Continues the checksum of what came before (0 for nothing) over more bytes.
    static func crc32c(_ bytes: Span<UInt8>, continuing sum: UInt32 = 0) -> UInt32 {
        var crc = ~sum
        for index in bytes.indices {
            crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[index])] ^ crc >> 8
        }
        return ~crc
    }

    private static let table: [UInt32] = (0..<256).map { (byte: UInt32) in
        (0..<8).reduce(byte) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x82F6_3B78 }
    }
}
