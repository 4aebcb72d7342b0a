import Synchronization

/// Where any thread leaves things for one event loop, which is woken once for all that is there.
///
/// `wake` is called, from the thread that put the first thing in, when the owner isn't awake yet;
/// the owner then takes until there is nothing, and with that goes back to sleep. What may be put
/// in is bounded by its users: calls in flight and the pending bytes of streams.
final class Outbox<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var cost = 0
        var isAwake = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let elementCost: @Sendable (Element) -> Int
    private let wake: @Sendable () -> Void

    init(
        cost elementCost: @escaping @Sendable (Element) -> Int,
        wake: @escaping @Sendable () -> Void
    ) {
        self.elementCost = elementCost
        self.wake = wake
    }
}

extension Outbox {
    /// What is there, in the sum of its elements' costs.
    var cost: Int { state.withLock { $0.cost } }

    func put(_ element: Element) {
        let cost = elementCost(element)
        let isFirst = state.withLock { state in
            guard !state.isClosed else { return false }
            state.elements.append(element)
            state.cost += cost
            defer { state.isAwake = true }
            return !state.isAwake
        }
        if isFirst { wake() }
    }

    /// The owner is awake and will take; until then nobody needs to wake it.
    func stayAwake() {
        state.withLock { $0.isAwake = true }
    }

    /// Exchanges what is there for the empty array given, whose room is used again. False where
    /// there was nothing: the next to put something in wakes the owner.
    func take(_ elements: inout [Element]) -> Bool {
        state.withLock { state in
            guard !state.elements.isEmpty else {
                state.isAwake = false
                return false
            }
            swap(&state.elements, &elements)
            state.cost = 0
            return true
        }
    }

    /// Lets everything fall, now and later.
    func close() {
        let dropped = state.withLock { state in
            state.isClosed = true
            defer { state.elements = [] }
            return state.elements
        }
        _ = dropped
    }
}
