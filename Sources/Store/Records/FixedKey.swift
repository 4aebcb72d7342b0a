import LMDB
import Ledger

/// The keys of fixed length that every transfer needs, as bytes in place: unlike a `Key` they take
/// no memory of their own.
enum FixedKey {
    static func id<Kind>(_ id: Identifier<Kind>) -> InlineArray<16, UInt8> {
        var key = InlineArray<16, UInt8>(repeating: 0)
        var bytes = key.mutableSpan
        bytes.store(id.bits.bigEndian, at: 0)
        return key
    }

    static func number(_ number: UInt64) -> InlineArray<8, UInt8> {
        var key = InlineArray<8, UInt8>(repeating: 0)
        var bytes = key.mutableSpan
        bytes.store(number.bigEndian, at: 0)
        return key
    }

    static func event(_ sequence: UInt64, _ index: UInt32) -> InlineArray<12, UInt8> {
        var key = InlineArray<12, UInt8>(repeating: 0)
        var bytes = key.mutableSpan
        bytes.store(sequence.bigEndian, at: 0)
        bytes.store(index.bigEndian, at: 8)
        return key
    }
}
