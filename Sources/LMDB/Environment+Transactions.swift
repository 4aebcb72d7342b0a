import CLMDB

extension Environment {
    /// Runs `body` in a read transaction: one consistent view of everything committed before it.
    ///
    /// Keep it short and suspend nowhere inside: while it is open no page it can see is used again,
    /// and growth of the map waits for it. One transaction per thread at a time, else a growth that
    /// waits for the first makes the second wait for ever.
    package func read<R, E: ExpressibleByLMDBError>(
        _ body: (borrowing ReadTransaction) throws(E) -> R
    ) throws(E) -> R {
        let txn: ReadTransaction
        do { txn = try beginRead() } catch { throw E(error) }
        return try body(txn)
    }

    /// Runs `body` in the write transaction, commits if it returns and aborts if it throws.
    @available(*, noasync, message: "a write transaction belongs to one thread")
    package func write<R, E: ExpressibleByLMDBError>(
        _ body: (inout WriteTransaction) throws(E) -> R
    ) throws(E) -> R {
        var txn: WriteTransaction
        do { txn = try beginWrite() } catch { throw E(error) }
        let result = try body(&txn)
        do { try txn.commit() } catch { throw E(error) }
        return result
    }

    /// A read transaction that ends when it goes out of scope.
    package func beginRead() throws(LMDBError) -> ReadTransaction {
        if let idle = unsafe try gate.enterReading() {
            let code = unsafe mdb_txn_renew(idle)
            if code == MDB_SUCCESS { return unsafe ReadTransaction(environment: self, idle) }
            unsafe mdb_txn_abort(idle)
            gate.leave()
            throw LMDBError(LMDBError.Code(rawValue: code), in: .beginRead)
        }
        do throws(LMDBError) {
            let txn = unsafe try begin(flags: UInt32(MDB_RDONLY), .beginRead)
            return unsafe ReadTransaction(environment: self, txn)
        } catch {
            gate.leave()
            throw error
        }
    }

    /// The write transaction; waits for the one before it. It aborts when it goes out of scope
    /// without a commit, and must end on the thread that began it.
    @available(*, noasync, message: "a write transaction belongs to one thread")
    package func beginWrite() throws(LMDBError) -> WriteTransaction {
        try gate.enterWriting()
        do throws(LMDBError) {
            let txn = unsafe try begin(flags: 0, .beginWrite)
            return unsafe WriteTransaction(environment: self, txn)
        } catch {
            gate.leaveWriting()
            throw error
        }
    }

    private func begin(
        flags: UInt32, _ operation: LMDBError.Operation
    ) throws(LMDBError) -> OpaquePointer {
        var begun: OpaquePointer?
        unsafe try check(mdb_txn_begin(handle, nil, flags, &begun), operation)
        guard let txn = unsafe begun else { throw LMDBError(.badTransaction, in: operation) }
        return unsafe txn
    }
}

extension Environment {
    /// Opens databases by name, makes those that are missing, and commits.
    ///
    /// It has a write transaction of its own, because a handle is only worth something once the
    /// transaction that opened it has committed.
    @available(*, noasync, message: "a write transaction belongs to one thread")
    package func openDatabases<R>(
        _ body: (borrowing DatabaseOpener) throws(LMDBError) -> R
    ) throws(LMDBError) -> R {
        let opener = DatabaseOpener(txn: try beginWrite())
        let databases = try body(opener)
        try opener.commit()
        return databases
    }
}
