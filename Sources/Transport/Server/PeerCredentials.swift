import Glibc
import NIOCore
import TTRPC

extension Channel {
    /// Who is at the other end: for a Unix socket what the kernel recorded when it connected.
    func peer() -> EventLoopFuture<Peer> {
        guard let address = remoteAddress, address.protocol != .unix else {
            return localPeer()
        }
        return eventLoop.makeSucceededFuture(.network(address: address.endpointText))
    }

    private func localPeer() -> EventLoopFuture<Peer> {
        guard let provider = self as? any SocketOptionProvider else {
            return eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        let credentials: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
            level: SocketOptionLevel(SOL_SOCKET), name: SocketOptionName(SO_PEERCRED))
        return credentials.map { credentials in
            .local(
                processID: credentials.processID, userID: credentials.userID,
                groupID: credentials.groupID)
        }
    }
}

/// `struct ucred` of <sys/socket.h>, which glibc shows only to GNU sources and so not to Swift.
private struct PeerCredentials: Sendable {
    var processID: Int32 = 0
    var userID: UInt32 = 0
    var groupID: UInt32 = 0
}

extension SocketAddress {
    /// "127.0.0.1:7411", "[::1]:7411".
    var endpointText: String {
        let host = ipAddress ?? "?"
        return host.contains(":") ? "[\(host)]:\(port ?? 0)" : "\(host):\(port ?? 0)"
    }
}
