import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// One row of a table of refusals: what is asked for, and what it must be refused with.
struct Refusing: Sendable, CustomTestStringConvertible {
    let what: String
    let code: StatusCode
    let reason: String
    /// The path in BadRequest, of a fault of shape.
    var field = ""
    let call: @Sendable (Client) async throws -> String

    init<Reply>(
        _ what: String, _ code: StatusCode, _ reason: String, field: String = "",
        _ call: @escaping @Sendable (Client) async throws -> Reply
    ) {
        self.what = what
        self.code = code
        self.reason = reason
        self.field = field
        self.call = { "\(try await call($0))" }
    }

    var testDescription: String { "\(what) → \(reason) \(field)" }
}

extension Refusing {
    /// Makes the call and compares; then that the refusal left the state as it was.
    func check(_ client: Client) async throws {
        let before = try await client.admin.getServerInfo(.init())
        let refusal = try await WireSupport.refusal { try await call(client) }
        #expect(refusal.code == code, "\(refusal)")
        #expect(refusal.reason == reason, "\(refusal)")
        #expect(refusal.domain == "tidemark")
        #expect(refusal.field == field, "\(refusal)")
        #expect(!refusal.message.isEmpty)
        let after = try await client.admin.getServerInfo(.init())
        #expect(after.sequence == before.sequence)
        #expect(after.chainHash == before.chainHash)
    }
}
