/// Appends protobuf fields to bytes, and says beforehand how long they will be.
///
/// Sizes come first because a frame's header, and every nested message, begins with its length:
/// knowing it, an envelope is written straight behind its header, without a second buffer.
enum WireWriter {
    static func size(ofVarint value: UInt64) -> Int {
        value < 0x80 ? 1 : (64 - value.leadingZeroBitCount + 6) / 7
    }

    /// Size of a length-delimited field with its tag, which for fields 1 to 15 is one byte.
    static func size(ofField byteCount: Int) -> Int {
        1 + size(ofVarint: UInt64(byteCount)) + byteCount
    }

    static func append(varint value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    static func append(varint value: UInt64, field: UInt8, to bytes: inout [UInt8]) {
        bytes.append(field << 3 | WireReader.WireType.varint.rawValue)
        append(varint: value, to: &bytes)
    }

    /// The tag and length of a field whose `byteCount` bytes the caller appends next.
    static func append(length byteCount: Int, field: UInt8, to bytes: inout [UInt8]) {
        bytes.append(field << 3 | WireReader.WireType.lengthDelimited.rawValue)
        append(varint: UInt64(byteCount), to: &bytes)
    }

    static func append(
        _ content: some Collection<UInt8>, field: UInt8, to bytes: inout [UInt8]
    ) {
        append(length: content.count, field: field, to: &bytes)
        bytes.append(contentsOf: content)
    }
}
