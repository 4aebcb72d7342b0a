import Ledger

/// A value of the ledger that is stored under a key of its own.
protocol Record {
    /// Its table, for the words of an error.
    static var table: Table { get }
    /// The version byte of its layout; another one is refused.
    static var format: UInt8 { get }

    func write(to record: inout RecordWriter)
    init(from record: inout RecordReader) throws(RecordDamage)
}

extension Record {
    static var format: UInt8 { 1 }

    /// The bytes stored under `key`.
    func record(under key: Span<UInt8>) -> [UInt8] {
        var record = RecordWriter()
        lay(out: &record, under: key)
        return record.bytes
    }

    /// Lays out the bytes stored under `key`, in the place of what was laid out before.
    func lay(out record: inout RecordWriter, under key: Span<UInt8>) {
        record.restart()
        record.byte(Self.format)
        write(to: &record)
        record.seal(under: key)
    }

    /// Reads the bytes stored under `key` back.
    init(record: [UInt8], under key: Span<UInt8>) throws(StoreError) {
        do throws(RecordDamage) {
            var reader = try RecordReader(record, under: key, format: Self.format)
            self = try Self(from: &reader)
            try reader.finish()
        } catch {
            throw .damaged(table: Self.table.rawValue, key: hexadecimal(key))
        }
    }
}

/// A key as an error names it.
func hexadecimal(_ key: Span<UInt8>) -> String {
    var text = ""
    for index in key.indices {
        text += String(key[index] >> 4, radix: 16) + String(key[index] & 0xF, radix: 16)
    }
    return text
}
