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

    /// As many as streams in step with each other go through, and a few others beside them.
    private static let messagesMax = 16

    private var messages: [(place: EventPortion.Place, limit: Int, message: Message)] = []

    /// What was sent from a place on to a stream with so many events in a message at most.
    subscript(place: EventPortion.Place, limit: Int) -> Message? {
        get { messages.first { $0.place == place && $0.limit == limit }?.message }
        set {
            guard let newValue else { return }
            if messages.count == Self.messagesMax { messages.removeFirst() }
            messages.append((place, limit, newValue))
        }
    }

    /// A round is over: what comes next may reach further.
    mutating func removeAll() { messages.removeAll(keepingCapacity: true) }
}
