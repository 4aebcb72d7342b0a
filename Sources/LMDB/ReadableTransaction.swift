import CLMDB

/// What read and write transactions have in common: everything that changes nothing.
///
/// Keys and values come as spans over LMDB's own pages, for the length of a closure. Where the
/// closure throws, it throws the caller's error type and the function does too.
@usableFromInline
package protocol ReadableTransaction: ~Copyable {
    var handle: TransactionHandle { get }
}

/// LMDB's pointer, out of sight of the other targets.
@safe @usableFromInline
package struct TransactionHandle {
    @usableFromInline let pointer: OpaquePointer

    init(pointer: OpaquePointer) { unsafe self.pointer = unsafe pointer }
}

extension ReadableTransaction where Self: ~Copyable {
    /// The number of the commit this transaction sees, or is about to make.
    package var id: Int { unsafe mdb_txn_id(handle.pointer) }

    /// What `body` makes of the value of `key`; nil if there is none.
    @inlinable
    package func get<R>(
        _ database: Database, _ key: Span<UInt8>, _ body: (Span<UInt8>) -> R
    ) throws(LMDBError) -> R? {
        guard let value = unsafe try find(handle.pointer, database, key) else { return nil }
        return unsafe body(value.span)
    }

    /// What `body` makes of the value of `key`; nil if there is none.
    @inlinable
    package func get<R, E: ExpressibleByLMDBError>(
        _ database: Database, _ key: Span<UInt8>, _ body: (Span<UInt8>) throws(E) -> R
    ) throws(E) -> R? {
        let found: UnsafeBufferPointer<UInt8>?
        do { unsafe found = try find(handle.pointer, database, key) } catch { throw E(error) }
        guard let value = unsafe found else { return nil }
        return unsafe try body(value.span)
    }

    /// A copy of the value of `key`; nil if there is none.
    package func get(_ database: Database, _ key: Span<UInt8>) throws(LMDBError) -> [UInt8]? {
        guard let value = unsafe try find(handle.pointer, database, key) else { return nil }
        return unsafe Array(value)
    }

    package func contains(_ database: Database, _ key: Span<UInt8>) throws(LMDBError) -> Bool {
        unsafe try find(handle.pointer, database, key) != nil
    }

    package func statistics(_ database: Database) throws(LMDBError) -> Database.Statistics {
        var stat = MDB_stat()
        unsafe try check(mdb_stat(handle.pointer, database.handle, &stat), .statistics)
        return Database.Statistics(
            entries: stat.ms_entries, depth: Int(stat.ms_depth), branchPages: stat.ms_branch_pages,
            leafPages: stat.ms_leaf_pages, overflowPages: stat.ms_overflow_pages,
            pageSize: Int(stat.ms_psize))
    }
}

/// Where the value of `key` lies; good until the transaction changes something or ends.
@usableFromInline
func find(
    _ txn: OpaquePointer, _ database: Database, _ key: Span<UInt8>
) throws(LMDBError) -> UnsafeBufferPointer<UInt8>? {
    var value = unsafe MDB_val()
    let code = unsafe key.withValue { key in unsafe mdb_get(txn, database.handle, &key, &value) }
    if code == MDB_NOTFOUND { return nil }
    try check(code, .get)
    return unsafe UnsafeBufferPointer(value)
}
