import Dispatch
import Synchronization

/// A lock that goes from hand to hand in the order of asking, so that whoever takes it again and
/// again keeps nobody out.
final class FairLock: Sendable {
    private struct State {
        var isHeld = false
        var waiting: [DispatchSemaphore] = []
    }

    private let state = Mutex(State())

    func lock() {
        let turn: DispatchSemaphore? = state.withLock { state in
            guard state.isHeld else {
                state.isHeld = true
                return nil
            }
            let turn = DispatchSemaphore(value: 0)
            state.waiting.append(turn)
            return turn
        }
        turn?.wait()
    }

    /// Hands the lock to whoever asked first, or leaves it to the next one to ask.
    func unlock() {
        let next: DispatchSemaphore? = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isHeld = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.signal()
    }
}
