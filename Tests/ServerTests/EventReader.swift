import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// One stream of events, read to the letter of the guarantees: every message is checked against the
/// ones before it as it comes.
///
/// What must hold of any stream: sequences never go back and are named once; a commit comes whole,
/// in one message, with its indexes in order; `sequence` never falls and never lies behind an event
/// that was sent.
final class EventReader {
    let stream: SocketStream
    private(set) var subscriptionID = ""
    private(set) var events: [V1.Event] = []
    /// All up to here was sent or doesn't pass the filter.
    private(set) var reached: Int64 = 0
    private(set) var heartbeats = 0

    /// Begins a stream on a connection of its own, and reads its first message.
    init(_ peer: SocketPeer, _ request: V1.SubscribeRequest) throws {
        let call = OutgoingCall(
            service: "tidemark.v1.EventService", method: "Subscribe",
            payload: request.serialized())
        stream = try peer.openStream(call)
        let first = try given(try next())
        subscriptionID = first.subscriptionID
        #expect(subscriptionID.hasPrefix("sub_"))
    }

    /// The next message; nil at the end.
    @discardableResult
    func next() throws -> V1.SubscribeResponse? {
        guard let bytes = try stream.receive() else { return nil }
        let message = try V1.SubscribeResponse(serialized: bytes, limits: .batch)
        check(message)
        if message.events.isEmpty, message.subscriptionID.isEmpty { heartbeats += 1 }
        events += message.events
        reached = message.sequence
        return message
    }

    /// Reads until everything up to a sequence was sent.
    func read(through sequence: Int64) throws {
        while reached < sequence {
            guard try next() != nil else { throw SocketPeer.Closed() }
        }
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

    private func check(_ message: V1.SubscribeResponse) {
        #expect(message.sequence >= reached, "progress goes back")
        #expect(message.subscriptionID.isEmpty || subscriptionID.isEmpty, "named twice")
        guard let first = message.events.first, let last = message.events.last else { return }
        #expect(first.sequence > (events.last?.sequence ?? 0), "a commit comes twice or divided")
        #expect(first.sequence > reached, "an event behind the progress")
        #expect(last.sequence <= message.sequence, "progress behind an event")
        for (one, two) in zip(message.events, message.events.dropFirst()) {
            #expect(
                (one.sequence, one.index) < (two.sequence, two.index), "events out of order")
        }
    }
}

extension EventReader {
    /// What holds besides where there is no filter: no sequence is missing and no index.
    func checkGapFree(from first: Int64) {
        var sequence = first - 1
        var index: Int32 = 0
        for event in events {
            if event.sequence != sequence {
                #expect(event.sequence == sequence + 1, "a gap before \(event.sequence)")
                sequence = event.sequence
                index = 0
            }
            #expect(event.index == index)
            index += 1
        }
        #expect(sequence == reached)
        #expect(Set(events.map(\.eventID)).count == events.count)
    }
}

extension SocketPeer {
    func subscribe(_ request: V1.SubscribeRequest = .init()) throws -> EventReader {
        try EventReader(self, request)
    }
}
