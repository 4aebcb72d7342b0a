/// Where a server listens, or a client connects to, as people write it.
///
///     unix:///run/tidemark.sock   a Unix socket, absolute path
///     unix:data/tidemark.sock     a Unix socket, any path
///     tcp://127.0.0.1:7411        an IPv4 address, an [IPv6] address or a name, and a port
///     tcp://[::1]:7411
public enum Endpoint: Hashable, Sendable {
    /// At most `Endpoint.pathByteCountMax` bytes.
    case unix(path: String)
    /// The port is 0 to 65535; 0 lets the kernel choose when listening.
    case tcp(host: String, port: Int)
}

extension Endpoint {
    /// What the kernel's `sun_path` holds beside its closing zero byte.
    public static let pathByteCountMax = 107

    /// Reads an endpoint, or says what is wrong with it and how it should look.
    public init(_ text: String) throws(EndpointError) {
        if let rest = text.removing(prefix: "unix:") {
            self = .unix(path: try Self.path(rest, of: text))
        } else if let rest = text.removing(prefix: "tcp://") {
            self = try Self.address(rest, of: text)
        } else {
            throw EndpointError(text, "begin it with unix:// or tcp://, like unix:///run/x.sock")
        }
    }
}

extension Endpoint: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unix(let path): path.hasPrefix("/") ? "unix://\(path)" : "unix:\(path)"
        case .tcp(let host, let port) where host.contains(":"): "tcp://[\(host)]:\(port)"
        case .tcp(let host, let port): "tcp://\(host):\(port)"
        }
    }
}

/// Text that isn't an endpoint.
public struct EndpointError: Error, Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public let reason: String

    init(_ text: String, _ reason: String) {
        self.text = text
        self.reason = reason
    }

    public var description: String { "\"\(text)\" isn't an address: \(reason)" }
}

extension Endpoint {
    private static func path(_ rest: Substring, of text: String) throws(EndpointError) -> String {
        var path = rest
        if let authority = rest.removing(prefix: "//") {
            guard authority.hasPrefix("/") else {
                throw EndpointError(
                    text,
                    "unix:// takes an absolute path, unix:///\(authority), or write "
                        + "unix:\(authority) for a relative one")
            }
            path = authority
        }
        guard !path.isEmpty else { throw EndpointError(text, "the path is missing") }
        guard !path.utf8.contains(0) else { throw EndpointError(text, "the path has a zero byte") }
        guard path.utf8.count <= pathByteCountMax else {
            throw EndpointError(
                text,
                "the path is \(path.utf8.count) bytes long, and the kernel takes "
                    + "\(pathByteCountMax); choose a shorter one or a relative one")
        }
        return String(path)
    }

    private static func address(
        _ rest: Substring, of text: String
    ) throws(EndpointError) -> Endpoint {
        guard let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]") else {
            throw EndpointError(text, "the port is missing, as in tcp://127.0.0.1:7411")
        }
        let digits = rest[rest.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            port <= 0xffff
        else {
            throw EndpointError(text, "the port is a number from 0 to 65535")
        }
        let host = try host(rest[..<colon], of: text)
        return .tcp(host: host, port: port)
    }

    private static func host(_ host: Substring, of text: String) throws(EndpointError) -> String {
        guard !host.isEmpty else {
            throw EndpointError(text, "the host is missing, as in tcp://127.0.0.1:7411")
        }
        if host.hasPrefix("["), host.hasSuffix("]"), host.contains(":") {
            return String(host.dropFirst().dropLast())
        }
        guard !host.contains(where: { "[]:".contains($0) }) else {
            throw EndpointError(text, "write an IPv6 address in brackets, as in tcp://[::1]:7411")
        }
        guard !host.contains(where: { $0 == "/" || $0 == "@" || $0.isWhitespace }) else {
            throw EndpointError(text, "the host is a name or an address and nothing else")
        }
        return String(host)
    }
}

extension StringProtocol {
    fileprivate func removing(prefix: String) -> SubSequence? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
