import Messages
import TTRPC
import Testing
import TidemarkClient

/// Answers every call by itself: a unary one with `answer`, a stream with what was sent before.
private struct EchoChannel: CallChannel {
    let answer: @Sendable (OutgoingCall) throws(RPCError) -> [UInt8]

    func unary(_ call: OutgoingCall) async throws(RPCError) -> ArraySlice<UInt8> {
        try answer(call)[...]
    }

    func serverStream(_ call: OutgoingCall) async throws(RPCError) -> EchoStream {
        EchoStream(messages: [try answer(call), try answer(call)])
    }

    func bidirectional(_ call: OutgoingCall) async throws(RPCError) -> EchoStream {
        EchoStream(messages: [try answer(call)])
    }
}

private struct EchoStream: CallStream {
    let messages: [[UInt8]]

    func send(_ message: [UInt8]) async throws(RPCError) {
        guard messages.contains(message) else { throw RPCError(.invalidArgument, "not it") }
    }

    func finishSending() async throws(RPCError) {}

    func makeAsyncIterator() -> Iterator { Iterator(rest: messages[...]) }

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<[UInt8]>

        mutating func next() async throws(RPCError) -> ArraySlice<UInt8>? {
            rest.popFirst()?[...]
        }

        mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(RPCError) -> ArraySlice<UInt8>? {
            rest.popFirst()?[...]
        }
    }
}

@Suite struct `A typed client` {
    @Test func `calls its method with the request's bytes`() async throws {
        let balance = V1.Balance(balanceID: "bln_1")
        let client = BalanceServiceClient(
            EchoChannel { call throws(RPCError) in
                #expect(call.service == "tidemark.v1.BalanceService")
                #expect(call.method == "GetBalance")
                #expect(call.payload == V1.GetBalanceRequest(balanceID: "bln_1").serialized())
                #expect(call.timeout == .seconds(1))
                #expect(call.metadata["authorization"] == "token")
                return V1.GetBalanceResponse(balance: balance).serialized()
            })
        let reply = try await client.getBalance(
            .init(balanceID: "bln_1"), timeout: .seconds(1), metadata: ["authorization": "token"])
        #expect(reply.balance == balance)
    }

    @Test func `hands on the server's refusal`() async {
        let refusal = RPCError(.notFound, "no such balance")
        let client = BalanceServiceClient(EchoChannel { _ throws(RPCError) in throw refusal })
        await #expect(throws: refusal) { try await client.getBalance(.init(balanceID: "x")) }
    }

    @Test func `refuses an answer that is no message`() async {
        let client = BalanceServiceClient(EchoChannel { _ throws(RPCError) in [0xFF] })
        await #expect(throws: RPCError.self) { try await client.getBalance(.init()) }
    }

    @Test func `decodes the messages of a stream`() async throws {
        let beat = V1.SubscribeResponse(subscriptionID: "sub_1")
        let client = EventServiceClient(EchoChannel { _ throws(RPCError) in beat.serialized() })
        var seen: [V1.SubscribeResponse] = []
        for try await message in try await client.subscribe(.init()) { seen.append(message) }
        #expect(seen == [beat, beat])
    }

    @Test func `sends on a stream of both directions`() async throws {
        let start = V1.WatchRequest(message: .start(.init()))
        let client = EventServiceClient(EchoChannel { _ throws(RPCError) in start.serialized() })
        let call = try await client.watch()
        try await call.send(start)
        try await call.finishSending()
        await #expect(throws: RPCError.self) { try await call.send(.init()) }
    }
}
