import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// What the API describes and this version doesn't do: every bit of it says so.
@Suite struct `What comes later` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `is every method that the server doesn't list, and names itself`() async throws {
        let served = Set(try await client.admin.getServerInfo(.init()).methods)
        let methods = ServiceTable.all.services.flatMap(\.methods)
        #expect(served.isSubset(of: methods.map { "\($0.service)/\($0.name)" }))
        let missing = methods.filter { !served.contains("\($0.service)/\($0.name)") }
        #expect(!missing.isEmpty)
        for method in missing {
            let flags: FrameFlags =
                switch method.kind {
                case .unary: []
                case .serverStreaming: .remoteClosed
                case .clientStreaming, .bidirectional: .remoteOpen
                }
            let call = try client.peer.begin(
                (method.service, method.name), V1.GetStatsRequest(), flags: flags)
            let refusal = try client.peer.refusal(of: call)
            #expect(refusal.code == .unimplemented)
            #expect(refusal.reason == "NOT_IMPLEMENTED")
            #expect(refusal.message.contains("\(method.service)/\(method.name)"))
        }
    }
}
