import Checksum

/// How a record lies in a segment, at a multiple of 8.
///
///      0  length      4   bytes of the payload, 1 at least
///      4  checksum    4   CRC-32C of the segment's salt, this position, the length, and all that
///                         follows
///      8  number      8   with the bits flipped that are set in the salt
///     16  payload
///         zeros           up to a multiple of 8
///
/// Integers are little-endian. Salt and position are not in it: they are what keeps a record of an
/// earlier use of the file, or one that stands inside a payload, from being taken for one of this.
/// The number is masked so that a search for records need sum up only what is one: nobody who has
/// something written knows the salt.
enum RecordFrame {
    static let headerSize = 16
    static let alignment = 8

    /// Bytes that a record takes.
    static func size(payload: Int) -> Int {
        (headerSize + payload + alignment - 1) / alignment * alignment
    }

    /// Puts a record in the place of what is in `bytes`.
    static func encode(
        _ payload: Span<UInt8>, number: UInt64, salt: UInt64, position: Int,
        into bytes: inout [UInt8]
    ) {
        let length = UInt32(payload.count)
        bytes.removeAll(keepingCapacity: true)
        bytes.reserveCapacity(size(payload: payload.count))
        bytes.appendLittleEndian(length)
        bytes.appendLittleEndian(UInt32(0))
        bytes.appendLittleEndian(number ^ salt)
        bytes.append(payload)
        while bytes.count % alignment != 0 { bytes.append(0) }
        let sum = checksum(bytes.span, length, salt, position)
        for index in 0..<4 { bytes[4 + index] = UInt8(truncatingIfNeeded: sum >> (8 * index)) }
    }

    /// The length of the payload that a record beginning with these bytes says it has, if that can
    /// be true of a record for which there are so many bytes of room.
    static func length(_ bytes: Span<UInt8>, room: Int) -> Int? {
        let length = Int(bytes.littleEndian(at: 0, as: UInt32.self))
        guard length > 0, length <= Journal.recordMax, size(payload: length) <= room else {
            return nil
        }
        return length
    }

    /// Where the payload stands of an intact record that begins there.
    static func payload(of bytes: Span<UInt8>, at start: Int) -> Range<Int> {
        let length = Int(bytes.littleEndian(at: start, as: UInt32.self))
        return start + headerSize..<start + headerSize + length
    }

    /// The number that a record beginning there says it has.
    static func number(_ bytes: Span<UInt8>, at start: Int, salt: UInt64) -> UInt64 {
        bytes.littleEndian(at: start + 8) ^ salt
    }

    /// Whether exactly these bytes, of which there are as many as its length asks for, are a record
    /// that was written here.
    static func isIntact(_ bytes: Span<UInt8>, salt: UInt64, position: Int) -> Bool {
        let length: UInt32 = bytes.littleEndian(at: 0)
        return bytes.littleEndian(at: 4) == checksum(bytes, length, salt, position)
    }

    private static func checksum(
        _ bytes: Span<UInt8>, _ length: UInt32, _ salt: UInt64, _ position: Int
    ) -> UInt32 {
        var place: [UInt8] = []
        place.reserveCapacity(20)
        place.appendLittleEndian(salt)
        place.appendLittleEndian(UInt64(position))
        place.appendLittleEndian(length)
        let sum = Checksum.crc32c(place.span)
        return Checksum.crc32c(bytes.extracting(8..<bytes.count), continuing: sum)
    }
}
