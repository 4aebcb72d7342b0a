/// What streams that want every event were sent in this round: those that are equally far get the
/// same message, which is put together once.
struct SharedMessages {
    /// What was sent from a place on.
    struct Message {
        let bytes: [UInt8]
        let eventCount: Int
        /// Where the stream stands behind it.
        let end: EventPortion.Place
    }

    /// From where, and with how many events at most.
    struct Key: Equatable {
        let place: EventPortion.Place
        let limit: Int
    }

    /// As many as streams in step with each other go through, and a few others beside them.
    private static let messagesMax = 16

    private var messages: [(key: Key, message: Message)] = []

    subscript(key: Key) -> Message? {
        messages.first { $0.key == key }?.message
    }

    mutating func keep(_ message: Message, for key: Key) {
        if messages.count == Self.messagesMax { messages.removeFirst() }
        messages.append((key, message))
    }

    /// A round is over: what comes next may reach further.
    mutating func removeAll() { messages.removeAll(keepingCapacity: true) }
}
