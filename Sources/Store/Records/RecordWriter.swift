import Checksum
import LMDB
import Ledger

/// Lays out a record: a version byte, fields one after the other, a checksum.
///
/// Numbers are short where they are small: unsigned ones in LEB128, signed ones zigzag before it.
/// Ids and times, which never are, have all their bytes, the highest first.
struct RecordWriter: ~Copyable {
    private(set) var bytes: [UInt8]

    /// - Parameter buffer: whose memory is used again; what is in it is forgotten.
    init(format: UInt8, reusing buffer: consuming [UInt8] = []) {
        bytes = buffer
        bytes.removeAll(keepingCapacity: true)
        bytes.reserveCapacity(256)
        bytes.append(format)
    }

    /// One that begins with nothing, for what brings a form of its own.
    init() {
        bytes = []
    }

    /// Begins again in the room it has.
    mutating func restart() { bytes.removeAll(keepingCapacity: true) }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func number(_ value: UInt64) { leb128(value) }

    /// A number whose bits are all by chance, so that none would be saved.
    mutating func word(_ value: UInt64) { bytes.append(bytesOf: value.bigEndian) }

    /// A number that may be below zero.
    mutating func integer(_ value: Int64) { amount(Amount(Int128(value))) }

    mutating func amount(_ value: Amount) {
        let bits = value.minorUnits
        let zigzag = UInt128(truncatingIfNeeded: bits << 1 ^ bits >> 127)
        if let short = UInt64(exactly: zigzag) { leb128(short) } else { leb128(zigzag) }
    }

    mutating func time(_ value: Timestamp) { bytes.append(bytesOf: value.nanoseconds.bigEndian) }

    /// A time of which the id of a transaction says nearly all: that of its making.
    mutating func time(_ value: Timestamp, near id: TransactionID) {
        let distance = value.nanoseconds &- id.approximateTime.nanoseconds
        leb128(UInt64(bitPattern: distance << 1 ^ distance >> 63))
    }

    mutating func id<Kind>(_ value: Identifier<Kind>) {
        bytes.append(bytesOf: value.bits.bigEndian)
    }

    mutating func text(_ value: String) {
        number(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func currency(_ value: Currency) {
        number(UInt64(value.count))
        for position in 0..<value.count { bytes.append(value[position]) }
    }

    /// Bytes of which the reader knows how many they are.
    mutating func raw(_ value: [UInt8]) { bytes.append(contentsOf: value) }

    mutating func blob(_ value: [UInt8]) {
        number(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func optional<Value>(
        _ value: Value?, _ write: (inout RecordWriter, Value) -> Void
    ) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    mutating func list<Value>(_ values: [Value], _ write: (inout RecordWriter, Value) -> Void) {
        number(UInt64(values.count))
        for value in values { write(&self, value) }
    }

    /// The whole record, with the checksum over its key and itself at the end.
    consuming func sealed(under key: Span<UInt8>) -> [UInt8] {
        Checksum.seal(&bytes, under: key)
        return bytes
    }

    private mutating func leb128<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value) {
        var rest = value
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

extension TransactionID {
    /// When it was made, to a quarter of a microsecond, if it is a UUID of version 7; any time, and
    /// always the same, if a client made it otherwise.
    var approximateTime: Timestamp {
        let high = UInt64(truncatingIfNeeded: bits >> 64)
        let fraction = (high & 0xFFF) * 1_000_000 / 4096
        return Timestamp(
            nanoseconds: Int64(truncatingIfNeeded: (high >> 16) &* 1_000_000 &+ fraction))
    }
}
