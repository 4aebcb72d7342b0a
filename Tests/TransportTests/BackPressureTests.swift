import TTRPC
import Testing
import Transport

/// Over Unix sockets, because the kernel holds a fifth of a megabyte of theirs and no more.
@Suite struct `Back-pressure` {
    @Test func `lets a slow reader's stream grow to its bound and no other wait`() async throws {
        try await EchoServer.run { server in
            let slow = try RawPeer(server.unix)
            try await slow.send(request("Watch", streamID: 1))
            let stream = await server.calls.streams.next()
            for _ in 0..<20 { stream.send([UInt8](repeating: 1, count: 50_000)) }
            #expect(stream.pendingBytes >= StreamLimits().pendingBytesHigh)

            let other = try RawPeer(server.tcp)
            try await other.send(request("Echo", streamID: 1, payload: [1]))
            #expect(try await other.next().reply == [1])

            let drained = Mailbox<Bool>()
            stream.onDrained { drained.put(true) }
            while stream.pendingBytes >= StreamLimits().pendingBytesLow {
                _ = try await slow.next()
            }
            #expect(await drained.next())
            #expect(stream.isWritable)
            stream.finish()
        }
    }

    @Test func `tells a producer when what it sent has passed, also where it is stuck`()
        async throws
    {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Watch", streamID: 1))
            let stream = await server.calls.streams.next()
            let passed = Mailbox<Int>()
            stream.send([1])
            stream.onPassed { passed.put(1) }
            #expect(await passed.next() == 1)
            #expect(stream.pendingBytes == 0)

            while stream.isWritable { stream.send([UInt8](repeating: 1, count: 50_000)) }
            stream.onPassed { passed.put(2) }
            #expect(await passed.next() == 2)
            #expect(stream.pendingBytes > 0, "nobody reads")

            peer.close()
            #expect(await server.calls.cancellations.next() == .disconnected)
            stream.onPassed { passed.put(3) }
            #expect(await passed.next() == 3)
        }
    }

    @Test func `ends a stream whose producer doesn't mind it`() async throws {
        try await EchoServer.run { server in
            let slow = try RawPeer(server.unix)
            try await slow.send(request("Watch", streamID: 1))
            let stream = await server.calls.streams.next()
            while stream.send([UInt8](repeating: 1, count: 50_000)) {}
            while true {
                let frame = try await slow.next()
                guard frame.type == .data else {
                    #expect(frame.refusal == .resourceExhausted)
                    break
                }
            }
        }
    }

    @Test func `paces a producer that minds it`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Flood", streamID: 1))
            for _ in 0..<5000 { #expect(try await peer.next().data.count == 10_000) }
            try await peer.send(Frame(streamID: 1, type: .data, flags: .endOfStream).bytes)
            #expect(await server.calls.cancellations.next() == .cancelled)
        }
    }

    @Test func `stops reading a connection whose answers aren't read`() async throws {
        var options = ListenerOptions()
        options.limits.outputBytesHigh = 100_000
        options.limits.outputBytesLow = 50_000
        try await EchoServer.run(options: options) { server in
            let peer = try RawPeer(server.unix)
            let count = 2000
            let payload = [UInt8](repeating: 3, count: 10_000)
            let isSent = Mailbox<Bool>()
            // Nobody reads while this sends, so it can only end when the reading has begun.
            let sender = Task.detached {
                for number in 0..<count {
                    let streamID = UInt32(number * 2 + 1)
                    try await peer.send(request("Echo", streamID: streamID, payload: payload))
                }
                isSent.put(true)
            }
            for _ in 0..<count { #expect(try await peer.next().reply == payload) }
            #expect(await isSent.next())
            try await sender.value
        }
    }

    @Test func `stops reading a connection with too many calls, and reads on`() async throws {
        var options = ListenerOptions()
        options.limits.connection.unaryCallsMax = 2
        try await EchoServer.run(options: options) { server in
            let peer = try RawPeer(server.unix)
            for number: UInt32 in 0..<4 {
                try await peer.send(request("Hold", streamID: number * 2 + 1))
            }
            let first = await server.calls.unary.next()
            let second = await server.calls.unary.next()
            second.reply([2])
            #expect(try await peer.next().streamID == 3)
            let third = await server.calls.unary.next()
            first.reply([1])
            third.reply([3])
            let fourth = await server.calls.unary.next()
            fourth.reply([4])
            let frames = [try await peer.next(), try await peer.next(), try await peer.next()]
            #expect(Set(frames.map(\.streamID)) == [1, 5, 7])
        }
    }

    @Test func `closes a peer that takes nothing in time`() async throws {
        var options = ListenerOptions()
        options.limits.writeTimeout = .milliseconds(20)
        try await EchoServer.run(options: options) { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Watch", streamID: 1))
            let stream = await server.calls.streams.next()
            stream.send([UInt8](repeating: 1, count: 1_000_000))
            #expect(await server.calls.cancellations.next() == .disconnected)
        }
    }
}
