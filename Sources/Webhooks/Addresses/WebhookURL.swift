/// Where a webhook is posted to, taken apart once, by one parser.
///
/// It takes less than a browser does: what two parsers could read as two hosts (a user name, a
/// backslash, an address in octal, a percent sign in the host) is refused. What is connected to is
/// put together from these parts and never from the text as it came.
package struct WebhookURL: Hashable, Sendable {
    package let isSecure: Bool
    package let host: Host
    package let port: UInt16
    /// The path and the query.
    package let target: String

    package enum Host: Hashable, Sendable {
        /// In lower case.
        case name(String)
        case address(IPAddress)
    }

    /// Why a text isn't one. The sentence follows the word "must".
    package enum Failure: Error, Hashable {
        case malformed(String)
        /// It would be one, and hides which address it means.
        case disguised(String)

        package var sentence: String {
            switch self {
            case .malformed(let sentence), .disguised(let sentence): sentence
            }
        }
    }

    package init(_ text: String) throws(Failure) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.forbidden.contains($0) })
        else {
            throw .malformed("have only the characters of a URL, others percent-encoded")
        }
        let rest: Substring
        if text.lowercased().hasPrefix("https://") {
            isSecure = true
            rest = text.dropFirst(8)
        } else if text.lowercased().hasPrefix("http://") {
            isSecure = false
            rest = text.dropFirst(7)
        } else {
            throw .malformed("begin with https:// or http://")
        }
        guard !rest.contains("#") else { throw .malformed("have no fragment") }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw .malformed("have no user name or password") }
        let (host, port) = try Self.split(authority)
        self.host = try Host(host)
        self.port = try port.map(Self.port) ?? (isSecure ? 443 : 80)
        target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/\(rest[end...])"
    }

    /// What no URL holds unencoded, and some parsers take for something else.
    private static let forbidden = Set("\"<>\\^`{|}".utf8)
}

// MARK: - Text

extension WebhookURL: CustomStringConvertible {
    /// The host as it stands in a URL without its brackets.
    package var hostText: String {
        switch host {
        case .name(let name): name
        case .address(let address): address.description
        }
    }

    package var description: String {
        let host = hostText.contains(":") ? "[\(hostText)]" : hostText
        return "\(isSecure ? "https" : "http")://\(host):\(port)\(target)"
    }
}

// MARK: - Parts

extension WebhookURL {
    private static func split(
        _ authority: Substring
    ) throws(Failure) -> (host: Substring, port: Substring?) {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else {
                throw .malformed("close the bracket of its host")
            }
            let host = authority[...end]
            let rest = authority[authority.index(after: end)...]
            guard !rest.isEmpty else { return (host, nil) }
            guard rest.hasPrefix(":") else { throw .malformed("have a port behind the bracket") }
            return (host, rest.dropFirst())
        }
        guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }

    private static func port(_ text: Substring) throws(Failure) -> UInt16 {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy(\.isDecimalDigit),
            let port = UInt16(text), port > 0
        else { throw .malformed("have a port from 1 to 65535") }
        return port
    }
}

extension WebhookURL.Host {
    /// Bytes that a name may have at most, and a part of it.
    private static let nameMax = 253
    private static let labelMax = 63

    fileprivate init(_ text: Substring) throws(WebhookURL.Failure) {
        guard !text.isEmpty else { throw .malformed("have a host") }
        guard !text.contains("%") else {
            throw .disguised("have a host without a percent sign")
        }
        if text.hasPrefix("[") {
            guard let address = IPAddress(text.dropFirst().dropLast()), address.isVersion6 else {
                throw .malformed("have an address of version 6 in its brackets")
            }
            self = .address(address)
            return
        }
        let name = text.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.last != "" else { throw .disguised("have a host that doesn't end in a dot") }
        if labels.last?.isNumber == true {
            guard let address = IPAddress(name) else {
                throw .disguised("have its address as four decimal numbers")
            }
            self = .address(address)
            return
        }
        guard name.utf8.count <= Self.nameMax,
            labels.allSatisfy({ (1...Self.labelMax).contains($0.utf8.count) }),
            labels.allSatisfy({ $0.utf8.allSatisfy(\.isNameByte) })
        else { throw .malformed("have a host of letters, digits and hyphens, joined by dots") }
        self = .name(name)
    }
}

extension Substring {
    /// Whether some resolvers would read it as a part of an address.
    fileprivate var isNumber: Bool {
        if hasPrefix("0x") { return utf8.dropFirst(2).allSatisfy(\.isHexDigit) }
        return !isEmpty && utf8.allSatisfy(\.isDecimalDigit)
    }
}

extension UInt8 {
    fileprivate var isNameByte: Bool {
        isDecimalDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}
