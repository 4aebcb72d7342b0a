import Glibc

/// Why a server can't listen at an endpoint. The description says what is wrong and what to do.
package enum ListenError: Error, Hashable, Sendable {
    /// There is a file at the path that isn't a socket; it is left alone.
    case notASocket(Endpoint)
    /// Somebody accepts connections there.
    case inUse(Endpoint)
    /// A socket file is there that nobody listens on, and we weren't told that we may remove it.
    case stale(Endpoint)
    /// A TCP address that other machines could reach.
    case notLoopback(Endpoint)
    /// The host has no address.
    case unresolvable(Endpoint)
    /// The kernel refused.
    case system(Endpoint, operation: String, errno: Int32)
}

extension ListenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notASocket(let endpoint):
            "can't listen on \(endpoint): there is a file that isn't a socket; "
                + "move it away or choose another path"
        case .inUse(let endpoint):
            "can't listen on \(endpoint): another server is listening there; "
                + "stop it or choose another address"
        case .stale(let endpoint):
            "can't listen on \(endpoint): a socket file is left from a server that has gone; "
                + "remove it and start again"
        case .notLoopback(let endpoint):
            "can't listen on \(endpoint): without TLS the server listens only on this machine; "
                + "use tcp://127.0.0.1, tcp://[::1] or a Unix socket"
        case .unresolvable(let endpoint):
            "can't listen on \(endpoint): the host has no address; use tcp://127.0.0.1"
        case .system(let endpoint, let operation, let code):
            "can't listen on \(endpoint): \(operation): \(Self.advice(for: code))"
        }
    }

    private static func advice(for code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "no permission; choose a place this user may write to"
        case ENOENT: "its folder doesn't exist; create it or choose another path"
        case ENOTDIR: "a part of its path isn't a folder; choose another path"
        case EROFS: "its folder is read-only; choose another path"
        case EADDRNOTAVAIL: "this machine doesn't have the address; use tcp://127.0.0.1"
        case EMFILE, ENFILE: "no file descriptor is left; raise the limit (ulimit -n)"
        default: SystemErrors.text(code)
        }
    }
}

/// The kernel's error numbers, in words.
enum SystemErrors {
    static func text(_ code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
