import LMDB
import TestSupport
import Testing

@Suite struct `An error` {
    @Test func `names the call, LMDB's code and its meaning`() {
        #expect(
            LMDBError(.mapFull, in: .put).description
                == "LMDB put failed: MDB_MAP_FULL: Environment mapsize limit reached")
        #expect(
            LMDBError(LMDBError.Code(rawValue: 28), in: .commit).description
                == "LMDB commit failed: No space left on device")
        #expect(
            LMDBError(.truncated, in: .open).description
                == "LMDB open failed: the data file is shorter than its meta page says")
    }

    @Test func `tells a full disk by every way it shows`() {
        let ENOSPC: Int32 = 28, EDQUOT: Int32 = 122, EFBIG: Int32 = 27, EIO: Int32 = 5
        for code in [ENOSPC, EDQUOT, EFBIG] {
            #expect(LMDBError(LMDBError.Code(rawValue: code), in: .put).isDiskFull)
        }
        #expect(LMDBError(LMDBError.Code(rawValue: EIO), in: .commit).isDiskFull)
        #expect(!LMDBError(LMDBError.Code(rawValue: EIO), in: .open).isDiskFull)
        #expect(!LMDBError(.mapFull, in: .commit).isDiskFull)
    }
}

@Suite struct `A full map` {
    @Test func `fails the put, loses nothing before it, and takes more once grown`() throws {
        let fixture = try Fixture(options: .init(mapSize: 128 << 10))
        let written = try fill(fixture, upTo: 1_000)
        #expect(written > 0 && written < 1_000)
        #expect(try fixture.keys().count == written)

        try fixture.environment.grow(to: 8 << 20)
        #expect(try fixture.environment.mapSize == 8 << 20)
        #expect(try fill(fixture, upTo: 1_000) == 1_000)
    }

    @Test func `keeps its data when opened again`() throws {
        let fixture = try Fixture(options: .init(mapSize: 128 << 10))
        let written = try fill(fixture, upTo: 1_000)
        try fixture.environment.close()

        let again = try Environment(path: fixture.folder.path)
        let entries = try again.openDatabases { (opener) throws(LMDBError) in
            try opener.open("entries", create: false)
        }
        let statistics = try again.read { (txn) throws(LMDBError) in try txn.statistics(entries) }
        #expect(statistics.entries == written)
    }

    @Test func `can show itself at the commit, even of a deletion, and leaves nothing behind`()
        throws
    {
        // Freed pages are listed in pages of their own, more of them than are left.
        let fixture = try Fixture(options: .init(mapSize: 8 << 20))
        let written = try fill(fixture, upTo: 10_000)
        #expect(throws: LMDBError(.mapFull, in: .commit)) {
            try fixture.environment.write { (txn) throws(LMDBError) in
                try txn.empty(fixture.entries)
            }
        }
        #expect(try fixture.keys().count == written)
    }

    /// Stores values of a page each until the map is full, at last in transactions of one; how
    /// many there are then.
    private func fill(_ fixture: Fixture, upTo limit: Int) throws(LMDBError) -> Int {
        let value = [UInt8](repeating: 1, count: 3_000)
        var count = 0
        var batch = 64
        while batch > 0 && count < limit {
            do throws(LMDBError) {
                try fixture.environment.write { (txn) throws(LMDBError) in
                    for number in count..<min(count + batch, limit) {
                        try txn.put(fixture.entries, bytes("\(number)").span, value.span)
                    }
                }
                count = min(count + batch, limit)
            } catch {
                guard error.isMapFull else { throw error }
                batch /= 2
            }
        }
        return count
    }
}

@Suite struct `A refused read` {
    @Test func `comes when all reader slots are taken, and ends with one of them`() throws {
        let fixture = try Fixture(options: .init(maxReaders: 2))
        let first = try fixture.environment.beginRead()
        do {
            let second = try fixture.environment.beginRead()
            #expect(throws: LMDBError(.readersFull, in: .beginRead)) {
                try fixture.environment.read { (txn) throws(LMDBError) in txn.id }
            }
            #expect(second.id == first.id)
        }
        #expect(try fixture.keys() == [])
        #expect(try fixture.environment.information.maxReaders == 2)
    }

    @Test func `comes when the environment is closed`() throws {
        let fixture = try Fixture()
        try fixture.environment.close()
        #expect(throws: LMDBError(.closed, in: .beginRead)) { try fixture.keys() }
        #expect(throws: LMDBError(.closed, in: .beginWrite)) { try fixture.store(["a"]) }
        #expect(throws: LMDBError(.closed, in: .information)) {
            try fixture.environment.usedBytes
        }
    }
}

@Suite struct `A database` {
    @Test func `is not found where it was never made`() throws {
        let fixture = try Fixture()
        #expect(throws: LMDBError(.notFound, in: .openDatabase)) {
            try fixture.environment.openDatabases { (opener) throws(LMDBError) in
                try opener.open("other", create: false)
            }
        }
    }

    @Test func `beyond the agreed number is refused`() throws {
        let fixture = try Fixture(options: .init(maxDatabases: 1))
        #expect(throws: LMDBError(.databasesFull, in: .openDatabase)) {
            try fixture.environment.openDatabases { (opener) throws(LMDBError) in
                try opener.open("other")
            }
        }
    }

    @Test func `knows its size`() throws {
        let fixture = try Fixture()
        try fixture.store((0..<1_000).map { "key \($0)" })
        let statistics = try fixture.environment.read { (txn) throws(LMDBError) in
            try txn.statistics(fixture.entries)
        }
        #expect(statistics.entries == 1_000)
        #expect(statistics.depth == 2)
        #expect(statistics.pages == statistics.branchPages + statistics.leafPages)
        #expect(try fixture.environment.usedBytes > statistics.pages * statistics.pageSize)
    }
}
