/// Appends fields in protobuf's wire format.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    /// Bytes of the tag and the length in front of a delimited field, at most.
    static let delimitedHeadMax = 10

    mutating func reserve(_ byteCount: Int) { bytes.reserveCapacity(byteCount) }

    /// Appends fields that are encoded already.
    mutating func append(_ fields: [UInt8]) { bytes.append(contentsOf: fields) }

    mutating func tag(_ number: Int, _ type: WireType) {
        varint(UInt64(number) << 3 | UInt64(type.rawValue))
    }

    mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    mutating func fixed32(_ value: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func fixed64(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func delimited(_ content: some Collection<UInt8>) {
        varint(UInt64(content.count))
        bytes.append(contentsOf: content)
    }
}
