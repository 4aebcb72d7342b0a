import TestSupport

@testable import Messages

/// Makes random messages of any type in the one form that `serialized()` writes: fields in the
/// order of their numbers, nothing at its default, numbers packed, map entries sorted.
struct RandomMessages {
    var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func bytes(of schema: Schema, depth: Int = 0) -> [UInt8] {
        var writer = WireWriter()
        var oneofs: Set<Int> = []
        for field in schema.fields {
            // Thinner with depth, so that the whole stays small.
            guard random.chance(60 - 10 * min(depth, 5)) else { continue }
            if let oneof = field.oneof, !oneofs.insert(oneof).inserted { continue }
            if let entry = field.mapEntry {
                for body in mapEntries(entry, depth) {
                    writer.tag(field.number, .lengthDelimited)
                    writer.delimited(body)
                }
            } else if field.isRepeated {
                repeated(field, depth, &writer)
            } else {
                single(field.number, field.kind, depth, &writer)
            }
        }
        return writer.bytes
    }

    private mutating func repeated(
        _ field: Schema.Field, _ depth: Int, _ writer: inout WireWriter
    ) {
        let count = Int.random(in: 1...3, using: &random)
        guard field.kind.wireType != .lengthDelimited else {
            for _ in 0..<count { single(field.number, field.kind, depth, &writer) }
            return
        }
        var packed = WireWriter()
        for _ in 0..<count { number(field.kind, &packed) }
        writer.tag(field.number, .lengthDelimited)
        writer.delimited(packed.bytes)
    }

    private mutating func mapEntries(_ entry: Schema, _ depth: Int) -> [[UInt8]] {
        let keys = Set((0..<3).map { _ in text() }).sorted()
        return keys.map { key in
            var writer = WireWriter()
            writer.tag(1, .lengthDelimited)
            writer.delimited(key.utf8)
            single(2, entry.fields[1].kind, depth, &writer)
            return writer.bytes
        }
    }

    private mutating func single(
        _ number: Int, _ kind: Schema.Kind, _ depth: Int, _ writer: inout WireWriter
    ) {
        writer.tag(number, kind.wireType)
        switch kind {
        case .message(let schema): writer.delimited(bytes(of: schema, depth: depth + 1))
        case .string: writer.delimited(text().utf8)
        case .bytes:
            writer.delimited((0..<4).map { _ in UInt8.random(in: 0...255, using: &random) })
        default: self.number(kind, &writer)
        }
    }

    private mutating func number(_ kind: Schema.Kind, _ writer: inout WireWriter) {
        switch kind {
        case .enumeration(let schema):
            let value = schema.values.dropFirst().randomElement(using: &random)
            writer.varint(UInt64(value?.number ?? 0))
        case .bool: writer.varint(1)
        case .int32, .sint32, .uint32:
            writer.varint(UInt64(UInt32.random(in: 1...0x7FFF_FFFF, using: &random)))
        case .fixed32, .sfixed32: writer.fixed32(.random(in: 1...(.max), using: &random))
        case .fixed64, .sfixed64: writer.fixed64(.random(in: 1...(.max), using: &random))
        default:
            let bits = UInt64.random(in: 0..<64, using: &random)
            writer.varint(UInt64.max >> bits)
        }
    }

    private mutating func text() -> String {
        let letters: [Character] = ["a", "b", "Z", "0", " ", "\"", "\\", "\n", "é", "語", "🙂"]
        let count = Int.random(in: 1...12, using: &random)
        return String((0..<count).compactMap { _ in letters.randomElement(using: &random) })
    }
}
