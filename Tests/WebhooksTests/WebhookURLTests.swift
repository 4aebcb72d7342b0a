import Testing
import Webhooks

@Suite struct `A webhook's URL` {
    @Test(arguments: [
        ("https://example.com", "https://example.com:443/"),
        ("HTTPS://Example.COM/Hook?A=b", "https://example.com:443/Hook?A=b"),
        ("http://example.com:8080", "http://example.com:8080/"),
        ("http://example.com?x=1", "http://example.com:80/?x=1"),
        ("http://8.8.8.8/a", "http://8.8.8.8:80/a"),
        ("http://[2606:4700::1111]:81/", "http://[2606:4700::1111]:81/"),
        ("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example:80/"),
        ("http://my_host-1/", "http://my_host-1:80/"),
        ("http://1.2.3.4.example.com/", "http://1.2.3.4.example.com:80/"),
        ("http://0x7f.example/", "http://0x7f.example:80/"),
        ("https://example.com/a/../b//c;d@e:f%20", "https://example.com:443/a/../b//c;d@e:f%20"),
    ])
    func `is taken apart and put together`(text: String, canonical: String) throws {
        #expect(try WebhookURL(text).description == canonical)
    }

    @Test(arguments: [
        "", "example.com", "//example.com", "ftp://example.com", "file:///etc/passwd",
        "unix:///run/x", "http+unix://x/", "http:/example.com", "http:example.com", "http://",
        "http:///path", "http://:80/", "http://user@example.com", "http://user:pass@example.com/",
        "http://example.com:80@10.0.0.1/", "http://example.com#@10.0.0.1/", "http://example.com/#a",
        "http://example.com\\@10.0.0.1/", "http://exa mple.com/", "http://example.com/a b",
        "http://example.com/\r\nHost: x", "http://example.com/\u{0}", "http://exämple.com/",
        "http://example.com:0/", "http://example.com:65536/", "http://example.com:-1/",
        "http://example.com:/", "http://example.com:8a/", "http://example.com:080080/",
        "http://[::1", "http://[::1]x/", "http://[]/", "http://[1.2.3.4]/",
        "http://[fe80::1%25eth0]/",
        "http://[v1.a]/", "http://a..b/", "http://.a/", "http://a!b/", "http://a,b/",
        "http://①.com/",
        "http://example.com/{x}", "http://example.com/<x>", " http://example.com/",
        "http://example.com/ ", "http://\(String(repeating: "a", count: 64)).com/",
        "http://\(String(repeating: "a.", count: 127))com/", "javascript:alert(1)",
        "http://１２７.0.0.1/",
    ])
    func `is nothing else`(text: String) {
        #expect(throws: WebhookURL.Failure.self) { try WebhookURL(text) }
    }

    /// Addresses as some programs read them and others don't.
    @Test(arguments: [
        "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7F000001/",
        "http://127.1/", "http://127.0.1/", "http://0177.0.0.1/", "http://0x7f.0.0.1/",
        "http://127.0.0.0x1/", "http://127.0.0.01/", "http://00000127.0.0.1/", "http://0/",
        "http://0x/", "http://1.1.1.256/", "http://1.2.3.4.5/", "http://4294967296/",
        "http://127.0.0.1./", "http://example.com./", "http://localhost./",
        "http://%31%32%37.0.0.1/",
        "http://127.0.0.1%2f/", "http://127%2e0%2e0%2e1/", "http://0xA9FEA9FE/",
        "http://169.254.43518/", "http://0251.0376.0251.0376/", "http://a.0/", "http://1e3.1/",
        "http://fe80%25eth0/",
    ])
    func `doesn't hide an address`(text: String) {
        #expect {
            try WebhookURL(text)
        } throws: { error in
            guard case .some(.disguised) = error as? WebhookURL.Failure else { return false }
            return true
        }
    }
}
