import TestSupport
import Testing

@testable import Messages

@Suite struct `Every message` {
    @Test(arguments: SeededGenerator.seeds(SeededGenerator.isDeep ? 200 : 5))
    func `comes back byte for byte`(seed: UInt64) throws {
        var messages = RandomMessages(seed: seed)
        for type in AllMessages.types {
            let bytes = messages.bytes(of: Schema.table.schema(of: type.fullName))
            #expect(try again(type, bytes) == bytes, "\(type.fullName), SEED=\(seed)")
        }
    }

    @Test(arguments: SeededGenerator.seeds(SeededGenerator.isDeep ? 200 : 5))
    func `comes back from JSON`(seed: UInt64) throws {
        var messages = RandomMessages(seed: seed)
        for type in AllMessages.types {
            let schema = Schema.table.schema(of: type.fullName)
            let bytes = messages.bytes(of: schema)
            let json = try MessageJSON.encode(type.fullName, bytes)
            let back = try MessageJSON.decode(type.fullName, json)
            #expect(try again(type, back) == bytes, "\(type.fullName), SEED=\(seed): \(json)")
        }
    }

    @Test func `is empty when nothing is set`() throws {
        for type in AllMessages.types {
            #expect(type.init().serialized() == [], "\(type.fullName)")
            #expect(try again(type, []) == [], "\(type.fullName)")
        }
    }

    @Test(arguments: SeededGenerator.seeds(2))
    func `cut off anywhere is refused or whole`(seed: UInt64) throws {
        var messages = RandomMessages(seed: seed)
        for type in AllMessages.types {
            let bytes = messages.bytes(of: Schema.table.schema(of: type.fullName))
            for length in 0..<bytes.count {
                // A cut between two fields leaves a message of fewer fields.
                guard let short = try? again(type, Array(bytes[..<length])) else { continue }
                #expect(short == Array(bytes[..<length]), "\(type.fullName), SEED=\(seed)")
            }
        }
    }

    @Test(arguments: SeededGenerator.seeds(SeededGenerator.isDeep ? 500 : 10))
    func `survives damage`(seed: UInt64) {
        var messages = RandomMessages(seed: seed)
        for type in AllMessages.types {
            var bytes = messages.bytes(of: Schema.table.schema(of: type.fullName))
            for _ in 0..<20 where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &messages.random)
                switch Int.random(in: 0..<3, using: &messages.random) {
                case 0: bytes[place] = .random(in: 0...255, using: &messages.random)
                case 1: bytes.insert(.random(in: 0...255, using: &messages.random), at: place)
                default: bytes.remove(at: place)
                }
                // What is accepted can be written and read again; what is refused says why.
                guard let accepted = try? again(type, bytes) else { continue }
                #expect(
                    (try? again(type, accepted)) == accepted, "\(type.fullName), SEED=\(seed)")
                #expect((try? MessageJSON.encode(type.fullName, bytes)) != nil)
            }
        }
    }

    private func again<M: Message>(_ type: M.Type, _ bytes: [UInt8]) throws -> [UInt8] {
        try M(serialized: bytes).serialized()
    }
}
