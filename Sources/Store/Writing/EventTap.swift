import Synchronization

/// Hands over the events of commits as they are made, so that whoever follows the log needn't read
/// it, for which the writer would have to wait.
///
/// It tells of the commits whose events can be told without looking anything up: a transaction
/// alone, which nearly all are. Whoever misses a sequence reads it.
package final class EventTap: Sendable {
    private let isOpen = Atomic<Bool>(false)
    private let receive: @Sendable ([EventMaterial]) -> Void

    /// - Parameter receive: called on the writer's thread with events in order, as durable as an
    ///   answer is, and before anybody is answered or told of their commits.
    package init(_ receive: @escaping @Sendable ([EventMaterial]) -> Void) {
        self.receive = receive
    }

    /// Asks for the events of what is committed from now on, or no more.
    package func open(_ isOpen: Bool) { self.isOpen.store(isOpen, ordering: .relaxed) }

    var isWanted: Bool { isOpen.load(ordering: .relaxed) }

    func tell(_ events: [EventMaterial]) {
        if !events.isEmpty { receive(events) }
    }
}
