import CLMDB

/// A named database of an environment: an ordered map from keys of 1 to 511 bytes to values,
/// sorted byte by byte.
///
/// It is a number that stays good as long as the environment it was opened in.
@usableFromInline
package struct Database: Sendable, Hashable {
    let handle: MDB_dbi
}

/// What `Environment.openDatabases` hands out to open databases with.
package struct DatabaseOpener: ~Copyable {
    private let txn: WriteTransaction

    init(txn: consuming WriteTransaction) { self.txn = txn }

    /// Opens the database called `name`; made where it is missing, unless `create` is false and
    /// `.notFound` is thrown.
    package func open(_ name: String, create: Bool = true) throws(LMDBError) -> Database {
        var handle: MDB_dbi = 0
        let flags = create ? UInt32(MDB_CREATE) : 0
        unsafe try check(mdb_dbi_open(txn.handle.pointer, name, flags, &handle), .openDatabase)
        return Database(handle: handle)
    }

    consuming func commit() throws(LMDBError) { try txn.commit() }
}

extension Database {
    /// How big a database is and how deep its tree.
    package struct Statistics: Sendable, Equatable {
        package let entries: Int
        package let depth: Int
        package let branchPages: Int
        package let leafPages: Int
        /// Pages of values too big for a leaf.
        package let overflowPages: Int
        /// Bytes of a page.
        package let pageSize: Int

        package var pages: Int { branchPages + leafPages + overflowPages }
        package var bytes: Int { pages * pageSize }
    }
}
