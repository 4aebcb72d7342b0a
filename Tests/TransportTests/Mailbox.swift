import Synchronization

/// Things that happened, in order, for one test to wait for.
final class Mailbox<Content: Sendable>: Sendable {
    private struct State {
        var contents: [Content] = []
        var waiting: CheckedContinuation<Content, Never>?
    }

    private let state = Mutex(State())

    func put(_ content: Content) {
        let waiting = state.withLock { state -> CheckedContinuation<Content, Never>? in
            defer { state.waiting = nil }
            if state.waiting == nil { state.contents.append(content) }
            return state.waiting
        }
        waiting?.resume(returning: content)
    }

    /// The next thing, waited for. One waits at a time.
    func next() async -> Content {
        await withCheckedContinuation { continuation in
            let content = state.withLock { state -> Content? in
                guard state.contents.isEmpty else { return state.contents.removeFirst() }
                precondition(state.waiting == nil, "one waits at a time")
                state.waiting = continuation
                return nil
            }
            if let content { continuation.resume(returning: content) }
        }
    }
}
