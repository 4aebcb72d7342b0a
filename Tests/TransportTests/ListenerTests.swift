import Foundation
import Logging
import TTRPC
import Testing
import Transport

@Suite struct `A listener` {
    @Test func `says which port the kernel chose`() async throws {
        try await EchoServer.run { server in
            guard case .tcp("127.0.0.1", let port) = server.tcp else {
                Issue.record("not TCP: \(server.tcp)")
                return
            }
            #expect(port > 0)
        }
    }

    @Test(arguments: [0o600, 0o660, 0o777] as [UInt32])
    func `gives its socket file the mode asked for`(mode: UInt32) async throws {
        var options = ListenerOptions()
        options.socketMode = mode
        try await EchoServer.run(options: options) { server in
            let attributes = try FileManager.default.attributesOfItem(atPath: server.folder + "/s")
            #expect(attributes[.posixPermissions] as? UInt32 == mode)
        }
    }

    @Test func `leaves no socket file behind`() async throws {
        try await EchoServer.run { server in
            #expect(FileManager.default.fileExists(atPath: server.folder + "/s"))
            try await server.listener.shutdown(patience: .zero)
            #expect(!FileManager.default.fileExists(atPath: server.folder + "/s"))
        }
    }

    @Test func `leaves a successor's socket file alone`() async throws {
        try await EchoServer.run { server in
            let path = server.folder + "/s"
            try FileManager.default.removeItem(atPath: path)
            let successor = try await listen(.unix(path: path))
            try await server.listener.shutdown(patience: .zero)
            #expect(FileManager.default.fileExists(atPath: path))
            _ = try RawPeer(.unix(path: path))
            try await successor.shutdown(patience: .zero)
        }
    }

    @Test(arguments: [false, true])
    func `refuses a path where another server listens`(replacesStale: Bool) async throws {
        try await EchoServer.run { server in
            await #expect(throws: ListenError.inUse(server.unix)) {
                try await listen(server.unix, replacesStale: replacesStale)
            }
            _ = try RawPeer(server.unix)
        }
    }

    @Test func `removes a stale socket file only when it may`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/s"
            try leaveStaleSocket(at: path)
            let endpoint = Endpoint.unix(path: path)
            await #expect(throws: ListenError.stale(endpoint)) { try await listen(endpoint) }
            let listener = try await listen(endpoint, replacesStale: true)
            _ = try RawPeer(endpoint)
            try await listener.shutdown(patience: .zero)
        }
    }

    @Test func `never removes what isn't a socket`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder + "/file"
            #expect(FileManager.default.createFile(atPath: file, contents: Data("kept".utf8)))
            try leaveStaleSocket(at: folder + "/stale")
            let link = folder + "/link"
            try FileManager.default.createSymbolicLink(
                atPath: link, withDestinationPath: folder + "/stale")
            for path in [file, link, folder] {
                let endpoint = Endpoint.unix(path: path)
                await #expect(throws: ListenError.notASocket(endpoint)) {
                    try await listen(endpoint, replacesStale: true)
                }
                #expect(FileManager.default.fileExists(atPath: path))
            }
        }
    }

    @Test func `says what is wrong with a folder`() async throws {
        try await withTemporaryFolder { folder in
            let endpoint = Endpoint.unix(path: folder + "/missing/s")
            let error = await #expect(throws: ListenError.self) { try await listen(endpoint) }
            #expect(error?.description.contains("folder doesn't exist") == true)
        }
    }

    @Test(arguments: ["0.0.0.0", "::", "192.0.2.1", "128.0.0.1"])
    func `refuses an address that other machines could reach`(host: String) async throws {
        let endpoint = Endpoint.tcp(host: host, port: 0)
        await #expect(throws: ListenError.notLoopback(endpoint)) { try await listen(endpoint) }
    }

    @Test func `refuses a port in use, and then holds none of its endpoints`() async throws {
        try await EchoServer.run { server in
            let unix = Endpoint.unix(path: server.folder + "/other")
            await #expect(throws: ListenError.inUse(server.tcp)) {
                try await listen(unix, server.tcp)
            }
            #expect(!FileManager.default.fileExists(atPath: server.folder + "/other"))
        }
    }

    @Test func `closes connections beyond its bound, and takes new ones as others end`()
        async throws
    {
        var options = ListenerOptions()
        options.limits.connectionsMax = 2
        try await EchoServer.run(options: options) { server in
            let first = try RawPeer(server.unix)
            let second = try RawPeer(server.tcp)
            for peer in [first, second] {
                try await peer.send(request("Echo", streamID: 1))
                #expect(try await peer.next().reply == [])
            }
            #expect(try await RawPeer(server.unix).receive() == nil)
            first.close()
            // The server hears of the end in its own time.
            while server.listener.connectionCount > 1 { await Task.yield() }
            let third = try RawPeer(server.unix)
            try await third.send(request("Echo", streamID: 1))
            #expect(try await third.next().reply == [])
        }
    }

    @Test func `leaks no descriptor over two thousand connections`() async throws {
        try await EchoServer.run { server in
            let before = try openDescriptors()
            for _ in 0..<2000 {
                let peer = try RawPeer(server.unix)
                try await peer.send(request("Echo", streamID: 1))
                #expect(try await peer.next().reply == [])
            }
            while server.listener.connectionCount > 0 { await Task.yield() }
            // Other tests have some open meanwhile; a leak would show by the thousand.
            #expect(try openDescriptors() - before < 200)
        }
    }

    @Test func `goes on when the process has had no descriptor left`() async {
        // In a process of its own, because the limit is the whole process's.
        await #expect(processExitsWith: .success) {
            try limitDescriptors(to: 64)
            try await EchoServer.run { server in
                var peers: [RawPeer] = []
                while let peer = try? RawPeer(server.unix) { peers.append(peer) }
                #expect(peers.count > 10)
                peers.removeLast(peers.count / 4 * 3)
                let peer = try RawPeer(server.unix)
                try await peer.send(request("Echo", streamID: 1, payload: [1]))
                #expect(try await peer.next().reply == [1])
            }
        }
    }

    private func listen(
        _ endpoints: Endpoint..., replacesStale: Bool = false
    ) async throws -> Listener {
        var options = ListenerOptions()
        options.replacesStaleSockets = replacesStale
        return try await Listener.start(
            on: endpoints, serving: MethodTable(), options: options,
            logger: Logger(label: "test"))
    }
}
