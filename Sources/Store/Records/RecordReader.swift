import Checksum
import LMDB
import Ledger

/// That bytes are not the record they should be.
struct RecordDamage: Error, Equatable {}

/// Reads a record back, field by field, in the order in which `RecordWriter` laid them out. It
/// trusts nothing: what doesn't fit, or isn't what the writer would have written, is
/// `RecordDamage`.
struct RecordReader {
    private let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int
    private let key: OwnKey

    /// What a record need not repeat, because its key says it.
    private enum OwnKey {
        case number(UInt64)
        case id(UInt128)
        case other
    }

    /// Checks the checksum and the version byte.
    init(_ bytes: [UInt8], under key: Span<UInt8>, format: UInt8) throws(RecordDamage) {
        let end = bytes.count - Checksum.size
        guard end >= 1, bytes[0] == format, Checksum.isIntact(bytes.span, under: key) else {
            throw RecordDamage()
        }
        self.bytes = bytes
        self.end = end
        position = 1
        self.key =
            switch key.count {
            case 8: .number(UInt64(bigEndian: key.load(at: 0)))
            case 16: .id(UInt128(bigEndian: key.load(at: 0)))
            default: .other
            }
    }

    /// Reads what was laid out without a checksum, from its first byte on.
    init(unsealed bytes: [UInt8]) {
        self.bytes = bytes
        end = bytes.count
        position = 0
        key = .other
    }

    var isAtEnd: Bool { position == end }

    /// Checks that all of the record was read.
    func finish() throws(RecordDamage) {
        guard isAtEnd else { throw RecordDamage() }
    }

    /// The number that is its whole key.
    func ownNumber() throws(RecordDamage) -> UInt64 {
        guard case .number(let number) = key else { throw RecordDamage() }
        return number
    }

    /// The id that is its whole key.
    func ownID<Kind>() throws(RecordDamage) -> Identifier<Kind> {
        guard case .id(let bits) = key else { throw RecordDamage() }
        return Identifier(bits: bits)
    }

    mutating func byte() throws(RecordDamage) -> UInt8 {
        guard position < end else { throw RecordDamage() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func flag() throws(RecordDamage) -> Bool {
        let value = try byte()
        guard value <= 1 else { throw RecordDamage() }
        return value == 1
    }

    mutating func number() throws(RecordDamage) -> UInt64 {
        try leb128()
    }

    mutating func number32() throws(RecordDamage) -> UInt32 {
        guard let value = UInt32(exactly: try number()) else { throw RecordDamage() }
        return value
    }

    mutating func word() throws(RecordDamage) -> UInt64 {
        UInt64(bigEndian: try load())
    }

    mutating func integer() throws(RecordDamage) -> Int64 {
        guard let value = Int64(exactly: try amount().minorUnits) else { throw RecordDamage() }
        return value
    }

    mutating func amount() throws(RecordDamage) -> Amount {
        let bits: UInt128 = try leb128()
        let half = Int128(truncatingIfNeeded: bits >> 1)
        return Amount(bits & 1 == 0 ? half : ~half)
    }

    mutating func time() throws(RecordDamage) -> Timestamp {
        Timestamp(nanoseconds: Int64(bigEndian: try load()))
    }

    mutating func time(near id: TransactionID) throws(RecordDamage) -> Timestamp {
        let distance: UInt64 = try leb128()
        let half = Int64(truncatingIfNeeded: distance >> 1)
        return Timestamp(
            nanoseconds: id.approximateTime.nanoseconds &+ (distance & 1 == 0 ? half : ~half))
    }

    mutating func precision() throws(RecordDamage) -> Int64 {
        guard let value = Int64(exactly: try number()) else { throw RecordDamage() }
        return value
    }

    mutating func id<Kind>() throws(RecordDamage) -> Identifier<Kind> {
        Identifier(bits: UInt128(bigEndian: try load()))
    }

    mutating func text() throws(RecordDamage) -> String {
        let count = try number()
        let field = try field(count)
        guard let text = try? UTF8Span(validating: bytes.span.extracting(field)) else {
            throw RecordDamage()
        }
        return String(copying: text)
    }

    mutating func blob() throws(RecordDamage) -> [UInt8] {
        let count = try number()
        return try raw(count)
    }

    /// So many bytes.
    mutating func raw(_ count: UInt64) throws(RecordDamage) -> [UInt8] {
        let field = try field(count)
        return Array(bytes[field])
    }

    /// A field of one of the ledger's closed lists.
    mutating func choice<Value: RawRepresentable<UInt8>>() throws(RecordDamage) -> Value {
        guard let value = Value(rawValue: try byte()) else { throw RecordDamage() }
        return value
    }

    mutating func currency() throws(RecordDamage) -> Currency {
        let count = try number()
        let field = try field(count)
        guard let value = Currency(utf8: bytes.span.extracting(field)) else {
            throw RecordDamage()
        }
        return value
    }

    mutating func indicator() throws(RecordDamage) -> Indicator {
        guard let value = Indicator(try text()) else { throw RecordDamage() }
        return value
    }

    mutating func optional<Value>(
        _ read: (inout RecordReader) throws(RecordDamage) -> Value
    ) throws(RecordDamage) -> Value? {
        try flag() ? try read(&self) : nil
    }

    mutating func optionalID<Kind>() throws(RecordDamage) -> Identifier<Kind>? {
        try flag() ? try id() : nil
    }

    mutating func optionalAmount() throws(RecordDamage) -> Amount? {
        try flag() ? try amount() : nil
    }

    mutating func optionalTime() throws(RecordDamage) -> Timestamp? {
        try flag() ? try time() : nil
    }

    mutating func optionalPrecision() throws(RecordDamage) -> Int64? {
        try flag() ? try precision() : nil
    }

    mutating func optionalNumber() throws(RecordDamage) -> UInt64? {
        try flag() ? try number() : nil
    }

    mutating func optionalInteger() throws(RecordDamage) -> Int64? {
        try flag() ? try integer() : nil
    }

    mutating func optionalIndicator() throws(RecordDamage) -> Indicator? {
        try flag() ? try indicator() : nil
    }

    mutating func optionalChoice<Value: RawRepresentable<UInt8>>() throws(RecordDamage) -> Value? {
        try flag() ? try choice() : nil
    }

    mutating func list<Value>(
        _ read: (inout RecordReader) throws(RecordDamage) -> Value
    ) throws(RecordDamage) -> [Value] {
        let count = try number()
        var values: [Value] = []
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    /// Where the next bytes are, so many of them.
    private mutating func field(_ count: UInt64) throws(RecordDamage) -> Range<Int> {
        guard count <= UInt64(end - position) else { throw RecordDamage() }
        defer { position += Int(count) }
        return position..<position + Int(count)
    }

    private mutating func load<Value: FixedWidthInteger & BitwiseCopyable>()
        throws(RecordDamage) -> Value
    {
        let field = try field(UInt64(MemoryLayout<Value>.size))
        return bytes.span.load(at: field.lowerBound)
    }

    private mutating func leb128<Value: FixedWidthInteger & UnsignedInteger>()
        throws(RecordDamage) -> Value
    {
        var value: Value = 0
        var shift = 0
        while true {
            let next = try byte()
            // The last byte may have bits for which there is no room.
            guard shift + 7 <= Value.bitWidth || next >> UInt8(Value.bitWidth - shift) == 0 else {
                throw RecordDamage()
            }
            value |= Value(next & 0x7F) &<< Value(shift)
            if next & 0x80 == 0 {
                // Zeros in front would be a second form of the same number.
                guard next != 0 || shift == 0 else { throw RecordDamage() }
                return value
            }
            shift += 7
        }
    }
}
