import CLMDB

/// A place in a database, for walking it in the order of its keys.
///
/// It lives inside `withCursor`, so it never outlives its transaction, and nothing is written
/// while it is there. Opening one costs a `malloc`: walk several ranges with the same one.
/// Every move hands the entry it arrives at to a closure and gives nil where there is none.
@safe
package struct Cursor: ~Copyable {
    /// A move that needs no key.
    package enum Step: Sendable {
        case first, last, next, previous
    }

    let handle: OpaquePointer
    let txn: OpaquePointer
    let database: Database

    init(txn: OpaquePointer, _ database: Database) throws(LMDBError) {
        var opened: OpaquePointer?
        unsafe try check(mdb_cursor_open(txn, database.handle, &opened), .cursor)
        guard let handle = unsafe opened else { throw LMDBError(.badTransaction, in: .cursor) }
        unsafe self.handle = unsafe handle
        unsafe self.txn = unsafe txn
        self.database = database
    }

    deinit { unsafe mdb_cursor_close(handle) }
}

extension ReadableTransaction where Self: ~Copyable {
    /// Runs `body` with a cursor over `database`.
    package func withCursor<R, E: ExpressibleByLMDBError>(
        _ database: Database, _ body: (borrowing Cursor) throws(E) -> R
    ) throws(E) -> R {
        let cursor: Cursor
        do { cursor = try openCursor(handle, database) } catch { throw E(error) }
        return try body(cursor)
    }
}

extension Cursor {
    /// Moves to the first, last, next or previous entry. A fresh cursor's next is the first and
    /// its previous the last.
    package func move<R>(
        _ step: Step, _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> R
    ) throws(LMDBError) -> R? {
        guard let entry = unsafe try stepped(step) else { return nil }
        return unsafe body(entry.key.span, entry.value.span)
    }

    /// Moves to the first entry whose key is `key` or sorts after it.
    package func seek<R>(
        atOrAfter key: Span<UInt8>, _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> R
    ) throws(LMDBError) -> R? {
        guard let entry = unsafe try sought(atOrAfter: key) else { return nil }
        return unsafe body(entry.key.span, entry.value.span)
    }

    /// Moves to the last entry whose key sorts before `key`.
    package func seek<R>(
        before key: Span<UInt8>, _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) -> R
    ) throws(LMDBError) -> R? {
        guard let entry = unsafe try sought(before: key) else { return nil }
        return unsafe body(entry.key.span, entry.value.span)
    }
}

// MARK: - The moves themselves

/// Where an entry lies in LMDB's pages.
@unsafe
struct Entry {
    let key: UnsafeBufferPointer<UInt8>
    let value: UnsafeBufferPointer<UInt8>
}

extension Cursor {
    func stepped(_ step: Step) throws(LMDBError) -> Entry? {
        switch step {
        case .first: unsafe try arrive(MDB_FIRST)
        case .last: unsafe try arrive(MDB_LAST)
        case .next: unsafe try arrive(MDB_NEXT)
        case .previous: unsafe try arrive(MDB_PREV)
        }
    }

    func sought(atOrAfter key: Span<UInt8>) throws(LMDBError) -> Entry? {
        // LMDB refuses an empty key, but every key sorts after it.
        guard !key.isEmpty else { return unsafe try arrive(MDB_FIRST) }
        var found = unsafe MDB_val()
        var value = unsafe MDB_val()
        let code = unsafe key.withValue { key in
            let code = unsafe mdb_cursor_get(handle, &key, &value, MDB_SET_RANGE)
            unsafe found = unsafe key
            return code
        }
        return unsafe try entry(code, found, value)
    }

    func sought(before key: Span<UInt8>) throws(LMDBError) -> Entry? {
        guard !key.isEmpty else { return nil }
        let isInside = unsafe try sought(atOrAfter: key) != nil
        return unsafe try arrive(isInside ? MDB_PREV : MDB_LAST)
    }

    private func arrive(_ operation: MDB_cursor_op) throws(LMDBError) -> Entry? {
        var key = unsafe MDB_val()
        var value = unsafe MDB_val()
        let code = unsafe mdb_cursor_get(handle, &key, &value, operation)
        return unsafe try entry(code, key, value)
    }

    private func entry(
        _ code: Int32, _ key: MDB_val, _ value: MDB_val
    ) throws(LMDBError) -> Entry? {
        if code == MDB_NOTFOUND { return nil }
        try check(code, .cursor)
        return unsafe Entry(key: UnsafeBufferPointer(key), value: UnsafeBufferPointer(value))
    }
}

func openCursor(
    _ txn: TransactionHandle, _ database: Database
) throws(LMDBError) -> Cursor {
    unsafe try Cursor(txn: txn.pointer, database)
}
