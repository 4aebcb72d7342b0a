import Testing
import Webhooks

@Suite struct `The filter of addresses` {
    private let policy = AddressPolicy()

    /// Each way to name a machine that isn't public, as an address.
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254",
        "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.0.1",
        "169.254.169.254", "172.16.0.1", "172.31.255.254", "192.0.0.1", "192.0.0.192", "192.0.2.1",
        "192.88.99.1", "192.168.0.1", "192.168.255.254", "198.18.0.1", "198.19.255.254",
        "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::2", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf::1",
        "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1",
        "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1",
        "febf::1", "fec0::1", "ff02::1", "ff0e::1", "a000::1", "0100::", "::ffff:169.254.169.254",
    ])
    func `refuses what isn't public`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(policy.refusal(of: address, for: text, port: 443) != nil)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255",
        "172.32.0.0", "192.0.1.1", "192.167.255.255", "192.169.0.0", "198.17.255.255",
        "198.20.0.0", "223.255.255.255", "2000::1", "2001:200::1", "2001:4860:4860::8888",
        "2606:4700::1111", "2a00::1", "3ffe::1",
    ])
    func `takes what is`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(policy.refusal(of: address, for: text, port: 443) == nil)
    }

    @Test func `says what kind of address it was`() throws {
        let address = try #require(IPAddress("169.254.169.254"))
        #expect(
            policy.refusal(of: address, for: "x", port: 80)
                == "169.254.169.254 is a metadata service")
    }

    @Test(
        arguments: [
            // What is allowed, host, address, port, whether that lets it through.
            ("10.0.0.0/8", "a", "10.1.2.3", 80, true),
            ("10.0.0.0/8", "a", "192.168.0.1", 80, false),
            ("127.0.0.1", "a", "127.0.0.1", 1, true),
            ("127.0.0.1:8080", "a", "127.0.0.1", 8080, true),
            ("127.0.0.1:8080", "a", "127.0.0.1", 8081, false), ("[::1]:9", "a", "::1", 9, true),
            ("[::1]:9", "a", "::1", 8, false), ("::1", "a", "::1", 8, true),
            ("fd00::/8", "a", "fd12::1", 8, true),
            ("hooks.internal", "hooks.internal", "10.0.0.1", 5, true),
            ("hooks.internal:5", "hooks.internal", "10.0.0.1", 5, true),
            ("hooks.internal:5", "hooks.internal", "10.0.0.1", 6, false),
            ("hooks.internal", "other.internal", "10.0.0.1", 5, false),
            ("Hooks.Internal", "hooks.internal", "10.0.0.1", 5, true),
        ] as [(String, String, String, UInt16, Bool)])
    func `lets through what the operator allows`(
        allowance: String, host: String, address: String, port: UInt16, passes: Bool
    ) throws {
        let policy = AddressPolicy(allowing: [try #require(Allowance(allowance))])
        let address = try #require(IPAddress(address))
        #expect((policy.refusal(of: address, for: host, port: port) == nil) == passes)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.1/8", "a b", "host:0", "host:99999", "host/", "host/path",
        "http://host", "user@host", "0x7f.1", "*", "host?",
    ])
    func `takes no allowance for what isn't one`(text: String) {
        #expect(Allowance(text) == nil)
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://[::1]:80/", "https://localhost/", "https://LOCALHOST:8443/x",
        "http://a.localhost/", "http://169.254.169.254/latest/meta-data", "http://[fd00:ec2::254]",
        "http://[::ffff:7f00:1]/", "http://10.0.0.1:65535",
    ])
    func `refuses a URL that says by itself where it leads`(text: String) throws {
        #expect(policy.refusal(of: try WebhookURL(text)) != nil)
    }

    @Test func `leaves names to the moment of delivery`() throws {
        #expect(policy.refusal(of: try WebhookURL("https://hooks.example.com/x")) == nil)
        #expect(policy.refusal(of: try WebhookURL("https://127.0.0.1.nip.io/")) == nil)
    }

    @Test func `takes localhost where that is allowed`() throws {
        let allowance = try #require(Allowance("localhost:8080"))
        let policy = AddressPolicy(allowing: [allowance])
        #expect(policy.refusal(of: try WebhookURL("http://localhost:8080/")) == nil)
        #expect(policy.refusal(of: try WebhookURL("http://localhost:8081/")) != nil)
    }
}
