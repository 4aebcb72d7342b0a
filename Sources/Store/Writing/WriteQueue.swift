import Dispatch
import Synchronization

/// Writes waiting for the writer: bounded, first come first served. Whatever waits when a group
/// ends is the next group.
final class WriteQueue: Sendable {
    private struct State {
        var waiting: [PendingWrite] = []
        var isClosed = false
        var writerSleeps = false
    }

    private let state = Mutex(State())
    private let wakeUp = DispatchSemaphore(value: 0)
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { state.withLock { $0.waiting.count } }

    /// Takes a write in; nil if it did, else why not.
    func add(_ write: PendingWrite) -> StoreError? {
        let (refusal, wakes): (StoreError?, Bool) = state.withLock { state in
            if state.isClosed { return (.closed, false) }
            if state.waiting.count >= capacity { return (.queueFull, false) }
            state.waiting.append(write)
            defer { state.writerSleeps = false }
            return (nil, state.writerSleeps)
        }
        if wakes { wakeUp.signal() }
        return refusal
    }

    /// The next writes, at most so many; sleeps while there are none. Nil once the queue is closed
    /// and empty.
    func take(_ limit: Int) -> [PendingWrite]? {
        while true {
            let group: [PendingWrite]? = state.withLock { state in
                if !state.waiting.isEmpty {
                    if state.waiting.count <= limit {
                        var all: [PendingWrite] = []
                        swap(&all, &state.waiting)
                        return all
                    }
                    defer { state.waiting.removeFirst(limit) }
                    return Array(state.waiting.prefix(limit))
                }
                if state.isClosed { return [] }
                state.writerSleeps = true
                return nil
            }
            if let group { return group.isEmpty ? nil : group }
            wakeUp.wait()
        }
    }

    /// Takes no more in; what waits is still handed out.
    func close() {
        let wakes = state.withLock { state in
            state.isClosed = true
            defer { state.writerSleeps = false }
            return state.writerSleeps
        }
        if wakes { wakeUp.signal() }
    }
}
