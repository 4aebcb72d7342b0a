import Store
import Synchronization

/// What the writer tells of, until the feed takes it in.
final class EventNews: Sendable {
    /// Events that wait to be taken in. What is told beyond is read from the log instead.
    private static let eventsMax = 4096

    private final class Room: Sendable {
        let events = Mutex<[EventMaterial]>([])
    }

    /// Where the writer tells.
    let tap: EventTap
    private let room = Room()

    init() {
        tap = EventTap { [room] news in
            room.events.withLock { events in
                if events.count + news.count <= Self.eventsMax { events += news }
            }
        }
    }

    func take() -> [EventMaterial] {
        room.events.withLock { events in
            defer { events = [] }
            return events
        }
    }
}
