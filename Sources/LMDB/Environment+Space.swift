import CLMDB
import Glibc

extension Environment {
    /// The size of things, as of the last commit.
    package struct Information: Sendable {
        /// Bytes of address space the data may take.
        package let mapSize: Int
        /// Bytes up to the last page in use; pages freed below it are used again.
        package let usedBytes: Int
        /// The number of the last committed write transaction.
        package let lastTransactionID: Int
        /// Reader slots there are, over all processes.
        package let maxReaders: Int
        /// Reader slots ever taken.
        package let readersPeak: Int
    }

    package var information: Information {
        get throws(LMDBError) {
            try gate.withStillMap(for: .information) { () throws(LMDBError) in
                var info = unsafe MDB_envinfo()
                var stat = MDB_stat()
                unsafe try check(mdb_env_info(handle, &info), .information)
                unsafe try check(mdb_env_stat(handle, &stat), .information)
                return unsafe Information(
                    mapSize: info.me_mapsize,
                    usedBytes: (info.me_last_pgno + 1) * Int(stat.ms_psize),
                    lastTransactionID: info.me_last_txnid,
                    maxReaders: Int(info.me_maxreaders),
                    readersPeak: Int(info.me_numreaders))
            }
        }
    }

    /// Bytes of address space the data may take.
    package var mapSize: Int { get throws(LMDBError) { try information.mapSize } }

    /// Bytes up to the last page in use.
    package var usedBytes: Int { get throws(LMDBError) { try information.usedBytes } }

    /// Makes the map at least `size` bytes, rounded up to whole pages; never smaller.
    ///
    /// Waits until every open transaction has ended and lets new ones wait meanwhile.
    @available(*, noasync, message: "it waits for transactions; use a thread of your own")
    package func grow(to size: Int) throws(LMDBError) {
        try gate.whenEmpty(for: .grow) { (gate) throws(LMDBError) in
            var info = unsafe MDB_envinfo()
            unsafe try check(mdb_env_info(handle, &info), .grow)
            guard unsafe size > info.me_mapsize else { return }
            try probeAddressSpace(wholePages(size))
            do throws(LMDBError) {
                unsafe try check(mdb_env_set_mapsize(handle, wholePages(size)), .grow)
            } catch {
                // LMDB has unmapped the old map by now and cannot bring it back.
                shut(gate)
                throw error
            }
        }
    }

    /// Frees the reader slots of processes that died; how many there were.
    @discardableResult
    package func checkReaders() throws(LMDBError) -> Int {
        try gate.withStillMap(for: .checkReaders) { () throws(LMDBError) in
            var dead: Int32 = 0
            unsafe try check(mdb_reader_check(handle, &dead), .checkReaders)
            return Int(dead)
        }
    }

    /// Flushes the data file; commits have done so already.
    @available(*, noasync, message: "it waits for the disk; use a thread of your own")
    package func sync() throws(LMDBError) {
        try visiting(.sync) { () throws(LMDBError) in
            unsafe try check(mdb_env_sync(handle, 1), .sync)
        }
    }

    /// Copies the last commit into the empty folder at `path`, without free pages if `compact`.
    ///
    /// Writers go on meanwhile, but no page of that commit is used again until it is done.
    @available(*, noasync, message: "it waits for the disk; use a thread of your own")
    package func copy(to path: String, compact: Bool) throws(LMDBError) {
        try visiting(.copy) { () throws(LMDBError) in
            let flags = compact ? UInt32(MDB_CP_COMPACT) : 0
            unsafe try check(mdb_env_copy2(handle, path, flags), .copy)
        }
    }

    /// Keeps the map where it is for as long as `body` takes, as a transaction does.
    private func visiting(
        _ operation: LMDBError.Operation, _ body: () throws(LMDBError) -> Void
    ) throws(LMDBError) {
        try gate.enter(for: operation)
        defer { gate.leave() }
        try body()
    }
}

/// `size` rounded up to whole pages of the machine, which LMDB asks for.
func wholePages(_ size: Int) -> Int {
    let page = sysconf(Int32(_SC_PAGESIZE))
    return (size + page - 1) / page * page
}

/// Throws if there is no address space for a map of `size` bytes: LMDB gives the old map away
/// before it asks for the new one.
private func probeAddressSpace(_ size: Int) throws(LMDBError) {
    let probe = unsafe mmap(
        nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let probe = unsafe probe, unsafe probe != MAP_FAILED else {
        throw LMDBError(.errno, in: .grow)
    }
    unsafe munmap(probe, size)
}
