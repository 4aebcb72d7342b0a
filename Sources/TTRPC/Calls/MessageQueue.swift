/// Messages in order of arrival: a first-in first-out queue without a shift per message.
package struct MessageQueue: Sendable {
    private var messages: [[UInt8]] = []
    private var first = 0

    package init() {}
}

extension MessageQueue {
    package var isEmpty: Bool { first == messages.count }

    package mutating func append(_ message: [UInt8]) {
        messages.append(message)
    }

    package mutating func popFirst() -> [UInt8]? {
        guard !isEmpty else { return nil }
        let message = messages[first]
        messages[first] = []
        first += 1
        if isEmpty {
            messages.removeAll(keepingCapacity: messages.count <= Self.idleCapacityMax)
            first = 0
        } else if first > messages.count / 2, first > Self.idleCapacityMax {
            messages.removeFirst(first)
            first = 0
        }
        return message
    }

    /// Room kept while the queue is empty, and popped places let stand before they are closed up.
    private static let idleCapacityMax = 64
}
