import LMDB
import Synchronization

/// The write transaction that stays open over many groups: what it holds is newer than LMDB's last
/// commit, and durable by the journal.
///
/// The writer begins, changes and ends it, on its own thread. Whoever wants the newest state looks
/// into it in between, one at a time.
///
/// `@unchecked Sendable`: `book` and `isBroken` are touched only by whoever holds `turn`.
final class OpenBook: @unchecked Sendable {
    private let turn = FairLock()
    private let holdsNews = Atomic<Bool>(false)
    private var book: LMDBBook?
    private var isBroken = false

    /// Whether LMDB's last commit may not be the newest state.
    var isOpen: Bool { holdsNews.load(ordering: .acquiring) }

    /// Has the writer do something with the book, while nobody looks: change, begin or end it. If
    /// it throws, nobody can say any more what the newest state is.
    func withTurn<R>(
        _ body: (inout LMDBBook?) throws(StoreError) -> R
    ) throws(StoreError) -> R {
        turn.lock()
        defer { turn.unlock() }
        do throws(StoreError) {
            let result = try body(&book)
            let holds = book != nil
            holdsNews.store(holds, ordering: .releasing)
            return result
        } catch {
            isBroken = true
            holdsNews.store(true, ordering: .releasing)
            throw error
        }
    }

    /// Ends it without a commit, on the writer's thread. What it held can no longer be seen.
    func drop() {
        turn.lock()
        defer { turn.unlock() }
        guard let book = book.take() else { return }
        isBroken = true
        book.abort()
    }

    /// Runs `body` on what the book holds; nil where it is not open, and so LMDB's last commit is
    /// the newest state.
    func look<R>(_ body: (borrowing StoreView) throws -> R) throws -> R? {
        // Whoever was answered before has set this before.
        guard isOpen else { return nil }
        turn.lock()
        defer { turn.unlock() }
        if isBroken { throw StoreError.closed }
        switch book {
        case .none: return nil
        case .some(let book): return try body(book.look())
        }
    }
}
