/// Which addresses a webhook may be posted to: those of the public internet, and what the operator
/// allows besides.
///
/// Whoever can register a webhook chooses where this machine connects to, so that everything it
/// reaches and the internet doesn't is closed: its own services, its network, the metadata services
/// of clouds. The list follows IANA's registries of special-purpose addresses.
package struct AddressPolicy: Sendable {
    private let allowances: [Allowance]

    package init(allowing allowances: [Allowance] = []) {
        self.allowances = allowances
    }

    /// Nil where a connection is allowed, else why it isn't.
    package func refusal(of address: IPAddress, for host: String, port: UInt16) -> String? {
        if allowances.contains(where: { $0.allows(address, host: host, port: port) }) { return nil }
        guard let kind = AddressPolicy.kind(of: address) else { return nil }
        return "\(address) is \(kind)"
    }

    /// What a URL says about its address by itself: nil where that is allowed, or where it has a
    /// name that only a resolver knows more of.
    package func refusal(of url: WebhookURL) -> String? {
        switch url.host {
        case .address(let address):
            return refusal(of: address, for: url.hostText, port: url.port)
        case .name(let name):
            // RFC 6761 fixes what these mean, whatever a resolver says.
            guard name == "localhost" || name.hasSuffix(".localhost") else { return nil }
            let loopback = [IPAddress.v4(0x7F00_0001), .v6(1)]
            let refusals = loopback.map { refusal(of: $0, for: name, port: url.port) }
            return refusals.contains(nil) ? nil : "\(name) is this machine"
        }
    }
}

// MARK: - What isn't public

extension AddressPolicy {
    private static func kind(of address: IPAddress) -> String? {
        if let special = special.first(where: { $0.range.contains(address) }) {
            return special.kind
        }
        guard address.isVersion6 else { return nil }
        return isGlobalUnicast(address) ? nil : "in no public range"
    }

    /// Of version 6 only this part has been given out for public use.
    private static func isGlobalUnicast(_ address: IPAddress) -> Bool {
        guard case .v6(let bits) = address else { return false }
        return bits >> 125 == 0b001
    }

    private static let special: [(range: AddressRange, kind: String)] = [
        ("169.254.169.254", "a metadata service"),
        ("fd00:ec2::254", "a metadata service"),
        ("100.100.100.200", "a metadata service"),
        ("168.63.129.16", "a metadata service"),
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "a relay of 6to4"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "a mapped address of version 4"),
        ("::/96", "a compatible address of version 4"),
        ("64:ff9b::/96", "a translated address of version 4"),
        ("64:ff9b:1::/48", "a translated address of version 4"),
        ("100::/64", "for discarding"),
        ("2001::/32", "a tunnelled address of version 4"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "a tunnelled address of version 4"),
        ("3fff::/20", "for documentation"),
        ("5f00::/16", "for segment routing"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    ].compactMap { text, kind in AddressRange(text).map { ($0, kind) } }
}

// MARK: - What is allowed besides

/// A target that the operator allows although it isn't public.
package struct Allowance: Hashable, Sendable {
    private let target: Target
    /// Nil for any.
    private let port: UInt16?

    private enum Target: Hashable {
        case range(AddressRange)
        /// Whatever it resolves to: the operator vouches for the name.
        case host(String)
    }

    /// Reads a range (`10.0.0.0/8`), an address or a host name, the latter two with a port or
    /// without (`127.0.0.1:8080`, `[::1]:8080`, `hooks.internal:443`).
    package init?(_ text: String) {
        if let range = AddressRange(text) {
            self.init(target: .range(range), port: nil)
            return
        }
        // What is left has the form of a URL's authority.
        guard let url = try? WebhookURL("http://\(text)"), url.target == "/", !text.hasSuffix("/")
        else { return nil }
        let port = text.hasSuffix(":\(url.port)") ? url.port : nil
        switch url.host {
        case .address(let address):
            guard let range = AddressRange("\(address)") else { return nil }
            self.init(target: .range(range), port: port)
        case .name(let name):
            self.init(target: .host(name), port: port)
        }
    }

    private init(target: Target, port: UInt16?) {
        self.target = target
        self.port = port
    }

    func allows(_ address: IPAddress, host: String, port: UInt16) -> Bool {
        guard self.port == nil || self.port == port else { return false }
        return switch target {
        case .range(let range): range.contains(address)
        case .host(let name): name == host
        }
    }
}
