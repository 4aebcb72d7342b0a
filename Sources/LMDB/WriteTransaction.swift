import CLMDB

/// The one transaction that may change things; all of it becomes durable with `commit`, or none.
///
/// Every change is `mutating`, so that nothing read from it, which lies in LMDB's own pages, can
/// be looked at any more once a change has moved those pages: the compiler refuses it.
@safe @usableFromInline
package struct WriteTransaction: ~Copyable, ReadableTransaction {
    @usableFromInline package let handle: TransactionHandle
    private let environment: Environment
    private var isOver = false

    init(environment: Environment, _ pointer: OpaquePointer) {
        self.environment = environment
        handle = unsafe TransactionHandle(pointer: pointer)
    }

    deinit {
        guard !isOver else { return }
        unsafe mdb_txn_abort(handle.pointer)
        environment.gate.leaveWriting()
    }

    /// A look at what it holds by now, its own changes included.
    ///
    /// Any thread may have one, as long as nothing is changed and nobody else looks meanwhile: LMDB
    /// keeps the cursors of a write transaction in a list of its own. Seeing to that is up to the
    /// caller, as is that it ends before the write transaction does.
    package func look() -> ReadTransaction { ReadTransaction(lookingInto: handle) }

    /// Makes all changes durable. If it throws, none of them took place.
    @available(*, noasync, message: "a write transaction belongs to one thread")
    package consuming func commit() throws(LMDBError) {
        isOver = true
        let code = unsafe mdb_txn_commit(handle.pointer)
        environment.gate.leaveWriting()
        try check(code, .commit)
    }

    /// Drops all changes, as going out of scope does.
    package consuming func abort() {}
}
