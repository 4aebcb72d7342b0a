import Glibc
import Logging
import NIOCore
import NIOPosix

/// One bound address of a listener.
struct ListeningSocket: Sendable {
    let endpoint: Endpoint
    private let channel: any Channel
    /// The file to remove, of a Unix socket.
    private let file: SocketFile?
}

extension ListeningSocket {
    init(
        _ endpoint: Endpoint, group: MultiThreadedEventLoopGroup, acceptor: ConnectionAcceptor,
        options: ListenerOptions
    ) async throws {
        let bootstrap = acceptor.bootstrap(group: group)
        switch endpoint {
        case .unix(let path):
            let listener = try UnixListener.open(
                path: path, mode: options.socketMode,
                replacesStale: options.replacesStaleSockets, backlog: options.limits.backlog)
            file = listener.file
            let descriptor = listener.release()
            channel = try await bootstrap.withBoundSocket(descriptor).get()
            // Taking over a socket, NIO listens again with a backlog of its own.
            _ = Glibc.listen(descriptor, options.limits.backlog)
            self.endpoint = endpoint
        case .tcp(let host, let port):
            file = nil
            let address = try Self.loopbackAddress(host, port, of: endpoint)
            channel = try await Self.bind(bootstrap, to: address, of: endpoint)
            self.endpoint = .tcp(host: host, port: channel.localAddress?.port ?? port)
        }
    }

    /// Accepts no more, and leaves no file behind.
    func close() async {
        // The file first, so that nobody new finds it; what was accepted lives on.
        file?.remove()
        do {
            try await channel.close()
        } catch {
            // It had closed by itself: there is nothing left to close.
            return
        }
    }

    private static func loopbackAddress(
        _ host: String, _ port: Int, of endpoint: Endpoint
    ) throws(ListenError) -> SocketAddress {
        guard let address = try? SocketAddress.makeAddressResolvingHost(host, port: port) else {
            throw .unresolvable(endpoint)
        }
        guard address.isLoopback else { throw .notLoopback(endpoint) }
        return address
    }

    private static func bind(
        _ bootstrap: ServerBootstrap, to address: SocketAddress, of endpoint: Endpoint
    ) async throws -> any Channel {
        do {
            return try await bootstrap.bind(to: address).get()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ListenError.inUse(endpoint)
        } catch let error as IOError {
            throw ListenError.system(endpoint, operation: "bind", errno: error.errnoCode)
        }
    }
}

extension SocketAddress {
    /// Whether only this machine can reach it: 127.0.0.0/8, ::1.
    var isLoopback: Bool {
        switch self {
        case .v4: ipAddress?.hasPrefix("127.") ?? false
        case .v6: ipAddress == "::1"
        case .unixDomainSocket: true
        }
    }
}
