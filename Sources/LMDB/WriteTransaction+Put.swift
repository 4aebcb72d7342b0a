import CLMDB

/// How a put treats what is there.
package struct PutOptions: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// As a constant, because an empty literal is put together anew each time.
    package static let overwrite: PutOptions = []
    /// The key sorts after all others, which fills pages wholly; `.keyExist` is thrown if not.
    package static let append = PutOptions(rawValue: UInt32(MDB_APPEND))
    /// The key is new; `.keyExist` is thrown if not.
    package static let noOverwrite = PutOptions(rawValue: UInt32(MDB_NOOVERWRITE))
}

extension WriteTransaction {
    /// Stores `value` under `key`.
    package mutating func put(
        _ database: Database, _ key: Span<UInt8>, _ value: Span<UInt8>,
        _ options: PutOptions = .overwrite
    ) throws(LMDBError) {
        let txn = unsafe handle.pointer
        let code = unsafe key.withValue { key in
            unsafe value.withValue { value in
                unsafe mdb_put(txn, database.handle, &key, &value, options.rawValue)
            }
        }
        try check(code, .put)
    }

    /// Stores `value` under `key` unless there is one; whether there was none.
    package mutating func insert(
        _ database: Database, _ key: Span<UInt8>, _ value: Span<UInt8>
    ) throws(LMDBError) -> Bool {
        do throws(LMDBError) {
            try put(database, key, value, .noOverwrite)
            return true
        } catch {
            guard error.code == .keyExist else { throw error }
            return false
        }
    }

    /// Makes room for `count` bytes under `key` and lets `fill` write them where they will stay.
    ///
    /// The bytes begin as zeros, so that what is left out is the same each time.
    package mutating func put(
        _ database: Database, _ key: Span<UInt8>, count: Int, _ options: PutOptions = .overwrite,
        filling fill: (inout MutableSpan<UInt8>) -> Void
    ) throws(LMDBError) {
        let room = unsafe try reserve(database, key, count, options)
        var span = unsafe room.mutableSpan
        fill(&span)
    }

    mutating func reserve(
        _ database: Database, _ key: Span<UInt8>, _ count: Int, _ options: PutOptions
    ) throws(LMDBError) -> UnsafeMutableBufferPointer<UInt8> {
        precondition(count >= 0, "a value has no negative length")
        let txn = unsafe handle.pointer
        var value = unsafe MDB_val(mv_size: count, mv_data: nil)
        let code = unsafe key.withValue { key in
            unsafe mdb_put(
                txn, database.handle, &key, &value, options.rawValue | UInt32(MDB_RESERVE))
        }
        try check(code, .put)
        let room = unsafe UnsafeMutableBufferPointer(
            start: value.mv_data?.assumingMemoryBound(to: UInt8.self), count: count)
        unsafe room.initialize(repeating: 0)
        return unsafe room
    }
}

extension WriteTransaction {
    /// Deletes `key`; whether it was there.
    @discardableResult
    package mutating func delete(
        _ database: Database, _ key: Span<UInt8>
    ) throws(LMDBError) -> Bool {
        let txn = unsafe handle.pointer
        let code = unsafe key.withValue { key in
            unsafe mdb_del(txn, database.handle, &key, nil)
        }
        if code == MDB_NOTFOUND { return false }
        try check(code, .delete)
        return true
    }

    /// Deletes everything in the database and keeps it.
    package mutating func empty(_ database: Database) throws(LMDBError) {
        unsafe try check(mdb_drop(handle.pointer, database.handle, 0), .empty)
    }
}
