import Messages
import TTRPC

/// Calls of messages, for the generated clients.
extension CallChannel {
    func unary<Request: Message, Reply: Message>(
        _ route: (service: String, method: String), _ request: Request, _ timeout: Duration?,
        _ metadata: Metadata
    ) async throws(RPCError) -> Reply {
        let call = OutgoingCall(
            service: route.service, method: route.method, payload: request.serialized(),
            timeout: timeout, metadata: metadata)
        return try Reply(answer: try await unary(call))
    }

    func serverStream<Request: Message, Reply: Message>(
        _ route: (service: String, method: String), _ request: Request, _ timeout: Duration?,
        _ metadata: Metadata
    ) async throws(RPCError) -> MessageStream<Reply, Stream> {
        let call = OutgoingCall(
            service: route.service, method: route.method, payload: request.serialized(),
            timeout: timeout, metadata: metadata)
        return MessageStream(base: try await serverStream(call))
    }

    func bidirectional<Request: Message, Reply: Message>(
        _ route: (service: String, method: String), _ timeout: Duration?, _ metadata: Metadata
    ) async throws(RPCError) -> BidirectionalCall<Request, Reply, Stream> {
        let call = OutgoingCall(
            service: route.service, method: route.method, timeout: timeout, metadata: metadata)
        return BidirectionalCall(base: try await bidirectional(call))
    }
}

extension Message {
    /// Decodes a server's answer, which may be as long as a frame.
    init(answer bytes: ArraySlice<UInt8>) throws(RPCError) {
        do {
            try self.init(serialized: bytes, limits: .batch)
        } catch {
            throw RPCError(.internalError, "the server's answer can't be read: \(error)")
        }
    }
}
