import Ledger
import TestSupport
import Testing

@testable import Store

@Suite struct `A record` {
    private let key = Array("any key".utf8)

    @Test(arguments: SeededGenerator.seeds(200))
    func `is read back as it was written`(seed: UInt64) throws {
        var samples = RecordSamples(seed: seed)
        try readBack(samples.state())
        try readBack(samples.commit(under: 300), under: Key.number(300).bytes)
        try readBack(samples.webhook())
        try readBack(samples.backlog())
        try readBack(samples.delivery())
        try readBack(samples.ledger())
        try readBack(samples.profile())
        let transaction = samples.transaction()
        try readBack(transaction, under: Key.id(transaction.id).bytes)
        try readBack(samples.progress())
        try readBack(samples.entries(under: 300), under: Key.number(300).bytes)
        try readBack(samples.monitor())
        try readBack(samples.standing())
        try readBack(samples.rollUp())
        try readBack(samples.ledgerWatch())
        try readBack(samples.lineageHead())
        try readBack(samples.deposit())
        try readBack(samples.provider())
        try readBack(ProviderNumber(samples.number()))
        try readBack(samples.lineage())
        for kind in RecordSamples.eventKinds { try readBack(samples.event(kind)) }
        let balance = samples.balance()
        #expect(try Bytes.read(Bytes.of(balance), balance.id) == balance, "SEED=\(seed)")
    }

    private func readBack<Value: Record & Equatable>(
        _ value: Value, under key: [UInt8]? = nil
    ) throws {
        let key = key ?? self.key
        let bytes = value.record(under: key.span)
        #expect(try Value(record: bytes, under: key.span) == value)
    }

    @Test func `shows every flipped bit, every cut and every other key`() throws {
        // Whatever the fields, the bytes are all covered; a few samples of each kind are enough.
        var samples = RecordSamples(seed: SeededGenerator.replayed ?? 5)
        for _ in 0..<3 {
            try showDamage(samples.state())
            try showDamage(samples.commit(under: 300), under: Key.number(300).bytes)
            try showDamage(samples.ledger())
            try showDamage(samples.profile())
            let transaction = samples.transaction()
            try showDamage(transaction, under: Key.id(transaction.id).bytes)
            try showDamage(samples.progress())
            try showDamage(samples.entries(under: 300), under: Key.number(300).bytes)
            try showDamage(samples.monitor())
            try showDamage(samples.standing())
            try showDamage(samples.rollUp())
            try showDamage(samples.ledgerWatch())
            try showDamage(samples.lineageHead())
            try showDamage(samples.deposit())
            try showDamage(samples.provider())
            try showDamage(ProviderNumber(samples.number()))
            try showDamage(samples.lineage())
            for kind in RecordSamples.eventKinds { try showDamage(samples.event(kind)) }
            let balance = samples.balance()
            showDamage(of: Bytes.of(balance)) { try Bytes.read($0, balance.id) }
            #expect(throws: StoreError.self) {
                try Bytes.read(Bytes.of(balance), BalanceID(bits: balance.id.bits ^ 1))
            }
        }
    }

    private func showDamage<Value: Record>(_ value: Value, under key: [UInt8]? = nil) throws {
        let key = key ?? self.key
        let bytes = value.record(under: key.span)
        showDamage(of: bytes) { try Value(record: $0, under: key.span) }
        let otherKey = key + [0]
        #expect(throws: StoreError.self) { try Value(record: bytes, under: otherKey.span) }
    }

    /// Asks for damage where a bit is flipped, bytes are missing or one is too many.
    private func showDamage<Value>(of bytes: [UInt8], _ read: ([UInt8]) throws -> Value) {
        var undetected: [String] = []
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            if !isDamage(flipped, read) { undetected.append("bit \(bit)") }
        }
        for length in 0..<bytes.count where !isDamage(Array(bytes.prefix(length)), read) {
            undetected.append("cut to \(length)")
        }
        if !isDamage(bytes + [0], read) { undetected.append("longer by one") }
        #expect(undetected.isEmpty, "\(Value.self)")
    }

    private func isDamage<Value>(_ bytes: [UInt8], _ read: ([UInt8]) throws -> Value) -> Bool {
        do {
            _ = try read(bytes)
            return false
        } catch {
            guard case StoreError.damaged = error else { return false }
            return true
        }
    }

    @Test func `of another layout is refused, its checksum right or not`() throws {
        var samples = RecordSamples(seed: 1)
        let progress = samples.progress()
        for format: UInt8 in [0, 2, 255] {
            var writer = RecordWriter(format: format)
            progress.write(to: &writer)
            let bytes = writer.sealed(under: key.span)
            #expect(throws: StoreError.self) {
                try TransactionProgress(record: bytes, under: key.span)
            }
        }
    }

    /// The number of the last entry, and with it those of the others.
    @Test func `of entries is read under the key of a row alone`() throws {
        var samples = RecordSamples(seed: 1)
        let row = samples.entries(under: 300)
        for key in [Key.number(0).bytes, Key.id(TransactionID(bits: 300)).bytes, []] {
            let bytes = row.record(under: key.span)
            #expect(throws: StoreError.self) { try EntryRow(record: bytes, under: key.span) }
        }
    }

    @Test func `in an index shows damage too`() throws {
        let store = try BareStore()
        let key = Key(bytes: key)
        let id = BalanceID(bits: 0x0123_4567_89AB_CDEF)
        showDamage(of: id.stored(under: key)) {
            try BalanceID(stored: $0.span, in: store.tables.indicators, under: key)
        }
        let threshold = KeyRecord.row(under: key)
        for bit in 0..<key.bytes.count * 8 {
            var flipped = key.bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!isIntact(threshold, under: flipped))
        }
        #expect(isIntact(threshold, under: key.bytes))
    }

    private func isIntact(_ row: [UInt8], under key: [UInt8]) -> Bool {
        KeyRecord.isIntact(row.span, under: key.span)
    }
}

/// One value, one form: what the writer would not have written is damage, its checksum right or not.
@Suite struct `A field` {
    @Test func `that is a number has no second, longer form`() throws {
        #expect(try read([0x00]) { try $0.number() } == 0)
        #expect(try read([0x80, 0x01]) { try $0.number() } == 128)
        #expect(throws: RecordDamage.self) { try read([0x80, 0x00]) { try $0.number() } }
        #expect(throws: RecordDamage.self) { try read([0x81, 0x80, 0x00]) { try $0.number() } }
    }

    @Test func `that is a number stays within its bits`() throws {
        let most = [UInt8](repeating: 0xFF, count: 9)
        #expect(try read(most + [0x01]) { try $0.number() } == .max)
        #expect(throws: RecordDamage.self) { try read(most + [0x02]) { try $0.number() } }
        let wide = [UInt8](repeating: 0xFF, count: 18)
        #expect(try read(wide + [0x03]) { try $0.amount() } == .min)
        #expect(throws: RecordDamage.self) { try read(wide + [0x04]) { try $0.amount() } }
        #expect(throws: RecordDamage.self) { try read(wide + [0x83, 0x01]) { try $0.amount() } }
        #expect(throws: RecordDamage.self) { try read(wide) { try $0.amount() } }
    }

    @Test func `that is a flag is 0 or 1`() throws {
        #expect(try read([0]) { try $0.flag() } == false)
        #expect(try read([1]) { try $0.flag() } == true)
        #expect(throws: RecordDamage.self) { try read([2]) { try $0.flag() } }
    }

    @Test func `that is text is valid UTF-8 and ends within the record`() throws {
        #expect(try read([2, 0xC3, 0xBC]) { try $0.text() } == "ü")
        #expect(throws: RecordDamage.self) { try read([1, 0xC3]) { try $0.text() } }
        #expect(throws: RecordDamage.self) { try read([2, 0x61]) { try $0.text() } }
        let endless = [UInt8](repeating: 0xFF, count: 9) + [0x01]
        #expect(throws: RecordDamage.self) { try read(endless) { try $0.text() } }
        #expect(throws: RecordDamage.self) {
            try read(endless) { try $0.list { (record) throws(RecordDamage) in try record.byte() } }
        }
    }

    @Test func `that is left over is damage`() throws {
        #expect(throws: RecordDamage.self) { try read([1, 1]) { try $0.flag() } }
    }

    private func read<Value>(
        _ fields: [UInt8], _ body: (inout RecordReader) throws -> Value
    ) throws -> Value {
        var writer = RecordWriter(format: 1)
        for byte in fields { writer.byte(byte) }
        let key: [UInt8] = [1]
        var reader = try RecordReader(writer.sealed(under: key.span), under: key.span, format: 1)
        let value = try body(&reader)
        try reader.finish()
        return value
    }
}

/// A balance's own layout, with its key.
enum Bytes {
    static func of(_ balance: Balance) -> [UInt8] {
        let key = Key.id(balance.id)
        var bytes = [UInt8](repeating: 0, count: BalanceRecord.size(balance))
        var span = bytes.mutableSpan
        BalanceRecord.write(balance, under: key.bytes.span, to: &span)
        return bytes
    }

    static func read(_ bytes: [UInt8], _ id: BalanceID) throws -> Balance {
        try BalanceRecord.read(bytes.span, id, under: Key.id(id).bytes.span)
    }
}
