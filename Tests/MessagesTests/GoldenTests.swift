import Foundation
import Testing

@testable import Messages

/// A message that another implementation of protobuf made; see Golden/make.py.
struct Golden: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let json: String

    var testDescription: String { name }

    static let all: [Golden] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/messages.txt")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            return Golden(name: String(parts[0]), bytes: hex(parts[1]), json: String(parts[2]))
        }
    }()

    private static func hex(_ text: Substring) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}

@Suite struct `What another protobuf encoded` {
    @Test func `is there`() {
        #expect(Golden.all.count > 150)
    }

    @Test(arguments: Golden.all) func `is encoded the same here`(_ golden: Golden) throws {
        let type = try #require(AllMessages.types.first { $0.fullName == golden.name })
        #expect(try again(type, golden.bytes) == golden.bytes)
    }

    @Test(arguments: Golden.all) func `is the same out of its JSON`(_ golden: Golden) throws {
        let type = try #require(AllMessages.types.first { $0.fullName == golden.name })
        let bytes = try MessageJSON.decode(golden.name, golden.json)
        #expect(try again(type, bytes) == golden.bytes)
    }

    private func again<M: Message>(_ type: M.Type, _ bytes: [UInt8]) throws -> [UInt8] {
        try M(serialized: bytes).serialized()
    }
}
