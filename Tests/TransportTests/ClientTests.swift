import TTRPC
import Testing
import Transport

@Suite struct `A client` {
    @Test(arguments: ["unix", "tcp"])
    func `gets the answers of unary calls`(family: String) async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(
                to: family == "unix" ? server.unix : server.tcp)
            #expect(try await client.unary("Echo", [1, 2]) == [1, 2])
            #expect(try await client.unary("Echo") == [])
            await #expect(throws: RPCError(.aborted, "asked")) { try await client.unary("Fail") }
            let error = await #expect(throws: RPCError.self) { try await client.unary("None") }
            #expect(error?.code == .unimplemented)
            await client.close()
        }
    }

    @Test func `makes ten thousand calls at once`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<10_000 {
                    let payload = [UInt8(number & 0xff), UInt8(number >> 8)]
                    group.addTask {
                        let answer = try await client.unary("Later", payload)
                        #expect(answer == payload[...])
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `sends and gets the largest frames, and refuses larger requests`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.tcp)
            let large = [UInt8](repeating: 5, count: FrameHeader.lengthMax - 100)
            #expect(try await client.unary("Echo", large) == large[...])
            let error = await #expect(throws: RPCError.self) {
                try await client.unary("Echo", large + large)
            }
            #expect(error?.code == .resourceExhausted)
            #expect(try await client.unary("Echo", [1]) == [1])
        }
    }

    @Test func `stops waiting at its deadline`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            let deadline = ContinuousClock.now.advanced(by: .milliseconds(20))
            let error = await #expect(throws: RPCError.self) {
                try await client.unary(envelope("Hold"), deadline: deadline)
            }
            #expect(error?.code == .deadlineExceeded)
            await server.calls.unary.next().reply([])
            #expect(try await client.unary("Echo", [1]) == [1])
        }
    }

    @Test func `stops waiting when its task is cancelled`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            let waiting = Task { try await client.unary("Hold") }
            let call = await server.calls.unary.next()
            waiting.cancel()
            let error = await #expect(throws: RPCError.self) { try await waiting.value }
            #expect(error?.code == .cancelled)
            call.reply([9])
            #expect(try await client.unary("Echo", [1]) == [1])
        }
    }

    @Test func `hears at once that the server has gone`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            let stream = try client.stream("Watch")
            let watch = await server.calls.streams.next()
            let answer = Task { try await client.unary("Hold") }
            let call = await server.calls.unary.next()
            try await server.listener.shutdown(patience: .zero)
            let lost = await #expect(throws: RPCError.self) { try await answer.value }
            #expect(lost?.code == .unavailable)
            let error = await #expect(throws: RPCError.self) { try await stream.next() }
            #expect(error?.code == .unavailable)
            let later = await #expect(throws: RPCError.self) { try await client.unary("Echo") }
            #expect(later?.code == .unavailable)
            call.reply([])
            #expect(!watch.send([]))
        }
    }

    @Test func `says why it can't connect`() async throws {
        try await withTemporaryFolder { folder in
            try leaveStaleSocket(at: folder + "/stale")
            let cases: [(Endpoint, String)] = [
                (.unix(path: folder + "/none"), "no such socket"),
                (.unix(path: folder + "/stale"), "nobody is listening"),
                (.tcp(host: "127.0.0.1", port: 1), "nobody is listening"),
            ]
            for (endpoint, reason) in cases {
                let error = await #expect(throws: RPCError.self) {
                    try await ClientConnection.connect(to: endpoint)
                }
                #expect(error?.code == .unavailable)
                #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
                #expect(error?.message.contains(endpoint.description) == true)
            }
        }
    }
}

/// The Request of a method of the test's service.
func envelope(_ method: String, _ payload: [UInt8] = []) -> RequestEnvelope {
    RequestEnvelope(service: EchoServer.service, method: method, payload: payload)
}

extension ClientConnection {
    func unary(
        _ method: String, _ payload: [UInt8] = []
    ) async throws(RPCError) -> ArraySlice<UInt8> {
        try await unary(envelope(method, payload), deadline: nil)
    }

    func stream(
        _ method: String, _ payload: [UInt8] = [], kind: CallKind = .serverStream
    ) throws(RPCError) -> ClientStream {
        try stream(kind, envelope(method, payload), deadline: nil)
    }
}
