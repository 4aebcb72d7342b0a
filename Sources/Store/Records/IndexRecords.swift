import Checksum
import LMDB
import Ledger

// The rows of the indexes carry a checksum like all others: an indicator or a reference that led
// nowhere would be made a second time.

extension Identifier {
    /// The row of an index that leads to it.
    func stored(under key: Key) -> [UInt8] { stored(under: key.bytes.span) }

    func stored(under key: Span<UInt8>) -> [UInt8] {
        var row: [UInt8] = []
        row.reserveCapacity(16 + Checksum.size)
        row.append(bytesOf: bits.bigEndian)
        Checksum.seal(&row, under: key)
        return row
    }

    /// Reads the row of an index back.
    init(stored row: Span<UInt8>, in database: Database, under key: Key) throws(StoreError) {
        try self.init(stored: row, in: database, under: key.bytes.span)
    }

    init(
        stored row: Span<UInt8>, in database: Database, under key: Span<UInt8>
    ) throws(StoreError) {
        guard row.count == 16 + Checksum.size, Checksum.isIntact(row, under: key) else {
            throw .damaged(table: "index", key: hexadecimal(key))
        }
        self.init(bits: row.number(at: 0))
    }
}

/// A row whose key says it all.
enum KeyRecord {
    static func row(under key: Key) -> [UInt8] {
        var row: [UInt8] = []
        Checksum.seal(&row, under: key.bytes.span)
        return row
    }

    static func isIntact(_ row: Span<UInt8>, under key: Span<UInt8>) -> Bool {
        row.count == Checksum.size && Checksum.isIntact(row, under: key)
    }
}
