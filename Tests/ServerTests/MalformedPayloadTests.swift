import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Requests whose bytes aren't what the protos say: typed errors.
@Suite struct `A broken request` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    private func call(_ payload: [UInt8]) async throws -> Refusal {
        let refusal = try await refusal {
            try await client.peer.unary(
                .init(
                    service: "tidemark.v1.TransactionService", method: "CreateTransaction",
                    payload: payload))
        }
        #expect(refusal.domain == "tidemark")
        #expect(try await client.health.check(.init()).status == .serving)
        return refusal
    }

    /// A field with a length.
    private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(content.count)] + content
    }

    @Test(
        arguments: [
            ("cut short", [0x12, 0x05, 0x61], "reference"),
            ("NUL in text", field(2, Array("a\0b".utf8)), "reference"),
            ("a byte that is no UTF-8", field(2, [0xFF]), "reference"),
            ("half a surrogate pair", field(2, [0xED, 0xA0, 0x80]), "reference"),
            ("NUL spelt in two bytes", field(2, [0xC0, 0x80]), "reference"),
            ("a number for a text", [0x10, 0x01], "reference"),
            ("an enum that nobody knows", [0x38, 0x63], "rounding"),
            ("a message twice", [0x9A, 0x01, 0, 0x9A, 0x01, 0], "effective_at"),
            ("a group", [0x0B, 0x0C], ""),
            ("field zero", [0x00, 0x00], ""),
            ("a varint without end", Array(repeating: 0xFF, count: 12), ""),
        ] as [(String, [UInt8], String)])
    func `is MALFORMED_REQUEST with the field at fault`(
        _ what: String, _ payload: [UInt8], _ field: String
    ) async throws {
        let refusal = try await call(payload)
        #expect(refusal.code == .invalidArgument, "\(what)")
        #expect(refusal.reason == "MALFORMED_REQUEST")
        #expect(refusal.field == field, "\(refusal)")
    }

    @Test func `above its limit is REQUEST_TOO_LARGE`() async throws {
        let large = V1.CreateTransactionRequest(
            reference: "r", description: String(repeating: "x", count: 1 << 20))
        let refusal = try await call(large.serialized())
        #expect(refusal.code == .resourceExhausted)
        #expect(refusal.reason == "REQUEST_TOO_LARGE")
    }

    @Test func `with too much metadata beside it is refused`() async throws {
        for count in [65, 5000] {
            let entries = (0..<count).map { Metadata.Entry(key: "k\($0)", value: "v") }
            let refusal = try await refusal {
                try await client.admin.getStats(.init(), metadata: Metadata(entries))
            }
            #expect(refusal.code == .invalidArgument)
        }
        _ = try await client.admin.getStats(.init(), metadata: ["k": "v"])
    }

    @Test func `with fields of a newer client is read`() async throws {
        let payload = V1.GetStatsRequest().serialized() + [0xFA, 0x7F, 0x02, 0x01, 0x02]
        _ = try await client.peer.unary(
            .init(service: "tidemark.v1.AdminService", method: "GetStats", payload: payload))
    }
}
