import TTRPC
import Testing

@Suite struct `A server connection, at its bounds` {
    @Test func `isn't read on while it has too many calls in flight`() throws {
        var limits = ConnectionLimits()
        limits.unaryCallsMax = 2
        var server = ServerHarness(limits: limits)
        let requests = [1, 3, 5, 7].flatMap { EchoService.request("Echo", streamID: $0) }
        let heads = server.feed(requests).compactMap(\.startedCall)
        #expect(heads.map(\.id.streamID) == [1, 3])
        #expect(server.machine.isPaused)
        #expect(!server.machine.awaitsRestOfFrame)
        server.say(.reply([]), from: heads[1])
        #expect(server.actions().map(\.summary) == ["start Echo 5"])
        server.say(.reply([]), from: heads[0])
        #expect(server.actions().map(\.summary) == ["start Echo 7"])
    }

    @Test func `refuses more streams than it may have, and still takes unary calls`() throws {
        var limits = ConnectionLimits()
        limits.streamsMax = 1
        var server = ServerHarness(limits: limits)
        let first = try server.start("Count", streamID: 1)
        #expect(server.feed(EchoService.request("Chat", streamID: 3)).isEmpty)
        #expect(try server.refusal() == Refusal(streamID: 3, code: .resourceExhausted))
        _ = try server.start("Echo", streamID: 5)
        server.say(.end, from: first)
        _ = try server.start("Count", streamID: 7)
    }

    @Test func `isn't read on while a handler leaves messages unread`() throws {
        var limits = ConnectionLimits()
        limits.unreadBytesMax = 10
        var server = ServerHarness(limits: limits)
        let chat = try server.start("Chat", streamID: 1, flags: .remoteOpen)
        let messages = (0..<3).flatMap { _ in EchoService.data([1, 2, 3, 4, 5, 6], streamID: 1) }
        #expect(server.feed(messages).map(\.summary) == ["deliver 1 6", "deliver 1 6"])
        server.say(.consumed(byteCount: 6), from: chat)
        #expect(server.actions().map(\.summary) == ["deliver 1 6"])
        server.say(.end, from: chat)
        #expect(!server.machine.isPaused)
    }

    @Test(arguments: [0, 1])
    func `turns a reply that doesn't fit a frame into a status`(excess: Int) throws {
        var server = ServerHarness()
        let call = try server.start("Echo", streamID: 1)
        let envelope = 5  // tag and length of the payload
        let count = FrameHeader.lengthMax - envelope + excess
        server.say(.reply([UInt8](repeating: 0, count: count)), from: call)
        let frame = try #require(try server.frames().first)
        #expect((frame.refusal?.code == .resourceExhausted) == (excess > 0))
    }

    @Test func `turns an error that doesn't fit a frame into one that does`() throws {
        var server = ServerHarness()
        let call = try server.start("Echo", streamID: 1)
        let message = String(repeating: "x", count: FrameHeader.lengthMax)
        server.say(.failure(RPCError(.aborted, message)), from: call)
        #expect(try server.refusal() == Refusal(streamID: 1, code: .resourceExhausted))
    }

    @Test func `ends a stream whose message doesn't fit a frame`() throws {
        var server = ServerHarness()
        let count = try server.start("Count", streamID: 1)
        let message = [UInt8](repeating: 0, count: FrameHeader.lengthMax + 1)
        let output = CallOutput(id: count.id, content: .message(message))
        #expect(server.machine.take(output)?.summary == "cancel 1 messageTooLarge")
        #expect(try server.refusal() == Refusal(streamID: 1, code: .resourceExhausted))
    }

    // Rule 8

    @Test func `gives up streams and keeps unary calls when the input ends`() throws {
        var server = ServerHarness()
        let echo = try server.start("Echo", streamID: 1)
        let count = try server.start("Count", streamID: 3)
        #expect(server.machine.endInput() == [count.id])
        #expect(!server.machine.isFinished)
        server.say(.message([1]), from: count)
        server.say(.reply([]), from: echo)
        #expect(try server.frames().map(\.streamID) == [1])
        #expect(server.machine.isFinished)
        #expect(server.feed(EchoService.request("Echo", streamID: 5)).isEmpty)
    }

    // Rule 9

    @Test func `starts no call whose deadline has passed`() throws {
        var server = ServerHarness()
        let late = EchoService.request("Echo", streamID: 1, timeoutNanoseconds: -1)
        #expect(server.feed(late).isEmpty)
        #expect(try server.refusal() == Refusal(streamID: 1, code: .deadlineExceeded))
        let latest = EchoService.request("Echo", streamID: 1, timeoutNanoseconds: .min)
        #expect(server.feed(latest).isEmpty)
        #expect(try server.refusal() == Refusal(streamID: 1, code: .deadlineExceeded))
    }

    @Test(arguments: [1, 30_000_000_000, .max] as [Int64])
    func `counts the deadline from arrival`(nanoseconds: Int64) throws {
        var server = ServerHarness()
        let head = try server.start("Echo", streamID: 1, timeoutNanoseconds: nanoseconds)
        #expect(head.deadline == server.now.advanced(by: .nanoseconds(nanoseconds)))
        #expect(try server.start("Echo", streamID: 3).deadline == nil)
    }

    @Test func `lets time pass for a request that waits its turn`() throws {
        var limits = ConnectionLimits()
        limits.unaryCallsMax = 1
        var server = ServerHarness(limits: limits)
        let first = EchoService.request("Echo", streamID: 1)
        let second = EchoService.request("Echo", streamID: 3, timeoutNanoseconds: 1_000_000)
        let head = try #require(server.feed(first + second).first?.startedCall)
        server.now = server.now.advanced(by: .milliseconds(2))
        server.say(.failure(RPCError(.aborted, "")), from: head)
        #expect(server.actions().isEmpty)
        let codes = try server.frames().map { $0.refusal?.code }
        #expect(codes == [.aborted, .deadlineExceeded])
    }

    // Rule 11

    @Test func `finishes its calls and takes no new ones when drained`() throws {
        var server = ServerHarness()
        let echo = try server.start("Echo", streamID: 1)
        let count = try server.start("Count", streamID: 3)
        #expect(server.machine.drain() == [count.id])
        #expect(server.feed(EchoService.request("Echo", streamID: 5)).isEmpty)
        #expect(try server.refusal() == Refusal(streamID: 5, code: .unavailable))
        server.say(.message([1]), from: count)
        server.say(.failure(RPCError(.unavailable, "resume from 7")), from: count)
        #expect(!server.machine.isFinished)
        server.say(.reply([]), from: echo)
        #expect(server.machine.isFinished)
        #expect(try server.frames().map(\.streamID) == [3, 3, 1])
    }

    @Test func `is finished at once when drained without a call`() {
        var server = ServerHarness()
        #expect(!server.machine.isFinished)
        #expect(server.machine.drain().isEmpty)
        #expect(server.machine.isFinished)
    }
}
