/// The last message with events that was sent on a plain stream: streams that want all and are
/// equally far get the same one after the other, and it is put together once.
final class SharedMessage {
    private struct Content: Equatable {
        let first: ObjectIdentifier
        let count: Int
        let reached: UInt64
        let isPart: Bool
    }

    private var content: Content?
    // Keeps the first event, so that no other can have its identity.
    private var events: [EncodedEvent] = []
    private var bytes: [UInt8] = []

    /// The message with these events, which follow each other in the log without a gap.
    func bytes(
        _ events: [EncodedEvent], reached: UInt64, isPart: Bool, make: () -> [UInt8]
    ) -> [UInt8] {
        guard let first = events.first else { return make() }
        let content = Content(
            first: ObjectIdentifier(first), count: events.count, reached: reached, isPart: isPart)
        if content != self.content {
            self.content = content
            self.events = events
            bytes = make()
        }
        return bytes
    }
}
