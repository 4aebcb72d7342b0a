import Dispatch
import Synchronization

/// Writes waiting for the writer: bounded, first come first served. Whatever waits when a group
/// ends is the next group. A write counts as much as it has commands.
final class WriteQueue: Sendable {
    private struct State {
        var waiting: [PendingWrite] = []
        var commandCount = 0
        var isClosed = false
        var writerSleeps = false

        mutating func take(_ limit: Int) -> [PendingWrite] {
            if commandCount <= limit {
                commandCount = 0
                var all: [PendingWrite] = []
                swap(&all, &waiting)
                return all
            }
            var weight = waiting[0].weight
            var count = 1
            while count < waiting.count, weight + waiting[count].weight <= limit {
                weight += waiting[count].weight
                count += 1
            }
            defer { waiting.removeFirst(count) }
            commandCount -= weight
            return Array(waiting.prefix(count))
        }
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
            // A batch is taken where there is room for one command, so that it is taken at all.
            if state.commandCount >= capacity { return (.queueFull, false) }
            state.waiting.append(write)
            state.commandCount += write.weight
            defer { state.writerSleeps = false }
            return (nil, state.writerSleeps)
        }
        if wakes { wakeUp.signal() }
        return refusal
    }

    /// The next writes: as many as have so many commands at most, but one in any case; sleeps while
    /// there are none. Empty after so much patience; nil once the queue is closed and empty.
    func take(_ limit: Int, patience: Duration? = nil) -> [PendingWrite]? {
        let end = patience.map { DispatchTime.now() + $0.dispatchInterval }
        var isLate = false
        while true {
            let next: Next = state.withLock { state in
                state.writerSleeps = false
                if !state.waiting.isEmpty { return .group(state.take(limit)) }
                if state.isClosed { return .nothing }
                if isLate { return .group([]) }
                state.writerSleeps = true
                return .later
            }
            switch next {
            case .group(let group): return group
            case .nothing: return nil
            case .later:
                if let end {
                    isLate = wakeUp.wait(timeout: end) == .timedOut
                } else {
                    wakeUp.wait()
                }
            }
        }
    }

    private enum Next {
        case group([PendingWrite])
        case later
        case nothing
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

extension PendingWrite {
    /// Even one without commands takes room.
    fileprivate var weight: Int { max(1, commands.count) }
}
