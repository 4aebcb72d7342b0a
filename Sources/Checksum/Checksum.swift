import CChecksum

/// CRC-32C (Castagnoli), as in iSCSI and ext4: what tells a record apart from one that rotted.
///
/// By the processor's own instruction (SSE 4.2, or the CRC extension of 64-bit ARM), and by tables
/// where it has none.
package enum Checksum {
    /// Bytes it takes at the end of a record.
    package static let size = 4

    /// Continues the checksum of what came before (0 for nothing) over more bytes.
    package static func crc32c(_ bytes: Span<UInt8>, continuing sum: UInt32 = 0) -> UInt32 {
        // Asked each time: it is a load and a branch, less than a Swift constant that has to see
        // first whether it was made.
        guard checksum_has_instruction() else { return byTables(bytes, continuing: sum) }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe checksum_crc32c(sum, buffer.baseAddress, buffer.count)
        }
    }
}

// MARK: - Records

extension Checksum {
    /// Puts the checksum over its key and itself at the end of a record.
    package static func seal(_ record: inout [UInt8], under key: Span<UInt8>) {
        let sum = crc32c(record.span, continuing: crc32c(key))
        for shift in stride(from: 0, through: 24, by: 8) {
            record.append(UInt8(truncatingIfNeeded: sum >> UInt32(shift)))
        }
    }

    /// Whether a record ends in the checksum over its key and all that comes before it.
    package static func isIntact(_ record: Span<UInt8>, under key: Span<UInt8>) -> Bool {
        let end = record.count - size
        guard end >= 0 else { return false }
        let sum = crc32c(record.extracting(0..<end), continuing: crc32c(key))
        return sum == record.littleEndian(at: end, as: UInt32.self)
    }
}
