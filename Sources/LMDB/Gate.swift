import Glibc

/// Counts the open transactions of an environment and shuts them out while its map is moved.
///
/// LMDB may only be resized or closed while no transaction is open and does not check it. So every
/// transaction enters here and leaves again, and `whenEmpty` waits until all have left while new
/// ones wait for it. It also keeps the handles of ended read transactions, each with its reader
/// slot, because renewing one costs neither `malloc` nor LMDB's own lock.
///
/// `@unchecked Sendable`: all mutable state is only touched with `mutex` held.
@safe
final class Gate: @unchecked Sendable {
    /// How many ended read transactions are kept: more than there are threads that read at once,
    /// and far below LMDB's usual 126 reader slots, since a kept one holds its slot.
    private static let idleReadersMax = 16

    // A condition variable must stay at one address, which a stored property does not promise.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    private var openCount = 0
    private var waiters = 0
    private var isShut = false
    private var isClosed = false
    private var writer: pthread_t?
    private var idleReaders: [OpaquePointer] = unsafe []

    init() {
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(changed, nil)
        unsafe idleReaders.reserveCapacity(Self.idleReadersMax)
    }

    deinit {
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(mutex)
        unsafe changed.deallocate()
        unsafe mutex.deallocate()
    }
}

// MARK: - Coming and going

extension Gate {
    /// Lets somebody in who needs the map where it is.
    func enter(for operation: LMDBError.Operation) throws(LMDBError) {
        try locked { () throws(LMDBError) in
            try waitWhile(operation) { isShut }
            openCount += 1
        }
    }

    func leave() {
        locked {
            openCount -= 1
            wakeWaiters()
        }
    }

    /// Lets a reader in, with the handle of an ended one where there is one to renew.
    func enterReading() throws(LMDBError) -> OpaquePointer? {
        unsafe try locked { () throws(LMDBError) in
            try waitWhile(.beginRead) { isShut }
            openCount += 1
            return unsafe idleReaders.popLast()
        }
    }

    /// Lets a reader out; true if its handle is kept, false if it is to be freed.
    func leaveReading(_ reader: OpaquePointer) -> Bool {
        locked {
            openCount -= 1
            wakeWaiters()
            guard unsafe idleReaders.count < Self.idleReadersMax else { return false }
            unsafe idleReaders.append(reader)
            return true
        }
    }

    /// Lets the calling thread in as the one writer.
    func enterWriting() throws(LMDBError) {
        try locked { () throws(LMDBError) in
            precondition(!isWriter, "a thread has at most one write transaction open")
            try waitWhile(.beginWrite) { isShut || writer != nil }
            writer = pthread_self()
            openCount += 1
        }
    }

    func leaveWriting() {
        locked {
            precondition(isWriter, "a write transaction ends on the thread that began it")
            writer = nil
            openCount -= 1
            wakeWaiters()
        }
    }
}

// MARK: - Everyone out

extension Gate {
    /// Runs `body` with no transaction open and none beginning.
    func whenEmpty<R>(
        for operation: LMDBError.Operation,
        _ body: (borrowing Emptied) throws(LMDBError) -> R
    ) throws(LMDBError) -> R {
        try locked { () throws(LMDBError) in
            precondition(!isWriter, "the map is not moved from inside a write transaction")
            try waitWhile(operation) { isShut }
            isShut = true
            defer {
                isShut = false
                wakeWaiters()
            }
            try waitWhile(operation) { openCount > 0 }
            return try body(Emptied(gate: self))
        }
    }

    /// Runs a short `body` while the map cannot move, without counting as a transaction: so it
    /// never waits for a growth that waits for the caller.
    func withStillMap<R>(
        for operation: LMDBError.Operation, _ body: () throws(LMDBError) -> R
    ) throws(LMDBError) -> R {
        try locked { () throws(LMDBError) in
            guard !isClosed else { throw LMDBError(.closed, in: operation) }
            return try body()
        }
    }

    /// What may be done only by the one who has the gate to himself.
    struct Emptied: ~Copyable {
        fileprivate let gate: Gate

        /// The kept read transactions, no longer kept.
        func takeIdleReaders() -> [OpaquePointer] {
            let readers = unsafe gate.idleReaders
            unsafe gate.idleReaders.removeAll()
            return unsafe readers
        }

        /// Nobody comes in any more.
        func close() { gate.isClosed = true }
    }
}

// MARK: - The lock

extension Gate {
    private var isWriter: Bool {
        guard let writer else { return false }
        return pthread_equal(writer, pthread_self()) != 0
    }

    @inline(__always)
    private func locked<R, E>(_ body: () throws(E) -> R) throws(E) -> R {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body()
    }

    private func waitWhile(
        _ operation: LMDBError.Operation, _ condition: () -> Bool
    ) throws(LMDBError) {
        while !isClosed && condition() {
            waiters += 1
            unsafe pthread_cond_wait(changed, mutex)
            waiters -= 1
        }
        guard !isClosed else { throw LMDBError(.closed, in: operation) }
    }

    private func wakeWaiters() {
        if waiters > 0 { unsafe pthread_cond_broadcast(changed) }
    }
}
