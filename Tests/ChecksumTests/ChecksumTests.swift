import TestSupport
import Testing

@testable import Checksum

@Suite struct `The checksum` {
    /// RFC 3720, B.4, and the usual check value of CRC-32C.
    @Test func `is CRC-32C`() {
        #expect(sum([]) == 0)
        #expect(sum(Array("123456789".utf8)) == 0xE306_9283)
        #expect(sum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(sum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(sum(Array(0..<32)) == 0x46DD_794E)
        #expect(sum((0..<32).reversed()) == 0x113F_DB5C)
    }

    @Test func `is the same bit by bit, and wherever the bytes are parted`() {
        var random = SeededGenerator(seed: SeededGenerator.replayed ?? 3)
        for length in 0..<70 {
            let bytes = random.bytes(length)
            #expect(sum(bytes) == bitByBit(bytes))
            let parting = Int.random(in: 0...length, using: &random)
            let (head, tail) = (Array(bytes[..<parting]), Array(bytes[parting...]))
            #expect(Checksum.crc32c(tail.span, continuing: sum(head)) == sum(bytes))
        }
    }

    @Test func `is the same by tables, wherever the bytes lie`() {
        var random = SeededGenerator(seed: SeededGenerator.replayed ?? 4)
        for length in Array(0..<70) + [4096, 65_537] {
            let bytes = random.bytes(length + 8)
            let start = Int.random(in: 0..<8, using: &random)
            let part = bytes.span.extracting(start..<start + length)
            let before = UInt32(truncatingIfNeeded: random.next())
            let sum = Checksum.crc32c(part, continuing: before)
            #expect(Checksum.byTables(part, continuing: before) == sum)
        }
    }

    @Test func `finds whatever single bit of a sealed record changed, or of its key`() {
        let key: [UInt8] = [1, 2, 3]
        var record: [UInt8] = Array("a record".utf8)
        Checksum.seal(&record, under: key.span)
        #expect(record.count == 8 + Checksum.size)
        #expect(isIntact(record, key))
        #expect(!isIntact(record, [1, 2, 4]))
        for bit in 0..<8 * record.count {
            var other = record
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!isIntact(other, key))
        }
    }

    private func isIntact(_ record: [UInt8], _ key: [UInt8]) -> Bool {
        Checksum.isIntact(record.span, under: key.span)
    }

    private func sum(_ bytes: [UInt8]) -> UInt32 { Checksum.crc32c(bytes.span) }

    private func bitByBit(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = .max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x82F6_3B78 }
        }
        return ~crc
    }
}

extension SeededGenerator {
    fileprivate mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
