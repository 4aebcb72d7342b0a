import CLMDB
import Glibc
import Synchronization

/// A folder with an LMDB data file, mapped into memory: one writer at a time, any number of readers
/// that never wait for it, and a commit that is durable when it returns.
///
/// The flags that trade durability for speed are not offered. Read transactions are not tied to
/// threads (`MDB_NOTLS`), a write transaction is.
///
/// `@unchecked Sendable`: LMDB's environment functions may be called from any thread except while
/// the map is moved or closed, and `gate` keeps those two apart from everything else.
@safe
package final class Environment: @unchecked Sendable {
    /// How an environment is opened.
    package struct Options: Sendable {
        /// Bytes of address space for the data, rounded up to whole pages; the file grows with use.
        package var mapSize: Int
        /// How many named databases may be open.
        package var maxDatabases: Int
        /// How many read transactions may be open at once, over all processes.
        package var maxReaders: Int
        /// Permissions of the files where they are made.
        package var mode: UInt32

        package init(
            mapSize: Int = 64 << 20, maxDatabases: Int = 32, maxReaders: Int = 126,
            mode: UInt32 = 0o600
        ) {
            self.mapSize = mapSize
            self.maxDatabases = maxDatabases
            self.maxReaders = maxReaders
            self.mode = mode
        }
    }

    let handle: OpaquePointer
    let gate = Gate()
    private let folder: FolderIdentity

    /// Opens the environment in the folder at `path`, which must exist; its files are made.
    ///
    /// The data file is looked at first, because LMDB would map a truncated one and die of it.
    package init(path: String, options: Options = Options()) throws(LMDBError) {
        let folder = try FolderIdentity(path: path)
        try folder.claim()
        do throws(LMDBError) {
            try DataFile.inspect(folder: path)
            unsafe self.handle = try Self.open(path, options)
        } catch {
            folder.release()
            throw error
        }
        self.folder = folder
    }

    deinit {
        // Open transactions hold the environment, so none is left; a second close is harmless.
        try? close()
    }

    /// Waits for all open transactions and closes the files; everything after throws `.closed`.
    ///
    /// The last reference going away does the same.
    @available(*, noasync, message: "it waits for transactions; use a thread of your own")
    package func close() throws(LMDBError) {
        try gate.whenEmpty(for: .open) { (gate) throws(LMDBError) in
            shut(gate)
        }
    }

    /// Frees what LMDB holds; only with the gate to itself.
    func shut(_ gate: borrowing Gate.Emptied) {
        unsafe gate.takeIdleReaders().forEach { unsafe mdb_txn_abort($0) }
        unsafe mdb_env_close(handle)
        gate.close()
        folder.release()
    }

    private static func open(
        _ path: String, _ options: Options
    ) throws(LMDBError) -> OpaquePointer {
        var created: OpaquePointer?
        unsafe try check(mdb_env_create(&created), .open)
        guard let handle = unsafe created else { throw LMDBError(.invalid, in: .open) }
        do throws(LMDBError) {
            unsafe try check(
                mdb_env_set_mapsize(handle, wholePages(options.mapSize)), .open)
            unsafe try check(mdb_env_set_maxdbs(handle, UInt32(options.maxDatabases)), .open)
            unsafe try check(mdb_env_set_maxreaders(handle, UInt32(options.maxReaders)), .open)
            unsafe try check(
                mdb_env_open(handle, path, UInt32(MDB_NOTLS), mdb_mode_t(options.mode)), .open)
        } catch {
            // A failed mdb_env_open leaves the handle to be closed.
            unsafe mdb_env_close(handle)
            throw error
        }
        return unsafe handle
    }
}

/// Which folder it is, whatever it is called: LMDB must not open one twice in a process, because
/// closing either would drop the file locks of both.
private struct FolderIdentity: Hashable {
    private static let open = Mutex<Set<FolderIdentity>>([])

    private let device: UInt64
    private let inode: UInt64

    init(path: String) throws(LMDBError) {
        let status = try fileStatus(path)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    func claim() throws(LMDBError) {
        let isNew = Self.open.withLock { $0.insert(self).inserted }
        guard isNew else { throw LMDBError(.alreadyOpen, in: .open) }
    }

    func release() {
        _ = Self.open.withLock { $0.remove(self) }
    }
}
