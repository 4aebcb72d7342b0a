import Testing
import Transport

@Suite struct `An endpoint` {
    @Test(arguments: [
        ("unix:///run/tidemark.sock", Endpoint.unix(path: "/run/tidemark.sock")),
        ("unix:/run/tidemark.sock", .unix(path: "/run/tidemark.sock")),
        ("unix:data/tidemark.sock", .unix(path: "data/tidemark.sock")),
        ("tcp://127.0.0.1:7411", .tcp(host: "127.0.0.1", port: 7411)),
        ("tcp://[::1]:0", .tcp(host: "::1", port: 0)),
        ("tcp://localhost:65535", .tcp(host: "localhost", port: 65_535)),
    ])
    func `is read and written`(text: String, endpoint: Endpoint) throws {
        #expect(try Endpoint(text) == endpoint)
        #expect(try Endpoint(endpoint.description) == endpoint)
    }

    @Test(arguments: [
        ("", "begin it with"), ("/run/x.sock", "begin it with"), ("http://x:80", "begin it with"),
        ("unix:", "path is missing"), ("unix://run/x", "absolute path"), ("unix:a\0b", "zero byte"),
        ("tcp://127.0.0.1", "port is missing"), ("tcp://[::1]", "port is missing"),
        ("tcp://:80", "host is missing"), ("tcp://x:", "port is a number"),
        ("tcp://x:80/a", "port is a number"), ("tcp://x:65536", "port is a number"),
        ("tcp://x:-1", "port is a number"), ("tcp://x:+1", "port is a number"),
        ("tcp://::1:80", "in brackets"), ("tcp://a b:80", "name or an address"),
        ("tcp://u@x:80", "name or an address"),
    ])
    func `that isn't one is refused with a reason`(text: String, reason: String) {
        let error = #expect(throws: EndpointError.self) { try Endpoint(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test func `may have a path as long as the kernel takes, and no longer`() throws {
        let longest = "/" + String(repeating: "x", count: Endpoint.pathByteCountMax - 1)
        #expect(try Endpoint("unix://" + longest) == .unix(path: longest))
        #expect(throws: EndpointError.self) { try Endpoint("unix://" + longest + "x") }
    }
}
