import ReceiverSupport
import TestSupport
import Testing
import Webhooks

@Suite struct `A post` {
    @Test func `carries the body, its kind, and three headers`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try PosterFixture()
        let answer = try await fixture.post("http://127.0.0.1:\(receiver.port)/hook?a=b")
        #expect(answer == WebhookAnswer(status: 200))
        let request = try #require(receiver.requests.first)
        #expect(request.line == "POST /hook?a=b HTTP/1.1")
        #expect(request.body == #"{"event":"test"}"#)
        #expect(request.headers["host"] == "127.0.0.1:\(receiver.port)")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["webhook-id"] == "evt_1")
        #expect(request.headers["webhook-timestamp"] == "1700000000")
        #expect(request.headers["webhook-signature"]?.hasPrefix("v1,") == true)
        #expect(request.headers["cookie"] == nil)
        #expect(request.headers["accept-encoding"] == nil)
        await fixture.poster.shutDown()
    }

    @Test func `goes over the connection of the one before`() async throws {
        let receiver = try await Receiver { _, exchange in
            try await exchange.answer(200, body: "ok")
        }
        let fixture = try PosterFixture()
        for _ in 0..<3 { _ = try await fixture.post("http://127.0.0.1:\(receiver.port)/") }
        #expect(receiver.requests.count == 3)
        #expect(receiver.connectionCount == 1)
        await fixture.poster.shutDown()
    }

    @Test func `keeps no cookie`() async throws {
        let receiver = try await Receiver { _, exchange in
            try await exchange.answer(200, headers: ["Set-Cookie: a=b"])
        }
        let fixture = try PosterFixture()
        for _ in 0..<2 { _ = try await fixture.post("http://127.0.0.1:\(receiver.port)/") }
        #expect(receiver.requests.allSatisfy { $0.headers["cookie"] == nil })
        await fixture.poster.shutDown()
    }

    @Test func `is answered where nobody listens`() async throws {
        let receiver = try await Receiver { _, _ in }
        let port = receiver.port
        await receiver.stop()
        let fixture = try PosterFixture()
        let answer = try await fixture.post("http://127.0.0.1:\(port)/")
        #expect(answer == WebhookAnswer(problem: "connection refused"))
        await fixture.poster.shutDown()
    }

    @Test func `needs no connection where nothing is lent any more`() async throws {
        let fixture = try PosterFixture()
        await fixture.poster.shutDown()
        #expect(try await fixture.post("http://127.0.0.1:9/").status == nil)
    }
}

@Suite struct `The address of a post` {
    @Test(arguments: [
        "127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0",
        "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00:ec2::254]", "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]", "[::7f00:1]", "224.0.0.1", "255.255.255.255",
    ])
    func `isn't connected to where it is private`(host: String) async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try PosterFixture(allowing: [])
        let answer = try await fixture.post("http://\(host):\(receiver.port)/")
        #expect(answer.status == nil)
        #expect(answer.problem.hasPrefix("address not allowed: "))
        #expect(receiver.connectionCount == 0)
        await fixture.poster.shutDown()
    }

    @Test(arguments: [
        ["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["::1"],
        ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"], ["169.254.169.254"], ["0.0.0.0"],
    ])
    func `isn't connected to where a name leads to a private one`(
        addresses: [String]
    ) async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try PosterFixture(allowing: [], names: ["hooks.example": [addresses]])
        let answer = try await fixture.post("http://hooks.example:\(receiver.port)/")
        #expect(answer.problem.hasPrefix("address not allowed: "))
        #expect(receiver.connectionCount == 0)
        await fixture.poster.shutDown()
    }

    @Test func `is looked up and vetted anew for each post`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try PosterFixture(
            allowing: ["127.0.0.1"],
            names: ["hooks.example": [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.1"]]])
        let url = "http://hooks.example:\(receiver.port)/"
        #expect(try await fixture.post(url).status == 200)
        #expect(try await fixture.post(url).problem == "address not allowed: 127.0.0.2 is loopback")
        #expect(try await fixture.post(url).status == 200)
        #expect(fixture.lookUpCount == 3)
        #expect(receiver.requests.count == 2)
        await fixture.poster.shutDown()
    }

    @Test func `is the one that was vetted, whatever a second look-up would say`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        // No resolver but the test's knows the name, so a connection proves that it was pinned.
        let fixture = try PosterFixture(
            names: ["rebinding.example": [["127.0.0.1"], ["10.0.0.1"]]])
        let answer = try await fixture.post("http://rebinding.example:\(receiver.port)/")
        #expect(answer.status == 200)
        #expect(fixture.lookUpCount == 1)
        let request = try #require(receiver.requests.first)
        #expect(request.headers["host"] == "rebinding.example:\(receiver.port)")
        await fixture.poster.shutDown()
    }

    @Test func `may be the second one where nobody listens on the first`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try PosterFixture(
            names: ["hooks.example": [["127.0.0.3", "127.0.0.1"]]])
        #expect(try await fixture.post("http://hooks.example:\(receiver.port)/").status == 200)
        await fixture.poster.shutDown()
    }

    @Test func `may be unknown`() async throws {
        let fixture = try PosterFixture(names: ["empty.example": [[]]])
        let unknown = try await fixture.post("http://unknown.example/")
        #expect(unknown.problem.hasPrefix("name not found: unknown.example"))
        let empty = try await fixture.post("http://empty.example/")
        #expect(empty.problem == "empty.example has no address")
        await fixture.poster.shutDown()
    }

    @Test func `is found by the machine's own resolver`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        var options = PosterOptions()
        options.policy = AddressPolicy(allowing: [try #require(Allowance("localhost"))])
        let poster = WebhookPoster(options)
        let url = try WebhookURL("http://localhost:\(receiver.port)/")
        #expect(await poster.post(.sample(), to: url).status == 200)
        await poster.shutDown()
    }
}

@Suite struct `A post over TLS` {
    private let folder = TemporaryFolder()

    @Test func `verifies the certificate against the name, not the address`() async throws {
        let certificate = try TestCertificate(for: "hooks.example", in: folder.path)
        let receiver = try await Receiver(certificate: certificate) { _, exchange in
            try await exchange.answer(200)
        }
        let names = ["hooks.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]]
        let fixture = try PosterFixture(names: names) {
            $0.certificateFile = certificate.certificateFile
        }
        let answer = try await fixture.post("https://hooks.example:\(receiver.port)/")
        #expect(answer == WebhookAnswer(status: 200))
        let other = try await fixture.post("https://other.example:\(receiver.port)/")
        #expect(other.problem.hasPrefix("TLS failed: "))
        let literal = try await fixture.post("https://127.0.0.1:\(receiver.port)/")
        #expect(literal.problem.hasPrefix("TLS failed: "))
        #expect(receiver.requests.count == 1)
        await fixture.poster.shutDown()
    }

    @Test func `trusts nobody that signs for itself`() async throws {
        let certificate = try TestCertificate(for: "hooks.example", in: folder.path)
        let receiver = try await Receiver(certificate: certificate) { _, exchange in
            try await exchange.answer(200)
        }
        let fixture = try PosterFixture(names: ["hooks.example": [["127.0.0.1"]]])
        let answer = try await fixture.post("https://hooks.example:\(receiver.port)/")
        #expect(answer.problem.hasPrefix("TLS failed: "))
        #expect(receiver.requests.isEmpty)
        await fixture.poster.shutDown()
    }

    @Test func `doesn't fall back to plain text`() async throws {
        let receiver = try await Receiver { _, exchange in try await exchange.answer(200) }
        let fixture = try PosterFixture()
        let answer = try await fixture.post("https://127.0.0.1:\(receiver.port)/")
        #expect(answer.status == nil)
        #expect(receiver.requests.isEmpty)
        await fixture.poster.shutDown()
    }
}
