import Glibc
import TTRPC
import Testing
import Transport

@Suite struct `A server on a socket` {
    @Test(arguments: ["unix", "tcp"])
    func `answers unary calls`(family: String) async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(family == "unix" ? server.unix : server.tcp)
            try await peer.send(request("Echo", streamID: 1, payload: [1, 2, 3]))
            let frame = try await peer.next()
            #expect(frame.streamID == 1)
            #expect(frame.reply == [1, 2, 3])
        }
    }

    @Test func `answers ten thousand pipelined calls, in whatever order they end`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            let count = 10_000
            let payload: (Int) -> [UInt8] = { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
            try await peer.send(
                (0..<count).flatMap { number in
                    request("Later", streamID: UInt32(number * 2 + 1), payload: payload(number))
                })
            var seen: Set<UInt32> = []
            for _ in 0..<count {
                let frame = try await peer.next()
                let number = Int(frame.streamID / 2)
                #expect(frame.reply == payload(number))
                #expect(seen.insert(frame.streamID).inserted)
            }
        }
    }

    @Test func `answers for a handler that forgets to`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Forget", streamID: 1))
            #expect(try await peer.next().refusal == .internalError)
        }
    }

    @Test func `tells its handlers who called`() async throws {
        try await EchoServer.run { server in
            let local = try RawPeer(server.unix)
            try await local.send(request("Hold", streamID: 1))
            let call = await server.calls.unary.next()
            #expect(
                call.peer
                    == .local(processID: getpid(), userID: getuid(), groupID: getgid()))
            call.reply([])
            let remote = try RawPeer(server.tcp)
            try await remote.send(request("Hold", streamID: 1))
            let second = await server.calls.unary.next()
            #expect(second.peer.description.hasPrefix("127.0.0.1:"))
            second.reply([])
        }
    }

    @Test func `streams, and ends the stream`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Count", streamID: 1, flags: .remoteClosed, payload: [3]))
            for number: UInt8 in 0..<3 {
                #expect(try await peer.next() == Frame(streamID: 1, type: .data, data: [number]))
            }
            #expect(try await peer.next() == Frame(streamID: 1, type: .data, flags: .endOfStream))
        }
    }

    @Test func `talks both ways`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.tcp)
            try await peer.send(request("Chat", streamID: 1, flags: [.remoteOpen, .noData]))
            for number: UInt8 in 0..<100 {
                let frame = Frame(streamID: 1, type: .data, data: [number])
                try await peer.send(frame.bytes)
                #expect(try await peer.next() == frame)
            }
            let end = Frame(streamID: 1, type: .data, flags: .endOfStream)
            try await peer.send(end.bytes)
            #expect(try await peer.next() == end)
        }
    }

    @Test func `starts nothing after its deadline`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Echo", streamID: 1, timeoutNanoseconds: -1))
            #expect(try await peer.next().refusal == .deadlineExceeded)
        }
    }

    @Test func `sends the largest reply, and says of a larger one that it is`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.tcp)
            try await peer.send(request("Large", streamID: 1) + request("TooLarge", streamID: 3))
            #expect(try await peer.next().reply?.count == FrameHeader.lengthMax - 5)
            #expect(try await peer.next().refusal == .resourceExhausted)
        }
    }

    @Test func `discards an oversized frame and lives on`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            let length = FrameHeader.lengthMax + 1
            var header: [UInt8] = []
            FrameHeader(length: UInt32(length), streamID: 1, type: .request).append(to: &header)
            try await peer.send(header)
            #expect(try await peer.next().refusal == .resourceExhausted)
            try await peer.send([UInt8](repeating: 0xff, count: length))
            try await peer.send(request("Echo", streamID: 3, payload: [9]))
            #expect(try await peer.next().reply == [9])
        }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}"])
    func `closes on a peer that speaks something else`(noise: String) async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.tcp)
            try await peer.send(Array(noise.utf8))
            #expect(try await peer.receive() == nil)
        }
    }

    @Test func `closes on a peer that doesn't finish a frame in time`() async throws {
        var options = ListenerOptions()
        options.limits.frameTimeout = .milliseconds(20)
        try await EchoServer.run(options: options) { server in
            let idle = try RawPeer(server.unix)
            let slow = try RawPeer(server.unix)
            try await slow.send([0])
            #expect(try await slow.receive() == nil)
            try await idle.send(request("Echo", streamID: 1))
            #expect(try await idle.next().reply == [])
        }
    }
}
