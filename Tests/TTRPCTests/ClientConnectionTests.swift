import TTRPC
import Testing

@Suite struct `A client connection` {
    private static let request = RequestEnvelope(
        service: EchoService.name, method: "Echo", payload: hex("0a02\"hi\""))

    @Test func `writes the bytes of a real exchange`() throws {
        var client = ClientConnectionStateMachine()
        #expect(try client.open(.unary, Self.request) == 1)
        #expect(
            client.takeOutput()
                == hex("00000020 00000001 01 00 | 0a12\"study.echo.v1.Echo\" 1204\"Echo\"")
                + hex("1a04 0a02\"hi\""))
        let count = RequestEnvelope(service: EchoService.name, method: "Count", payload: [8, 2])
        #expect(try client.open(.serverStream, count) == 3)
        #expect(client.takeOutput().prefix(10) == hex("0000001f 00000003 01 01")[...])
    }

    @Test func `finds the call an answer belongs to, in any order`() throws {
        var client = ClientConnectionStateMachine()
        for _ in 0..<3 { _ = try client.open(.unary, Self.request) }
        let results = read(
            hex("00000000 00000005 02 00 | 00000006 00000001 02 00 1204 0a02\"hi\"")
                + hex("0000001a 00000003 02 00 | 0a18 0805 1214\"asked to fail with 5\""),
            by: &client)
        #expect(
            results == [
                .message(streamID: 5, []), .message(streamID: 1, hex("0a02\"hi\"")[...]),
                .failure(streamID: 3, RPCError(.notFound, "asked to fail with 5")),
            ])
        #expect(client.callCount == 0)
    }

    @Test func `reads a stream to its end`() throws {
        var client = ClientConnectionStateMachine(firstStreamID: 5)
        _ = try client.open(.serverStream, Self.request)
        let results = read(
            hex("00000000 00000005 03 00 | 00000002 00000005 03 00 0801")
                + hex("00000000 00000005 03 05"),
            by: &client)
        #expect(
            results == [
                .message(streamID: 5, []), .message(streamID: 5, [8, 1]), .end(streamID: 5),
            ])
    }

    @Test func `reads a stream that ends with a refusal, a reply, or its last message`() throws {
        let ends: [(String, [ClientConnectionStateMachine.Result])] = [
            (
                "00000004 00000001 02 00 0a02 0808",
                [.failure(streamID: 1, RPCError(.resourceExhausted, ""))]
            ),
            ("00000003 00000001 02 00 1201 07", [.message(streamID: 1, [7]), .end(streamID: 1)]),
            ("00000001 00000001 03 01 07", [.message(streamID: 1, [7]), .end(streamID: 1)]),
        ]
        for (bytes, expected) in ends {
            var client = ClientConnectionStateMachine()
            _ = try client.open(.serverStream, Self.request)
            #expect(read(hex(bytes), by: &client) == expected)
            #expect(client.callCount == 0)
        }
    }

    @Test func `talks both ways and closes its side`() throws {
        var client = ClientConnectionStateMachine()
        let streamID = try client.open(
            .bidirectional, RequestEnvelope(service: EchoService.name, method: "Chat"))
        try client.send([1], on: streamID)
        client.finishSending(on: streamID)
        #expect(throws: RPCError.self) { try client.send([2], on: streamID) }
        let frames = try decodeFrames(client.takeOutput())
        #expect(frames.map(\.flags) == [.remoteOpen, [], .endOfStream])
        let reply = EchoService.data([3], streamID: 1)
        #expect(read(reply, by: &client) == [.message(streamID: 1, [3])])
    }

    @Test func `cancels a stream on the wire and lets its rest fall`() throws {
        var client = ClientConnectionStateMachine()
        let streamID = try client.open(.serverStream, Self.request)
        _ = client.takeOutput()
        client.cancel(streamID)
        client.cancel(streamID)
        #expect(client.takeOutput() == hex("00000000 00000001 03 05"))
        #expect(read(EchoService.data([3], streamID: 1), by: &client).isEmpty)
    }

    @Test func `cancels a unary call by forgetting it`() throws {
        var client = ClientConnectionStateMachine()
        let streamID = try client.open(.unary, Self.request)
        _ = client.takeOutput()
        client.cancel(streamID)
        #expect(client.takeOutput().isEmpty)
        #expect(read(hex("00000000 00000001 02 00"), by: &client).isEmpty)
    }

    @Test func `fails every call when the connection is lost, and all later ones`() throws {
        var client = ClientConnectionStateMachine()
        _ = try client.open(.unary, Self.request)
        _ = try client.open(.serverStream, Self.request)
        #expect(client.fail(RPCError(.unavailable, "gone")) == [1, 3])
        #expect(throws: RPCError(.unavailable, "gone")) {
            try client.open(.unary, Self.request)
        }
    }

    @Test func `asks to reconnect when its ids are used up`() throws {
        var client = ClientConnectionStateMachine(firstStreamID: .max)
        #expect(try client.open(.unary, Self.request) == .max)
        #expect(throws: RPCError.self) { try client.open(.unary, Self.request) }
        let answer = hex("00000000 ffffffff 02 00")
        #expect(read(answer, by: &client) == [.message(streamID: .max, [])])
    }

    @Test func `ends calls at their deadline`() throws {
        var client = ClientConnectionStateMachine()
        let now = ContinuousClock.now
        _ = try client.open(.unary, Self.request, deadline: now.advanced(by: .seconds(2)))
        _ = try client.open(.serverStream, Self.request, deadline: now.advanced(by: .seconds(1)))
        _ = try client.open(.unary, Self.request)
        _ = client.takeOutput()
        #expect(client.nextExpiry == now.advanced(by: .seconds(1)))
        #expect(client.expire(at: now).isEmpty)
        #expect(client.expire(at: now.advanced(by: .seconds(1))) == [3])
        #expect(client.takeOutput() == hex("00000000 00000003 03 05"))
        #expect(client.expire(at: now.advanced(by: .seconds(9))) == [1])
        #expect(client.nextExpiry == nil)
        #expect(client.callCount == 1)
    }

    @Test func `refuses what it can't send or hold`() throws {
        var limits = ClientLimits()
        limits.callsMax = 1
        var client = ClientConnectionStateMachine(limits: limits)
        let large = RequestEnvelope(
            service: "s", method: "m", payload: [UInt8](repeating: 0, count: FrameHeader.lengthMax))
        #expect(throws: RPCError.self) { try client.open(.unary, large) }
        #expect(client.outputByteCount == 0)
        _ = try client.open(.unary, Self.request)
        #expect(throws: RPCError.self) { try client.open(.unary, Self.request) }
    }

    @Test func `fails only the call whose answer is too large or unreadable`() throws {
        var client = ClientConnectionStateMachine()
        for _ in 0..<3 { _ = try client.open(.unary, Self.request) }
        let oversized = FrameHeader(length: 5_000_000, streamID: 1, type: .response).bytes
        let results = read(
            oversized + [UInt8](repeating: 0, count: 5_000_000)
                + hex("00000001 00000003 02 00 ff") + hex("00000000 00000005 03 00"),
            by: &client)
        let codes = results.map { result -> StatusCode? in
            if case .failure(_, let error) = result { error.code } else { nil }
        }
        #expect(codes == [.resourceExhausted, .internalError, .internalError])
    }

    private func read(
        _ bytes: [UInt8], by client: inout ClientConnectionStateMachine
    ) -> [ClientConnectionStateMachine.Result] {
        client.receive(bytes)
        var results: [ClientConnectionStateMachine.Result] = []
        while let result = client.nextResult() { results.append(result) }
        return results
    }
}
