import ReceiverSupport
import Testing
import Webhooks

/// What a receiver does, and what may come of it.
struct Misbehaviour: Sendable, CustomTestStringConvertible {
    let name: String
    /// The status that counts; nil where there is none.
    let status: Int?
    let answer: Receiver.Answer
    /// Whether only the limit of time ends it.
    private(set) var isSlow = false

    init(_ name: String, status: Int? = nil, _ answer: @escaping Receiver.Answer) {
        self.name = name
        self.status = status
        self.answer = answer
    }

    /// Sends bytes and closes the connection.
    init(_ name: String, status: Int? = nil, sends text: String) {
        self.init(name, status: status) { _, exchange in
            try await exchange.send(text)
            exchange.close()
        }
    }

    var testDescription: String { name }
}

extension Misbehaviour {
    private static let endless = String(repeating: "x", count: 1 << 16)

    static let all: [Misbehaviour] = redirects + (slow + large).map(\.slow) + broken + odd

    private var slow: Misbehaviour {
        var slow = self
        slow.isSlow = true
        return slow
    }

    private static let redirects = [300, 301, 302, 303, 304, 305, 307, 308].map { status in
        Misbehaviour("redirects by \(status)", status: status) { request, exchange in
            try await exchange.answer(
                status, headers: ["Location: http://\(request.headers["host"] ?? "")/elsewhere"])
        }
    }

    private static let slow = [
        Misbehaviour("says nothing") { _, exchange in try await exchange.waitForClose() },
        Misbehaviour("says half a status line") { _, exchange in
            try await exchange.send("HTTP/1.1 20")
            try await exchange.waitForClose()
        },
        Misbehaviour("ends no header") { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\nX: y\r\n")
            try await exchange.waitForClose()
        },
        Misbehaviour("drips a status line") { _, exchange in
            try await exchange.send("HTTP/1.1 200 ")
            try await exchange.drip("O")
        },
        Misbehaviour("drips a header") { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\nX: ")
            try await exchange.drip("y")
        },
        Misbehaviour("drips headers") { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\n")
            try await exchange.drip("X: y\r\n")
        },
        Misbehaviour("drips a body", status: 200) { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n")
            try await exchange.drip("y")
        },
        Misbehaviour("drips chunks", status: 200) { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await exchange.drip("1\r\ny\r\n")
        },
        Misbehaviour("owes a body", status: 200) { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
            try await exchange.waitForClose()
        },
        Misbehaviour("says 100 for ever") { _, exchange in
            try await exchange.drip("HTTP/1.1 100 Continue\r\n\r\n")
        },
        Misbehaviour("says 103 for ever") { _, exchange in
            try await exchange.drip("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n")
        },
        Misbehaviour("drips blank lines") { _, exchange in try await exchange.drip("\r\n") },
    ]

    private static let large = [
        Misbehaviour("sends an endless body", status: 200) { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\n\r\n")
            try await exchange.drip(endless, every: .zero)
        },
        Misbehaviour("sends endless chunks", status: 200) { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await exchange.drip("10000\r\n\(endless)\r\n", every: .zero)
        },
        Misbehaviour("promises a body of many exabytes", status: 500) { _, exchange in
            try await exchange.send(
                "HTTP/1.1 500 X\r\nContent-Length: 9223372036854775807\r\n\r\n")
            try await exchange.drip(endless, every: .zero)
        },
        Misbehaviour("sends an endless header") { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\nX: ")
            try await exchange.drip(endless, every: .zero)
        },
        Misbehaviour("sends endless headers") { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\n")
            try await exchange.drip(
                String(repeating: "X: y\r\n", count: 1000), every: .zero)
        },
        Misbehaviour("sends an endless status line") { _, exchange in
            try await exchange.send("HTTP/1.1 200 ")
            try await exchange.drip(endless, every: .zero)
        },
        Misbehaviour("sends a gzip that isn't asked for", status: 200) { _, exchange in
            try await exchange.answer(
                200, headers: ["Content-Encoding: gzip"],
                body: String(repeating: "\u{1F}", count: 1000))
        },
        Misbehaviour("sends endless trailers", status: 200) { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
            try await exchange.drip(String(repeating: "X: y\r\n", count: 1000), every: .zero)
        },
    ]

    private static let broken = [
        Misbehaviour("closes at once") { _, exchange in exchange.close() },
        Misbehaviour("resets at once") { _, exchange in try await exchange.reset() },
        Misbehaviour("resets within the header") { _, exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\n")
            try await exchange.reset()
        },
        Misbehaviour("closes within the header", sends: "HTTP/1.1 200 OK\r\nX: y\r\n"),
        Misbehaviour(
            "closes within the body", status: 200,
            sends: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab"),
        Misbehaviour(
            "closes within a chunk", status: 200,
            sends: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nab"),
        Misbehaviour(
            "has a chunk of no number", status: 200,
            sends: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n"),
        Misbehaviour(
            "has a chunk of too large a number", status: 200,
            sends: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "ffffffffffffffffff\r\nab\r\n"),
        Misbehaviour("speaks another protocol", sends: "SSH-2.0-OpenSSH_9.6\r\n"),
        Misbehaviour("speaks TLS", sends: "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}\u{28}"),
        Misbehaviour("speaks HTTP/2", sends: "\u{0}\u{0}\u{0}\u{4}\u{0}\u{0}\u{0}\u{0}\u{0}"),
        Misbehaviour("speaks HTTP/9", sends: "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"),
        Misbehaviour("has a status of letters", sends: "HTTP/1.1 abc OK\r\n\r\n"),
        Misbehaviour(
            "has a negative length", sends: "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"),
        Misbehaviour(
            "has two lengths",
            sends: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        Misbehaviour("has a NUL in a header", sends: "HTTP/1.1 200 OK\r\nX: a\u{0}b\r\n\r\n"),
        Misbehaviour("has a header without a name", sends: "HTTP/1.1 200 OK\r\n: y\r\n\r\n"),
        Misbehaviour("sends only a NUL", sends: "\u{0}"),
    ]

    private static let odd =
        [200, 201, 202, 206, 299, 400, 401, 403, 404, 410, 413, 429, 500, 502, 503].map { status in
            Misbehaviour("answers \(status)", status: status) { _, exchange in
                try await exchange.answer(status, body: "x")
            }
        } + [
            Misbehaviour("answers 204", status: 204, sends: "HTTP/1.1 204 None\r\n\r\n"),
            Misbehaviour(
                "answers 205 with a body", status: 205,
                sends: "HTTP/1.1 205 Reset\r\nContent-Length: 1\r\n\r\nx"),
            Misbehaviour(
                "answers 100 first", status: 200,
                sends: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            Misbehaviour(
                "answers twice", status: 200,
                sends: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                    + "HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n"),
            Misbehaviour("answers by HTTP/1.0", status: 200, sends: "HTTP/1.0 200 OK\r\n\r\nx"),
            Misbehaviour(
                "wants a login", status: 401,
                sends: "HTTP/1.1 401 X\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"),
            Misbehaviour(
                "wants a proxy", status: 407,
                sends: "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"),
        ]
}

@Suite struct `A hostile receiver` {
    @Test(arguments: Misbehaviour.all)
    func `costs one attempt, of bounded time`(_ misbehaviour: Misbehaviour) async throws {
        let receiver = try await Receiver(answer: misbehaviour.answer)
        // Whoever answers well has all the time that a busy machine may need.
        let patience: Duration = misbehaviour.isSlow ? .seconds(5) : .seconds(60)
        let fixture = try PosterFixture {
            $0.timeLimit = patience
            $0.connectLimit = .seconds(60)
        }
        let answer = try await fixture.post("http://127.0.0.1:\(receiver.port)/")
        #expect(answer.status == misbehaviour.status)
        #expect(
            answer.problem.isEmpty == misbehaviour.status.map { (200..<300).contains($0) } ?? false)
        #expect(answer.problem.utf8.count <= 256)
        // It was asked once, whatever it answered, and the next one finds an open ear.
        #expect(receiver.requests.count == 1)
        let honest = try await Receiver { _, exchange in try await exchange.answer(200) }
        #expect(try await fixture.post("http://127.0.0.1:\(honest.port)/").status == 200)
        await fixture.poster.shutDown()
        await receiver.stop()
    }

    @Test func `can be one of a good many`() {
        #expect(Misbehaviour.all.count >= 60)
    }
}
