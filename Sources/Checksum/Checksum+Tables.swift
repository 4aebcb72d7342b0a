extension Checksum {
    /// The same without the instruction.
    static func byTables(_ bytes: Span<UInt8>, continuing sum: UInt32 = 0) -> UInt32 {
        // "Slicing by 8": one look-up for each of eight bytes, which don't wait for one another.
        let tables = Checksum.tables
        var crc = ~sum
        var index = 0
        while bytes.count - index >= 8 {
            let word = bytes.littleEndian(at: index, as: UInt64.self) ^ UInt64(crc)
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
