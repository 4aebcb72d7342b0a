import Checksum
import LMDB
import Ledger

/// Lays out a record: a version byte, fields one after the other, a checksum.
///
/// Numbers are short where they are small: unsigned ones in LEB128, signed ones zigzag before it.
/// Ids and times, which never are, have all their bytes, the highest first.
struct RecordWriter: ~Copyable {
    /// The bytes laid out, and behind them room for more. It is written to in place, because to
    /// append byte by byte would ask for each whether the list is shared and has room.
    private(set) var room: [UInt8] = []
    /// How many bytes are laid out.
    private(set) var count = 0

    /// One that begins with nothing, for what brings a form of its own.
    init() {}

    init(format: UInt8) { byte(format) }

    /// Begins again in the room it has.
    mutating func restart() { count = 0 }

    /// What is laid out, in an array of its own.
    var bytes: [UInt8] { Array(room[..<count]) }

    mutating func byte(_ value: UInt8) { store(value) }

    mutating func flag(_ value: Bool) { store(value ? 1 as UInt8 : 0) }

    mutating func number(_ value: UInt64) { leb128(value) }

    /// A number whose bits are all by chance, so that none would be saved.
    mutating func word(_ value: UInt64) { store(value.bigEndian) }

    /// A number that may be below zero.
    mutating func integer(_ value: Int64) { amount(Amount(Int128(value))) }

    mutating func amount(_ value: Amount) {
        let bits = value.minorUnits
        let zigzag = UInt128(truncatingIfNeeded: bits << 1 ^ bits >> 127)
        if let short = UInt64(exactly: zigzag) { leb128(short) } else { leb128(zigzag) }
    }

    mutating func time(_ value: Timestamp) { store(value.nanoseconds.bigEndian) }

    /// A time of which the id of a transaction says nearly all: that of its making.
    mutating func time(_ value: Timestamp, near id: TransactionID) {
        let distance = value.nanoseconds &- id.approximateTime.nanoseconds
        leb128(UInt64(bitPattern: distance << 1 ^ distance >> 63))
    }

    mutating func id<Kind>(_ value: Identifier<Kind>) {
        store(value.bits.bigEndian)
    }

    mutating func text(_ value: String) {
        number(UInt64(value.utf8.count))
        copy(value.utf8.span)
    }

    mutating func currency(_ value: Currency) {
        number(UInt64(value.count))
        for position in 0..<value.count { store(value[position]) }
    }

    /// Bytes of which the reader knows how many they are.
    mutating func raw(_ value: [UInt8]) { copy(value.span) }

    mutating func blob(_ value: [UInt8]) {
        number(UInt64(value.count))
        copy(value.span)
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

    /// Puts the checksum over its key and itself at the end.
    mutating func seal(under key: Span<UInt8>) {
        let sum = Checksum.crc32c(
            room.span.extracting(0..<count), continuing: Checksum.crc32c(key))
        store(sum.littleEndian)
    }

    /// The whole record, with the checksum at the end.
    consuming func sealed(under key: Span<UInt8>) -> [UInt8] {
        seal(under: key)
        return bytes
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

// MARK: - Bytes

extension RecordWriter {
    /// The most bytes that a number has in LEB128: seven bits in each.
    private static let lengthMax = (UInt128.bitWidth + 6) / 7

    private mutating func leb128<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value) {
        makeRoom(Self.lengthMax)
        var (rest, end) = (value, count)
        var bytes = room.mutableSpan
        while rest > 0x7F {
            bytes[end] = UInt8(truncatingIfNeeded: rest) | 0x80
            end += 1
            rest >>= 7
        }
        bytes[end] = UInt8(truncatingIfNeeded: rest)
        count = end + 1
    }

    /// An integer as it lies in memory.
    private mutating func store<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
        makeRoom(MemoryLayout<Value>.size)
        let end = count
        var bytes = room.mutableSpan
        bytes.store(value, at: end)
        count = end + MemoryLayout<Value>.size
    }

    private mutating func copy(_ source: Span<UInt8>) {
        makeRoom(source.count)
        let end = count
        var bytes = room.mutableSpan
        bytes.store(source, at: end)
        count = end + source.count
    }

    /// Sees to it that so many bytes fit behind those that are laid out.
    private mutating func makeRoom(_ needed: Int) {
        guard room.count - count < needed else { return }
        room.append(contentsOf: repeatElement(0, count: max(room.count, needed, Self.roomMin)))
    }

    /// Most records fit.
    private static let roomMin = 256
}
