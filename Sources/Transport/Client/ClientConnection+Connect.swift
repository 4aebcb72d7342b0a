import Glibc
import NIOCore
import NIOPosix
package import TTRPC

extension ClientConnection {
    /// Time in which a server must have accepted: on one machine it does at once or never.
    package static let connectTimeout = Duration.seconds(10)

    /// Connects, or says what is wrong and what to do.
    package static func connect(
        to endpoint: Endpoint, timeout: Duration = connectTimeout,
        limits: ClientLimits = ClientLimits()
    ) async throws(RPCError) -> ClientConnection {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(timeout))
        let initialize: @Sendable (any Channel) -> EventLoopFuture<ClientConnection> = { channel in
            channel.eventLoop.makeCompletedFuture {
                let connection = ClientConnection(channel, to: endpoint, limits: limits)
                try channel.pipeline.syncOperations.addHandler(ClientConnectionHandler(connection))
                return connection
            }
        }
        do {
            switch endpoint {
            case .unix(let path):
                return try await bootstrap.connect(
                    unixDomainSocketPath: path, channelInitializer: initialize)
            case .tcp(let host, let port):
                return try await bootstrap.connect(
                    host: host, port: port, channelInitializer: initialize)
            }
        } catch {
            throw RPCError(
                .unavailable, "can't connect to \(endpoint): \(advice(for: error, endpoint))")
        }
    }

    private static func advice(for error: any Error, _ endpoint: Endpoint) -> String {
        switch error {
        case let error as IOError: advice(for: error.errnoCode, endpoint)
        case ChannelError.connectTimeout: "no answer came in time; is the server hanging?"
        case let error as NIOConnectionError:
            if let failure = error.connectionErrors.first {
                advice(for: failure.error, endpoint)
            } else {
                "the host has no address; check its name"
            }
        default: "\(error)"
        }
    }

    private static func advice(for code: Int32, _ endpoint: Endpoint) -> String {
        switch code {
        case ENOENT: "there is no such socket; is the server running, and is this its path?"
        case ECONNREFUSED: "nobody is listening; is the server running?"
        case EACCES, EPERM: "no permission; this user may not use the server's socket"
        case ENOTSOCK: "the file isn't a socket; is this the server's path?"
        case EMFILE, ENFILE: "no file descriptor is left; raise the limit (ulimit -n)"
        default: SystemErrors.text(code)
        }
    }
}
