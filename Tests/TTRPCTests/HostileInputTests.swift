import TTRPC
import TestSupport
import Testing

@Suite struct `Hostile input` {
    private static let request = EchoService.request(
        "Echo", streamID: 1, payload: hex("0a02\"hi\""))

    @Test(arguments: 0..<(FrameHeader.byteCount * 8))
    func `with one bit of the header flipped never hurts the next frame`(bit: Int) {
        var bytes = Self.request
        bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        var server = ServerHarness()
        _ = server.feed(bytes)
        _ = server.feed(EchoService.request("Echo", streamID: 9))
        #expect(server.machine.outputByteCount < 1000)
    }

    @Test func `of every type and many flags is answered or read over`() throws {
        for type in UInt8.min...UInt8.max {
            for flags: UInt8 in [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x10, 0x80, 0xff] {
                var server = ServerHarness()
                let frame = Frame(
                    streamID: 1, type: FrameType(rawValue: type),
                    flags: FrameFlags(rawValue: flags), data: Self.request.dropFirst(10))
                _ = server.feed(frame.bytes)
                #expect(try server.frames().count <= 1)
            }
        }
    }

    @Test(arguments: [0, 1, 0x3f_ffff, 0x40_0000, 0x40_0001, 0xff_ffff, 0x100_0000, 0xffff_ffff])
    func `that claims a length and sends little costs little`(length: UInt32) {
        var server = ServerHarness()
        _ = server.feed(FrameHeader(length: length, streamID: 1, type: .request).bytes)
        _ = server.feed([1, 2, 3])
        #expect(server.machine.outputByteCount < 1000)
    }

    @Test(arguments: SeededGenerator.seeds(40))
    func `at random is survived`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var server = ServerHarness()
        var open: [CallHead] = []
        for _ in 0..<200 {
            let bytes = randomBytes(using: &random)
            for action in server.feed(bytes) {
                if let head = action.startedCall { open.append(head) }
            }
            if let head = open.randomElement(using: &random) {
                server.say(randomAnswer(using: &random), from: head)
            }
            #expect(try server.frames().count < 1000)
        }
    }

    /// Mostly frames that look right, with small ids so that they meet; sometimes pieces of one;
    /// sometimes noise behind a zero byte, since anything else is foreign at once.
    private func randomBytes(using random: inout SeededGenerator) -> [UInt8] {
        let streamID = UInt32.random(in: 0...9, using: &random)
        let flags = FrameFlags(rawValue: .random(in: 0...7, using: &random))
        let noise = (0..<Int.random(in: 0...40, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random)
        }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<7:
            let method = ["Echo", "Count", "Chat", "None"].randomElement(using: &random) ?? "Echo"
            return EchoService.request(method, streamID: streamID, flags: flags, payload: noise)
        case 7..<14:
            return EchoService.data(noise, streamID: streamID, flags: flags)
        case 14..<17:
            let type = FrameType(rawValue: .random(in: 0...4, using: &random))
            return Frame(streamID: streamID, type: type, flags: flags, data: noise[...]).bytes
        case 17:
            let length = UInt32.random(in: 0...0x41_0000, using: &random)
            return FrameHeader(length: length, streamID: streamID, type: .data).bytes
                + [UInt8](repeating: 0, count: Int(length))
        default:
            return [0, 0, 0] + noise
        }
    }

    private func randomAnswer(using random: inout SeededGenerator) -> CallOutput.Content {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .reply([1])
        case 1: .failure(RPCError(.aborted, "random"))
        case 2: .message([2])
        case 3: .end
        default: .consumed(byteCount: 0)
        }
    }

    @Test(arguments: SeededGenerator.seeds(20))
    func `to a client is survived`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var client = ClientConnectionStateMachine()
        for _ in 0..<100 {
            let request = RequestEnvelope(service: "s", method: "m")
            let kinds: [CallKind] = [.unary, .serverStream, .bidirectional]
            _ = try client.open(kinds.randomElement(using: &random) ?? .unary, request)
            client.receive(randomBytes(using: &random))
            var results = 0
            while client.nextResult() != nil { results += 1 }
            #expect(results < 100)
            _ = client.takeOutput()
        }
    }
}
