import Glibc
import NIOCore

/// A socket whose owner waits for it on a thread of its own, without an event loop between: for
/// load, where what the client costs would be taken for what the server costs.
package struct BlockingSocket: ~Copyable {
    private let descriptor: Int32

    /// Connects, or says what the system said.
    package init(to endpoint: Endpoint) throws(BlockingSocketError) {
        descriptor = try Self.connected(to: Self.address(of: endpoint))
        if case .tcp = endpoint {
            var one: CInt = 1
            _ = unsafe setsockopt(
                descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &one,
                socklen_t(MemoryLayout<CInt>.size))
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Sends as much as the kernel takes now; 0 where it takes nothing.
    package func sendSome(_ bytes: ArraySlice<UInt8>) throws(BlockingSocketError) -> Int {
        let flags = CInt(MSG_DONTWAIT | MSG_NOSIGNAL)
        while true {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe send(descriptor, $0.baseAddress, $0.count, flags)
            }
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return 0
            default: throw BlockingSocketError("send", errno)
            }
        }
    }

    /// Waits for bytes and reads what there is, at most `room`; 0 at the end of the stream.
    package func receive(
        into buffer: inout [UInt8], room: Int
    ) throws(BlockingSocketError) {
        var failure: Int32 = 0
        buffer = unsafe [UInt8](unsafeUninitializedCapacity: room) { bytes, count in
            var received = 0
            repeat {
                received = unsafe recv(descriptor, bytes.baseAddress, room, 0)
            } while received < 0 && errno == EINTR
            if received < 0 { failure = errno }
            count = max(0, received)
        }
        guard failure == 0 else { throw BlockingSocketError("recv", failure) }
    }

    /// Waits until there is something to read, or room to write; which of them came first.
    package func waitForEither() throws(BlockingSocketError) -> (canRead: Bool, canWrite: Bool) {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
        while unsafe Glibc.poll(&poll, 1, -1) < 0 {
            guard errno == EINTR else { throw BlockingSocketError("poll", errno) }
        }
        let ready = Int32(poll.revents)
        return (ready & (POLLIN | POLLHUP | POLLERR) != 0, ready & POLLOUT != 0)
    }
}

/// What the system said of a blocking socket.
package struct BlockingSocketError: Error, CustomStringConvertible {
    private let operation: String
    private let code: Int32

    /// The server has closed the connection.
    package static let closedByPeer = BlockingSocketError("recv", ECONNRESET)

    init(_ operation: String, _ code: Int32) {
        self.operation = operation
        self.code = code
    }

    package var description: String { "\(operation): \(SystemErrors.text(code))" }
}

extension BlockingSocket {
    private static func connected(to address: SocketAddress) throws(BlockingSocketError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(CInt(address.protocol.rawValue), kind, 0)
        guard descriptor >= 0 else { throw BlockingSocketError("socket", errno) }
        let code = unsafe address.withSockAddr { start, count in
            unsafe connect(descriptor, start, socklen_t(count)) == 0 ? 0 : errno
        }
        guard code == 0 else {
            Glibc.close(descriptor)
            throw BlockingSocketError("connect", code)
        }
        return descriptor
    }

    private static func address(of endpoint: Endpoint) throws(BlockingSocketError) -> SocketAddress
    {
        do {
            switch endpoint {
            case .unix(let path): return try SocketAddress(unixDomainSocketPath: path)
            case .tcp(let host, let port):
                return try SocketAddress.makeAddressResolvingHost(host, port: port)
            }
        } catch {
            throw BlockingSocketError("address", EHOSTUNREACH)
        }
    }
}
