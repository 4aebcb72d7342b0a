import TTRPC
import Testing
import Transport

@Suite struct `A client's stream` {
    @Test func `gives the server's messages and then its end`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            let stream = try client.stream("Count", [200])
            for number: UInt8 in 0..<200 { #expect(try await stream.next() == [number]) }
            #expect(try await stream.next() == nil)
            #expect(try await stream.next() == nil)
        }
    }

    @Test func `ends with the server's refusal, after what came before it`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            let stream = try client.stream("Watch")
            let watch = await server.calls.streams.next()
            watch.send([1])
            watch.fail(RPCError(.resourceExhausted, "resume from 7"))
            #expect(try await stream.next() == [1])
            await #expect(throws: RPCError(.resourceExhausted, "resume from 7")) {
                try await stream.next()
            }
        }
    }

    @Test func `that is let go of is cancelled on the server`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            var stream: ClientStream? = try client.stream("Watch")
            let watch = await server.calls.streams.next()
            watch.send([1])
            #expect(try await stream?.next() == [1])
            stream = nil
            #expect(await server.calls.cancellations.next() == .cancelled)
            #expect(try await client.unary("Echo", [1]) == [1])
            #expect(!watch.send([2]))
        }
    }

    @Test func `whose reader is cancelled is cancelled on the server`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            let stream = try client.stream("Watch")
            let watch = await server.calls.streams.next()
            let reader = Task { try await stream.next() }
            reader.cancel()
            let error = await #expect(throws: RPCError.self) { try await reader.value }
            #expect(error?.code == .cancelled)
            #expect(await server.calls.cancellations.next() == .cancelled)
            #expect(!watch.send([2]))
        }
    }

    @Test func `whose reader lags pauses its connection, and no other`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            let stream = try client.stream("Watch")
            let watch = await server.calls.streams.next()
            // More than the inbox and the socket hold together: the rest stays on the server.
            let message = [UInt8](repeating: 1, count: 50_000)
            for _ in 0..<40 { watch.send(message) }
            #expect(watch.pendingBytes >= StreamLimits().pendingBytesHigh)

            let other = try await ClientConnection.connect(to: server.unix)
            #expect(try await other.unary("Echo", [1]) == [1])
            let drained = Mailbox<Bool>()
            watch.onDrained { drained.put(true) }
            for _ in 0..<40 { #expect(try await stream.next()?.count == message.count) }
            #expect(await drained.next())
            watch.finish()
            #expect(try await stream.next() == nil)
            #expect(try await client.unary("Echo", [1]) == [1])
        }
    }

    @Test func `let go of while its connection is paused lets it go on`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.unix)
            var stream: ClientStream? = try client.stream("Flood")
            #expect(try await stream?.next()?.count == 10_000)
            stream = nil
            #expect(await server.calls.cancellations.next() == .cancelled)
            #expect(try await client.unary("Echo", [1]) == [1])
        }
    }

    @Test func `talks both ways, and ends when both have`() async throws {
        try await EchoServer.run { server in
            let client = try await ClientConnection.connect(to: server.tcp)
            let stream = try client.stream("Chat", kind: .bidirectional)
            let message = [UInt8](repeating: 1, count: 10_000)
            // Far more than is buffered anywhere, so that both sides have to wait for each other.
            let sender = Task {
                for _ in 0..<2000 { try await stream.send(message) }
                stream.finishSending()
            }
            var count = 0
            while let echo = try await stream.next() {
                #expect(echo.count == message.count)
                count += 1
            }
            #expect(count == 2000)
            try await sender.value
            await #expect(throws: RPCError.self) { try await stream.send(message) }
        }
    }
}
