import Ledger
import Logging
import Messages
import Synchronization
import TTRPC
import TestSupport
import Transport

/// Answers every method there is, and keeps what was asked: for tests of what a command line
/// becomes on the wire, whatever a real server would say to it.
final class RecordingServer: Sendable {
    /// One request, decoded.
    struct Request: Sendable {
        /// `MonitorService/CreateMonitor`
        let method: String
        let content: JSONValue
    }

    let tool: Tool
    private let folder: TemporaryFolder
    private let listener: Listener
    private let log: Log

    /// - Parameter replies: the replies of some methods as JSON; of all others, empty messages.
    init(replies: [String: String] = [:]) async throws {
        folder = TemporaryFolder()
        log = Log()
        let path = folder.path + "recording.sock"
        listener = try await Listener.start(
            on: [.unix(path: path)], serving: try log.methods(replies),
            options: ListenerOptions(), logger: Logger(label: "recording"))
        tool = Tool(address: "unix://\(path)")
    }

    /// What was asked so far, in order.
    var requests: [Request] { log.requests.withLock { $0 } }

    /// The last request of a method.
    func last(_ method: String) -> JSONValue? {
        requests.last { $0.method == method }?.content
    }

    func stop() async throws {
        try await listener.shutdown(patience: .zero)
    }

    /// Runs a test against a server and stops it afterwards.
    static func run(
        replies: [String: String] = [:], _ body: (RecordingServer) async throws -> Void
    ) async throws {
        let server = try await RecordingServer(replies: replies)
        do {
            try await body(server)
        } catch {
            try await server.stop()
            throw error
        }
        try await server.stop()
    }
}

/// The requests, shared with the handlers.
private final class Log: Sendable {
    let requests = Mutex<[RecordingServer.Request]>([])

    func methods(_ replies: [String: String]) throws -> MethodTable {
        var table = MethodTable()
        for method in ServiceTable.all.services.flatMap(\.methods) {
            let name = method.shortName
            let reply = try replies[name].map { try MessageJSON.decode(method.output, $0) } ?? []
            switch method.kind {
            case .unary:
                table.add(
                    service: method.service, method: method.name,
                    .unary { call in
                        self.note(method, Array(call.payload))
                        call.reply(reply)
                    })
            case .serverStreaming:
                table.add(
                    service: method.service, method: method.name,
                    .serverStream { call in
                        self.note(method, Array(call.payload))
                        call.send(reply)
                        call.finish()
                    })
            case .bidirectional, .clientStreaming: continue
            }
        }
        return table
    }

    private func note(_ method: MethodDescription, _ payload: [UInt8]) {
        guard let text = try? MessageJSON.encode(method.input, payload),
            let content = try? JSONValue(parsing: text)
        else { return }
        requests.withLock { $0.append(.init(method: method.shortName, content: content)) }
    }
}

extension MethodDescription {
    /// `MonitorService/CreateMonitor`
    var shortName: String { "\(service.split(separator: ".").last ?? "")/\(name)" }
}
