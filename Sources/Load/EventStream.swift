import Foundation
import Messages
import Synchronization
import TTRPC
package import Transport

/// A subscriber that follows every event and only counts: what it costs would be taken for what
/// the server costs.
package final class EventStream: Sendable {
    private let events = Atomic<Int>(0)
    private let sequence = Atomic<Int64>(0)
    private let hasEnded = Atomic<Bool>(false)

    /// Bytes read at a time.
    private static let readMax = 256 << 10

    /// Subscribes to what comes from now on, and counts on a thread of its own until the server
    /// ends the stream or the process ends.
    package init(to endpoint: Endpoint) throws(LoadFailure) {
        let thread = Thread { [self] in
            follow(endpoint)
            hasEnded.store(true, ordering: .releasing)
        }
        thread.name = "load-events"
        thread.start()
    }

    /// Events received so far.
    package var eventCount: Int { events.load(ordering: .relaxed) }

    /// The last sequence that was reached; 0 before the first message.
    package var reached: Int64 { sequence.load(ordering: .relaxed) }

    /// Whether the server has ended the stream.
    package var isOver: Bool { hasEnded.load(ordering: .acquiring) }

    private func follow(_ endpoint: Endpoint) {
        do {
            let socket = try BlockingSocket(to: endpoint)
            var template = FrameTemplate(
                service: "tidemark.v1.EventService", method: "Subscribe",
                V1.SubscribeRequest(maxBatchEvents: 10_000))
            template.setStreamID(1)
            var sent = 0
            while sent < template.bytes.count {
                sent += try socket.sendSome(template.bytes[sent...])
            }
            var decoder = FrameDecoder()
            var input: [UInt8] = []
            while true {
                try socket.receive(into: &input, room: Self.readMax)
                guard !input.isEmpty else { return }
                decoder.append(input)
                while case .frame(let frame) = decoder.next() {
                    guard frame.type == .data else { return }
                    try count(frame.data)
                }
            }
        } catch {
            // Whoever asks for the counts sees that it is over before it has reached the end.
            return
        }
    }

    /// Counts the events of a `SubscribeResponse` without reading them.
    private func count(_ message: ArraySlice<UInt8>) throws(EnvelopeError) {
        var reader = WireReader(message)
        var found = 0
        while let tag = try reader.nextTag() {
            switch tag.field {
            case 2:
                _ = try reader.delimited(tag)
                found += 1
            case 3:
                let number = Int64(bitPattern: try reader.varint(of: tag))
                sequence.store(number, ordering: .relaxed)
            default: try reader.skip(tag)
            }
        }
        events.add(found, ordering: .relaxed)
    }
}
