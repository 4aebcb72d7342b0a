import Glibc
import NIOCore

/// A bound and listening Unix socket, made by hand because of its file: the mode is set before
/// anybody can connect, and what lies in the way is looked at before it is removed.
struct UnixListener: ~Copyable {
    private let descriptor: OwnedDescriptor
    let file: SocketFile

    /// `replacesStale`: the caller owns what the path belongs to (the lock of the data folder), so
    /// a socket that nobody accepts on is left over and may be removed.
    static func open(
        path: String, mode: UInt32, replacesStale: Bool, backlog: Int32
    ) throws(ListenError) -> UnixListener {
        let endpoint = Endpoint.unix(path: path)
        let descriptor = try OwnedDescriptor.unixSocket(for: endpoint)
        var code = unsafe descriptor.withUnixAddress(path, Glibc.bind)
        if code == EADDRINUSE {
            try clear(endpoint, path: path, mayRemove: replacesStale)
            code = unsafe descriptor.withUnixAddress(path, Glibc.bind)
        }
        try check(code, "bind", endpoint)
        guard let file = SocketFile(path: path) else {
            throw .system(endpoint, operation: "bind", errno: ENOENT)
        }
        do throws(ListenError) {
            try check(unsafe chmod(path, mode) == 0 ? 0 : errno, "chmod", endpoint)
            let isListening = Glibc.listen(descriptor.number, backlog) == 0
            try check(isListening ? 0 : errno, "listen", endpoint)
        } catch {
            file.remove()
            throw error
        }
        return UnixListener(descriptor: descriptor, file: file)
    }

    /// Hands the descriptor over to who will close it.
    consuming func release() -> CInt { descriptor.release() }
}

/// The file of a socket of ours: which one it is, so that a successor's is never removed.
struct SocketFile: Sendable {
    let path: String
    private let device: UInt64
    private let inode: UInt64

    /// Nil where there is no socket at the path.
    init?(path: String) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            return nil
        }
        self.path = path
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// Removes the file if it still is the one that was bound.
    func remove() {
        guard let present = SocketFile(path: path), present.device == device,
            present.inode == inode
        else { return }
        unsafe unlink(path)
    }
}

extension UnixListener {
    /// Something is at the path. Makes room where that is a socket nobody accepts on.
    private static func clear(
        _ endpoint: Endpoint, path: String, mayRemove: Bool
    ) throws(ListenError) {
        guard let file = SocketFile(path: path) else { throw .notASocket(endpoint) }
        let probe = try OwnedDescriptor.unixSocket(for: endpoint)
        // Refused is what the kernel says of a socket without a listener. A full backlog says
        // EAGAIN, and a mode that keeps us out EACCES: there somebody may be listening.
        guard unsafe probe.withUnixAddress(path, Glibc.connect) == ECONNREFUSED else {
            throw .inUse(endpoint)
        }
        guard mayRemove else { throw .stale(endpoint) }
        file.remove()
    }

    private static func check(
        _ code: Int32, _ operation: String, _ endpoint: Endpoint
    ) throws(ListenError) {
        if code != 0 { throw .system(endpoint, operation: operation, errno: code) }
    }
}

/// A descriptor that is closed with its owner.
private struct OwnedDescriptor: ~Copyable {
    let number: CInt

    static func unixSocket(for endpoint: Endpoint) throws(ListenError) -> OwnedDescriptor {
        let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let number = Glibc.socket(AF_UNIX, type, 0)
        guard number >= 0 else {
            throw .system(endpoint, operation: "socket", errno: errno)
        }
        return OwnedDescriptor(number: number)
    }

    consuming func release() -> CInt {
        let number = number
        discard self
        return number
    }

    deinit { close(number) }

    /// Runs bind or connect. Returns its error number, or 0.
    func withUnixAddress(
        _ path: String, _ call: (CInt, UnsafePointer<sockaddr>?, socklen_t) -> CInt
    ) -> Int32 {
        guard let address = try? SocketAddress(unixDomainSocketPath: path) else {
            return ENAMETOOLONG
        }
        return unsafe address.withSockAddr { pointer, size in
            unsafe call(number, pointer, socklen_t(size)) == 0 ? 0 : errno
        }
    }
}
