import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Frames that break the protocol, against the whole server: an answer on that id or a defined
/// close, and afterwards the connection (or at least the server) lives on.
@Suite struct `A broken frame` {
    private let server: TestServer
    private let peer: SocketPeer

    init() async throws {
        server = try await TestServer()
        peer = try server.peer()
    }

    private func isAlive(_ peer: SocketPeer) throws {
        let call = try peer.begin(
            ("grpc.health.v1.Health", "Check"), GRPCHealthV1.HealthCheckRequest(), on: 0x7FFF_FFFD)
        let reply = try peer.answer(to: call, as: GRPCHealthV1.HealthCheckResponse.self)
        #expect(reply.status == .serving)
    }

    private func refused(_ frame: Frame, _ code: StatusCode) throws {
        try peer.send(frame)
        #expect(try peer.refusal(of: frame.streamID).code == code)
        try isAlive(peer)
    }

    private var health: ArraySlice<UInt8> {
        var bytes: [UInt8] = []
        RequestEnvelope(service: "grpc.health.v1.Health", method: "Check").append(to: &bytes)
        return bytes[...]
    }

    @Test(arguments: [0, 2, 4, 0xFFFF_FFFE] as [UInt32])
    func `with an even stream id is refused`(_ streamID: UInt32) throws {
        try refused(.init(streamID: streamID, type: .request, data: health), .invalidArgument)
    }

    @Test func `on an id that is in use is refused, and the call in use goes on`() async throws {
        let reader = try peer.subscribe()
        try peer.send(.init(streamID: reader.stream.streamID, type: .request, data: health))
        #expect(try peer.refusal(of: reader.stream.streamID).code == .invalidArgument)
        try await server.client().pay("1", to: "@a")
        try reader.read(through: 1)
    }

    @Test func `is none where an id is used again after its end, or they come out of order`() throws
    {
        for streamID in [9, 1, 9, 0xFFFF_FFFF, 3, 1] as [UInt32] {
            try peer.send(.init(streamID: streamID, type: .request, data: health))
            _ = try peer.answer(to: streamID, as: GRPCHealthV1.HealthCheckResponse.self)
        }
    }

    @Test(
        arguments: [
            [0xFF], [0x0A, 0x05, 0x61], [0x0B], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
            [0x0A, 0x02, 0xC3, 0x28], [0x08, 0x01], Array(repeating: 0x80, count: 20),
        ] as [[UInt8]])
    func `whose envelope can't be read is refused`(_ bytes: [UInt8]) throws {
        try refused(.init(streamID: 1, type: .request, data: bytes[...]), .invalidArgument)
    }

    @Test func `of nothing, or for nobody, is UNIMPLEMENTED`() throws {
        try refused(.init(streamID: 1, type: .request), .unimplemented)
        for (service, method) in [
            ("tidemark.v1.BalanceService", "NoSuch"), ("no.Such", "Check"),
            ("/grpc.health.v1.Health", "Check"), ("grpc.health.v1.Health", "check"),
        ] {
            let call = try peer.begin((service, method), V1.GetStatsRequest())
            #expect(try peer.refusal(of: call).code == .unimplemented)
        }
    }

    @Test(arguments: [0, 1, 4, 5, 7, 0xF0] as [UInt8])
    func `of data without a stream is refused`(_ flags: UInt8) throws {
        let frame = Frame(streamID: 5, type: .data, flags: .init(rawValue: flags), data: [1, 2])
        try refused(frame, .invalidArgument)
    }

    @Test func `of a type or with flags that nobody knows is passed over`() throws {
        for type in [0, 2, 4, 255] as [UInt8] {
            try peer.send(.init(streamID: 1, type: .init(rawValue: type), data: [1, 2, 3]))
        }
        try peer.send(
            .init(streamID: 1, type: .request, flags: .init(rawValue: 0xF8), data: health))
        _ = try peer.answer(to: 1, as: GRPCHealthV1.HealthCheckResponse.self)
        try isAlive(peer)
    }

    @Test func `above 4 MiB is passed over and refused, exactly 4 MiB is read`() throws {
        let most = [UInt8](repeating: 0, count: 4 << 20)
        try refused(.init(streamID: 1, type: .request, data: most[...]), .invalidArgument)
        var header: [UInt8] = []
        FrameHeader(length: 4 << 20 | 1, streamID: 3, type: .request).append(to: &header)
        try peer.send(header + most + [0])
        #expect(try peer.refusal(of: 3).code == .resourceExhausted)
        try isAlive(peer)
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}", "hello\n",
    ])
    func `that is another protocol's closes the connection at once`(_ text: String) async throws {
        try peer.send(Array(text.utf8))
        #expect(try peer.receive() == nil)
        try isAlive(try server.peer())
    }

    @Test func `that comes byte by byte is a frame like others`() throws {
        for byte in Frame(streamID: 1, type: .request, data: health).bytes {
            try peer.send([byte])
        }
        _ = try peer.answer(to: 1, as: GRPCHealthV1.HealthCheckResponse.self)
    }

    @Test func `that never comes to its end costs the others nothing`() throws {
        let halves = try (0..<100).map { _ in try server.peer() }
        for half in halves { try half.send([0, 0, 0, 9, 0, 0, 0]) }
        try isAlive(peer)
    }

    @Test func `before half a close is answered, then the server closes`() throws {
        try peer.send(.init(streamID: 1, type: .request, data: health))
        peer.finishSending()
        _ = try peer.answer(to: 1, as: GRPCHealthV1.HealthCheckResponse.self)
        #expect(try peer.receive() == nil)
    }

    @Test func `of data on a unary call is refused while the call goes on`() throws {
        let call = try peer.begin(
            ("tidemark.v1.TransactionService", "CreateTransaction"),
            V1.CreateTransactionRequest.payment("1", to: "@a"))
        try peer.send(.init(streamID: call, type: .data, data: [1]))
        var codes: [StatusCode] = []
        for _ in 0..<2 {
            switch try ResponseEnvelope(decoding: peer.receive(on: call).data) {
            case .success: codes.append(.ok)
            case .failure(let error): codes.append(error.code)
            }
        }
        #expect(Set(codes) == [.ok, .invalidArgument])
        try isAlive(peer)
    }
}
