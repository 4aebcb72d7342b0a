import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// One stream of Watch: what the client says, and what the server says to it.
final class Watcher {
    let stream: SocketStream
    private let peer: SocketPeer
    private(set) var subscriptionID = ""
    private(set) var events: [V1.Event] = []
    private(set) var reached: Int64 = 0
    private(set) var credits: Int32 = 0
    private(set) var acknowledged: Int64 = 0

    /// Opens a stream and says nothing.
    init(_ peer: SocketPeer) async throws {
        self.peer = peer
        stream = try await peer.bidirectional(
            OutgoingCall(service: "tidemark.v1.EventService", method: "Watch", payload: []))
    }

    /// Opens a stream, begins, and reads its first message.
    convenience init(_ peer: SocketPeer, _ start: V1.WatchStart) async throws {
        try await self.init(peer)
        try await say(.start(start))
        let first = try given(try next())
        subscriptionID = first.subscriptionID
        #expect(subscriptionID.hasPrefix("sub_"))
        #expect(first.credits == start.credits)
    }

    func say(_ message: V1.WatchRequest.Message) async throws {
        try await stream.send(V1.WatchRequest(message: message).serialized())
    }

    func give(_ credits: Int32) async throws { try await say(.credit(.init(credits: credits))) }

    func acknowledge(_ sequence: Int64) async throws {
        try await say(.acknowledgement(.init(sequence: sequence)))
    }

    /// The next message; nil at the end.
    @discardableResult
    func next() throws -> V1.WatchResponse? {
        guard let bytes = try stream.receive() else { return nil }
        let message = try V1.WatchResponse(serialized: bytes, limits: .batch)
        #expect(message.sequence >= reached, "progress goes back")
        if let first = message.events.first {
            #expect(first.sequence > reached, "an event behind the progress")
        }
        events += message.events
        reached = message.sequence
        credits = message.credits
        acknowledged = message.acknowledgedSequence
        return message
    }

    /// The next message with events; heartbeats are passed over.
    func nextEvents() throws -> V1.WatchResponse? {
        while let message = try next() {
            if !message.events.isEmpty { return message }
        }
        return nil
    }

    /// Reads what is left; the status that it ends with, nil where it ends well.
    func readToEnd() throws -> Refusal? {
        do {
            while try next() != nil {}
            return nil
        } catch let error as RPCError {
            return try Refusal(error)
        }
    }
}
