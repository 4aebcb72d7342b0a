import Foundation
import Logging
import Messages
import Server
import Store
import TTRPC
import TestSupport
import TidemarkClient
import Transport
import WireSupport

/// The whole server in this process, on a fresh folder, spoken to through its real sockets.
///
/// It stops with its last reference, or earlier by `stop`.
final class TestServer: Sendable {
    let server: TidemarkServer
    let folder: TemporaryFolder

    var socketPath: String { "\(folder.path)/tidemark.sock" }

    init(
        in folder: TemporaryFolder = TemporaryFolder(), alsoOnTCP: Bool = false,
        _ change: (inout ServerOptions) -> Void = { _ in }
    ) async throws {
        self.folder = folder
        var endpoints = [Endpoint.unix(path: "\(folder.path)/tidemark.sock")]
        if alsoOnTCP { endpoints.append(.tcp(host: "127.0.0.1", port: 0)) }
        var options = ServerOptions(dataFolder: folder.subfolder("data"), endpoints: endpoints)
        // Hundreds of servers run at once.
        options.store.journalSegmentBytes = 1 << 20
        change(&options)
        server = try await TidemarkServer(options, logger: .silent)
    }

    deinit {
        let server = server
        // Nobody is left who could be told of a failure; the folder goes when the last file does.
        Task { [folder] in
            try? await server.stop()
            _ = folder
        }
    }

    func stop() async throws { try await server.stop() }

    func peer(receiveBuffer: CInt? = nil) throws -> SocketPeer {
        try SocketPeer(.unix(socketPath), receiveBuffer: receiveBuffer)
    }

    func tcpPeer() throws -> SocketPeer {
        for case .tcp(_, let port) in server.endpoints { return try SocketPeer(.tcp(port)) }
        throw SocketPeer.Failure(operation: "listen on TCP", code: ENOTCONN)
    }

    func client() throws -> Client { Client(try peer()) }
}

extension Logger {
    static var silent: Logger {
        Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    }
}

/// Runs what blocks for long beside the test's own thread, of which there are few.
func onThread<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result(catching: work)) }.start()
    }
}
