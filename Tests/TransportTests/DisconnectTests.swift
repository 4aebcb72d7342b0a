import TTRPC
import Testing
import Transport

@Suite struct `A peer that goes` {
    @Test(arguments: [false, true])
    func `cancels its streams and its calls`(isHalfClose: Bool) async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Hold", streamID: 1) + request("Watch", streamID: 3))
            let call = await server.calls.unary.next()
            let stream = await server.calls.streams.next()
            #expect(!call.isCancelled)
            if isHalfClose { peer.finishSending() } else { peer.close() }
            #expect(await server.calls.cancellations.next() == .disconnected)
            #expect(call.isCancelled)
            #expect(stream.isCancelled)
            #expect(!stream.send([1]))
            call.reply([])
        }
    }

    @Test func `halfway still gets the answers it is owed, then the end`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.tcp)
            try await peer.send(request("Hold", streamID: 1) + request("Echo", streamID: 3))
            peer.finishSending()
            let call = await server.calls.unary.next()
            #expect(try await peer.next().streamID == 3)
            call.reply([5])
            #expect(try await peer.next().reply == [5])
            #expect(try await peer.receive() == nil)
        }
    }

    @Test func `leaves other connections alone`() async throws {
        try await EchoServer.run { server in
            let leaving = try RawPeer(server.unix)
            let staying = try RawPeer(server.unix)
            try await staying.send(request("Watch", streamID: 1))
            let stream = await server.calls.streams.next()
            try await leaving.send(request("Watch", streamID: 1))
            let cancelled = await server.calls.streams.next()
            leaving.close()
            #expect(await server.calls.cancellations.next() == .disconnected)
            #expect(!cancelled.send([7]))
            #expect(stream.send([7]))
            #expect(try await staying.next().data == [7])
        }
    }

    @Test func `from one stream only, by closing it, keeps its connection`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Watch", streamID: 1, flags: .remoteClosed))
            let stream = await server.calls.streams.next()
            try await peer.send(Frame(streamID: 1, type: .data, flags: .endOfStream).bytes)
            #expect(await server.calls.cancellations.next() == .cancelled)
            #expect(!stream.send([7]))
            #expect(try await peer.next().refusal == .cancelled)
            try await peer.send(request("Echo", streamID: 3, payload: [1]))
            #expect(try await peer.next().reply == [1])
        }
    }
}

@Suite struct `Draining` {
    @Test func `finishes calls, lets streams say their last, and refuses what is new`() async throws
    {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            let idle = try RawPeer(server.tcp)
            try await idle.send(request("Echo", streamID: 1))
            _ = try await idle.next()
            try await peer.send(request("Hold", streamID: 1) + request("Watch", streamID: 3))
            let call = await server.calls.unary.next()
            let stream = await server.calls.streams.next()

            async let shutdown: Void = server.listener.shutdown(patience: .seconds(60))
            #expect(await server.calls.cancellations.next() == .draining)
            #expect(try await idle.receive() == nil, "a connection without calls is closed at once")
            #expect(throws: RawPeer.Failure.self) { try RawPeer(server.unix) }
            try await peer.send(request("Echo", streamID: 5))
            #expect(try await peer.next().refusal == .unavailable)
            stream.send([1])
            stream.fail(RPCError(.unavailable, "resume from 7"))
            #expect(try await peer.next().data == [1])
            #expect(try await peer.next().refusal == .unavailable)
            call.reply([2])
            #expect(try await peer.next().reply == [2])
            #expect(try await peer.receive() == nil)
            try await shutdown
        }
    }

    @Test func `closes what is left when its patience ends`() async throws {
        try await EchoServer.run { server in
            let peer = try RawPeer(server.unix)
            try await peer.send(request("Hold", streamID: 1))
            let call = await server.calls.unary.next()
            try await server.listener.shutdown(patience: .milliseconds(10))
            #expect(try await peer.receive() == nil)
            #expect(call.isCancelled)
            call.reply([])
        }
    }
}
