import TTRPC
import Testing

/// The server rules of PROTOCOL.md, one test each.
@Suite struct `A server connection` {
    @Test func `plays a real exchange byte for byte`() throws {
        var server = ServerHarness()
        let hi = hex(
            "00000020 00000001 01 00 | 0a12\"study.echo.v1.Echo\" 1204\"Echo\" 1a04 0a02\"hi\"")
        let echo = try #require(server.feed(hi).first?.startedCall)
        #expect(echo.payload.elementsEqual(hex("0a02\"hi\"")))
        server.say(.reply(hex("0a02\"hi\"")), from: echo)
        #expect(server.machine.takeOutput() == hex("00000006 00000001 02 00 | 1204 0a02\"hi\""))

        let late = try server.start("Echo", streamID: 1)
        server.say(.answer { .success(hex("0a02\"hi\"")) }, from: late)
        #expect(server.machine.takeOutput() == hex("00000006 00000001 02 00 | 1204 0a02\"hi\""))

        let failing = try server.start("Echo", streamID: 3)
        server.say(.failure(RPCError(.notFound, "asked to fail with 5")), from: failing)
        #expect(
            server.machine.takeOutput()
                == hex("0000001a 00000003 02 00 | 0a18 0805 1214\"asked to fail with 5\""))

        let two = hex(
            "0000001f 00000005 01 01 | 0a12\"study.echo.v1.Echo\" 1205\"Count\" 1a02 0802")
        let count = try #require(server.feed(two).first?.startedCall)
        server.say(.message([]), from: count)
        server.say(.message([8, 1]), from: count)
        server.say(.end, from: count)
        #expect(
            server.machine.takeOutput()
                == hex("00000000 00000005 03 00 | 00000002 00000005 03 00 0801")
                + hex("00000000 00000005 03 05"))
    }

    // Rule 1

    @Test func `accepts odd ids in any order, and again once a call has ended`() throws {
        var server = ServerHarness()
        for streamID: UInt32 in [7, 1, 0xffff_ffff, 3, 7, 1] {
            let call = try server.start("Echo", streamID: streamID)
            server.say(.reply([]), from: call)
        }
        #expect(try server.frames().map(\.streamID) == [7, 1, 0xffff_ffff, 3, 7, 1])
    }

    @Test(arguments: [0, 2, 0xffff_fffe] as [UInt32])
    func `refuses an even id`(streamID: UInt32) throws {
        var server = ServerHarness()
        #expect(server.feed(EchoService.request("Echo", streamID: streamID)).isEmpty)
        #expect(try server.refusal() == Refusal(streamID: streamID, code: .invalidArgument))
    }

    @Test func `refuses an id in use, and still answers its call`() throws {
        var server = ServerHarness()
        let call = try server.start("Echo", streamID: 1)
        #expect(server.feed(EchoService.request("Echo", streamID: 1)).isEmpty)
        #expect(try server.refusal() == Refusal(streamID: 1, code: .invalidArgument))
        server.say(.reply([1]), from: call)
        #expect(try server.frames().count == 1)
    }

    @Test func `keeps a late word from an ended call out of the next with its id`() throws {
        var server = ServerHarness()
        let old = try server.start("Count", streamID: 1)
        server.say(.end, from: old)
        _ = try server.start("Count", streamID: 1)
        _ = try server.frames()
        server.say(.message([9]), from: old)
        #expect(try server.frames().isEmpty)
    }

    // Rule 2

    @Test(arguments: [0, 1, 2, 6, 0xf8, 0xff] as [UInt8], ["Echo", "Count", "Chat"])
    func `goes by the kind of the method, whatever the flags`(flags: UInt8, method: String) throws {
        var server = ServerHarness()
        let head = try server.start(method, streamID: 1, flags: FrameFlags(rawValue: flags))
        #expect(head.route.method == method)
        #expect(try server.frames().isEmpty)
    }

    @Test(arguments: [
        ("study.echo.v1.Echo", "Nothing"), ("study.echo.v1.Other", "Echo"), ("", ""),
    ])
    func `says that a method is unknown`(service: String, method: String) throws {
        var server = ServerHarness()
        var data: [UInt8] = []
        RequestEnvelope(service: service, method: method).append(to: &data)
        #expect(server.feed(Frame(streamID: 3, type: .request, data: data[...]).bytes).isEmpty)
        #expect(try server.refusal() == Refusal(streamID: 3, code: .unimplemented))
    }

    @Test(arguments: ["ff", "0a02 c328", "0a50"])
    func `refuses an envelope that can't be read`(data: String) throws {
        var server = ServerHarness()
        _ = server.feed(Frame(streamID: 3, type: .request, data: hex(data)[...]).bytes)
        #expect(try server.refusal() == Refusal(streamID: 3, code: .invalidArgument))
        _ = try server.start("Echo", streamID: 3)
    }

    // Rule 3

    @Test func `refuses an oversized request and lives on`() throws {
        var server = ServerHarness()
        let length = UInt32(FrameHeader.lengthMax + 1)
        let header = FrameHeader(length: length, streamID: 5, type: .request)
        #expect(server.feed(header.bytes).isEmpty)
        #expect(try server.refusal() == Refusal(streamID: 5, code: .resourceExhausted))
        _ = server.feed([UInt8](repeating: 1, count: Int(length)))
        _ = try server.start("Echo", streamID: 7)
    }

    @Test func `ends a stream that is sent an oversized message`() throws {
        var server = ServerHarness()
        _ = try server.start("Chat", streamID: 5, flags: .remoteOpen)
        let header = FrameHeader(length: 5_000_000, streamID: 5, type: .data)
        #expect(server.feed(header.bytes).map(\.summary) == ["cancel 5 cancelled"])
        #expect(try server.refusal() == Refusal(streamID: 5, code: .resourceExhausted))
    }

    @Test func `closes on a peer that speaks HTTP`() {
        var server = ServerHarness()
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        #expect(server.feed(preface).map(\.summary) == ["close 80"])
        #expect(server.feed(EchoService.request("Echo", streamID: 1)).isEmpty)
        #expect(server.machine.outputByteCount == 0)
    }

    // Rule 4

    @Test func `refuses data on an unknown stream, a finished one and a unary call`() throws {
        var server = ServerHarness()
        let count = try server.start("Count", streamID: 3)
        server.say(.end, from: count)
        _ = try server.start("Echo", streamID: 5)
        _ = try server.frames()
        for streamID: UInt32 in [0, 1, 2, 3, 5] {
            #expect(server.feed(EchoService.data([1], streamID: streamID)).isEmpty)
            #expect(try server.refusal() == Refusal(streamID: streamID, code: .invalidArgument))
        }
    }

    @Test func `refuses data after the client's end of a stream`() throws {
        var server = ServerHarness()
        _ = try server.start("Chat", streamID: 3, flags: .remoteOpen)
        #expect(server.feed(EchoService.end(streamID: 3)).map(\.summary) == ["deliver 3 - last"])
        let late = EchoService.data([1], streamID: 3)
        #expect(server.feed(late).map(\.summary) == ["cancel 3 cancelled"])
        #expect(try server.refusal() == Refusal(streamID: 3, code: .invalidArgument))
    }

    @Test(arguments: [0, 2, 4, 5, 0x7f, 0xff] as [UInt8])
    func `reads over frames that aren't for it`(type: UInt8) throws {
        var server = ServerHarness()
        let frame = Frame(streamID: 1, type: FrameType(rawValue: type), data: [1, 2, 3])
        #expect(server.feed(frame.bytes).isEmpty)
        #expect(server.machine.outputByteCount == 0)
        _ = try server.start("Echo", streamID: 1)
    }

    // Streams

    @Test func `takes the client's close of a server stream as cancel`() throws {
        var server = ServerHarness()
        let count = try server.start("Count", streamID: 3, flags: .remoteClosed)
        #expect(server.feed(EchoService.end(streamID: 3)).map(\.summary) == ["cancel 3 cancelled"])
        #expect(try server.refusal() == Refusal(streamID: 3, code: .cancelled))
        server.say(.message([1]), from: count)
        #expect(try server.frames().isEmpty)
    }

    @Test func `tells an empty message from none`() throws {
        var server = ServerHarness()
        _ = try server.start("Chat", streamID: 3, flags: [.remoteOpen, .noData])
        let frames: [(FrameFlags, [String])] = [
            ([], ["deliver 3 0"]), (.noData, []), (.remoteClosed, ["deliver 3 0 last"]),
        ]
        for (flags, expected) in frames {
            let data = EchoService.data([], streamID: 3, flags: flags)
            #expect(server.feed(data).map(\.summary) == expected)
        }
    }

    @Test func `delivers a message that came inside a bidirectional request`() throws {
        var server = ServerHarness()
        let open = EchoService.request("Chat", streamID: 3, flags: .remoteOpen, payload: [1, 2])
        #expect(server.feed(open).map(\.summary) == ["start Chat 3 open", "deliver 3 2"])
        let closed = EchoService.request("Chat", streamID: 5, flags: .remoteClosed, payload: [1])
        #expect(server.feed(closed).map(\.summary) == ["start Chat 5 open", "deliver 5 1 last"])
        let empty = EchoService.request("Chat", streamID: 7, flags: .remoteClosed)
        #expect(server.feed(empty).map(\.summary) == ["start Chat 7"])
    }
}
