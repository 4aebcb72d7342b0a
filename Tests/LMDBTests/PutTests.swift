import LMDB
import Testing

@Suite struct `A put` {
    let fixture: Fixture

    init() throws { fixture = try Fixture() }

    @Test func `replaces what was there`() throws {
        try put("a", "1")
        try put("a", "22")
        #expect(try fixture.value(of: "a") == "22")
    }

    @Test func `keeps an empty value`() throws {
        try put("a", "")
        #expect(try fixture.value(of: "a") == "")
    }

    @Test func `keeps a value of many pages`() throws {
        let value = [UInt8](repeating: 7, count: 100_000)
        try fixture.environment.write { (txn) throws(LMDBError) in
            try txn.put(fixture.entries, bytes("a").span, value.span)
        }
        let txn = try fixture.environment.beginRead()
        #expect(try txn.get(fixture.entries, bytes("a").span) == value)
    }

    @Test func `without overwriting throws where there is a value`() throws {
        try put("a", "1")
        #expect(throws: LMDBError(.keyExist, in: .put)) { try put("a", "2", .noOverwrite) }
        #expect(try fixture.value(of: "a") == "1")
    }

    @Test func `as an insertion says whether the key was new`() throws {
        try fixture.environment.write { (txn) throws(LMDBError) in
            #expect(try txn.insert(fixture.entries, bytes("a").span, bytes("1").span))
            #expect(try !txn.insert(fixture.entries, bytes("a").span, bytes("2").span))
        }
        #expect(try fixture.value(of: "a") == "1")
    }

    @Test func `that appends fills pages better and keeps the order`() throws {
        let keys = (0..<2_000).map { "key \($0 + 10_000)" }
        try fixture.environment.write { (txn) throws(LMDBError) in
            for key in keys {
                try txn.put(fixture.entries, bytes(key).span, bytes(key).span, .append)
            }
        }
        #expect(try fixture.keys() == keys)
        #expect(throws: LMDBError(.keyExist, in: .put)) { try put("a", "1", .append) }
    }

    @Test func `that reserves hands out zeros to write to`() throws {
        try fixture.environment.write { (txn) throws(LMDBError) in
            try txn.put(fixture.entries, bytes("a").span, bytes("xxxxxxxxxxxx").span)
            try txn.put(fixture.entries, bytes("a").span, count: 12) { room in
                #expect(room.count == 12)
                room.store(UInt64(0x0102).bigEndian, at: 1)
                room[11] = 9
            }
        }
        let txn = try fixture.environment.beginRead()
        let value = try #require(try txn.get(fixture.entries, bytes("a").span))
        #expect(value == [0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 9])
        #expect(UInt64(bigEndian: value.span.load(at: 1)) == 0x0102)
    }

    @Test func `that reserves obeys its options`() throws {
        try put("a", "1")
        #expect(throws: LMDBError(.keyExist, in: .put)) {
            try fixture.environment.write { (txn) throws(LMDBError) in
                try txn.put(fixture.entries, bytes("a").span, count: 1, .noOverwrite) { _ in }
            }
        }
    }

    @Test(arguments: [0, 512])
    func `of a key too short or too long is refused`(length: Int) throws {
        let key = String(repeating: "k", count: length)
        #expect(throws: LMDBError(.badValueSize, in: .put)) { try put(key, "1") }
        try put(String(repeating: "k", count: 511), "1")
    }

    private func put(
        _ key: String, _ value: String, _ options: PutOptions = []
    ) throws(LMDBError) {
        try fixture.environment.write { (txn) throws(LMDBError) in
            try txn.put(fixture.entries, bytes(key).span, bytes(value).span, options)
        }
    }
}

@Suite struct `A deletion` {
    let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        try fixture.store(["a", "b", "c", "d"])
    }

    @Test func `says whether the key was there`() throws {
        try fixture.environment.write { (txn) throws(LMDBError) in
            #expect(try txn.delete(fixture.entries, bytes("b").span))
            #expect(try !txn.delete(fixture.entries, bytes("b").span))
        }
        #expect(try fixture.keys() == ["a", "c", "d"])
    }

    @Test func `of a range leaves its upper end`() throws {
        try fixture.environment.write { (txn) throws(LMDBError) in
            let range = (bytes("b"), bytes("d"))
            let count = try txn.delete(fixture.entries, from: range.0.span, to: range.1.span)
            #expect(count == 2)
        }
        #expect(try fixture.keys() == ["a", "d"])
    }

    @Test func `of a range stops at its limit`() throws {
        try fixture.environment.write { (txn) throws(LMDBError) in
            #expect(try txn.delete(fixture.entries, limit: 3) == 3)
        }
        #expect(try fixture.keys() == ["d"])
    }

    @Test func `of everything keeps the database`() throws {
        try fixture.environment.write { (txn) throws(LMDBError) in
            try txn.empty(fixture.entries)
            #expect(try txn.statistics(fixture.entries).entries == 0)
        }
        #expect(try fixture.keys() == [])
        try fixture.store(["e"])
        #expect(try fixture.keys() == ["e"])
    }
}
