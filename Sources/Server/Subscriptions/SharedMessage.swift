/// The last message with events that was sent on a plain stream: streams that want all and are
/// equally far get the same one after the other, and it is put together once.
final class SharedMessage {
    private struct Content: Equatable {
        // Kept itself, so that no other event can have its identity.
        let first: EncodedEvent
        let count: Int
        let reached: UInt64
        let isPart: Bool

        static func == (left: Content, right: Content) -> Bool {
            left.first === right.first && left.count == right.count
                && left.reached == right.reached && left.isPart == right.isPart
        }
    }

    private var content: Content?
    private var bytes: [UInt8] = []

    /// The message with these events, which follow each other in the log without a gap.
    func bytes(
        _ events: [EncodedEvent], reached: UInt64, isPart: Bool, make: () -> [UInt8]
    ) -> [UInt8] {
        guard let first = events.first else { return make() }
        let content = Content(
            first: first, count: events.count, reached: reached, isPart: isPart)
        if content != self.content {
            self.content = content
            bytes = make()
        }
        return bytes
    }
}
