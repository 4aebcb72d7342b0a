import LMDB
import Testing

@Suite struct `A cursor` {
    let fixture: Fixture

    init() throws { fixture = try Fixture() }

    @Test func `walks in both directions`() throws {
        try fixture.store(["a", "b", "c"])
        try withCursor { (cursor) throws(LMDBError) in
            #expect(try key(cursor, .first) == "a")
            #expect(try key(cursor, .next) == "b")
            #expect(try key(cursor, .next) == "c")
            #expect(try key(cursor, .next) == nil)
            #expect(try key(cursor, .last) == "c")
            #expect(try key(cursor, .previous) == "b")
            #expect(try key(cursor, .previous) == "a")
            #expect(try key(cursor, .previous) == nil)
        }
    }

    @Test func `begins before the first and after the last`() throws {
        try fixture.store(["a", "b"])
        try withCursor { (cursor) throws(LMDBError) in #expect(try key(cursor, .next) == "a") }
        try withCursor { (cursor) throws(LMDBError) in #expect(try key(cursor, .previous) == "b") }
    }

    @Test func `seeks to either side of a key`() throws {
        try fixture.store(["b", "d"])
        let found: [(String, atOrAfter: String?, before: String?)] = [
            ("", "b", nil), ("a", "b", nil), ("b", "b", nil), ("bb", "d", "b"), ("c", "d", "b"),
            ("d", "d", "b"), ("e", nil, "d"),
        ]
        try withCursor { (cursor) throws(LMDBError) in
            for (key, atOrAfter, before) in found {
                let key = bytes(key)
                #expect(
                    try cursor.seek(atOrAfter: key.span) { found, _ in text(found) } == atOrAfter)
                #expect(try cursor.seek(before: key.span) { found, _ in text(found) } == before)
            }
        }
    }

    @Test func `finds nothing in an empty database`() throws {
        try withCursor { (cursor) throws(LMDBError) in
            for step in [Cursor.Step.first, .last, .next, .previous] {
                #expect(try key(cursor, step) == nil)
            }
            let key = bytes("a")
            #expect(try cursor.seek(atOrAfter: key.span) { _, _ in true } == nil)
            #expect(try cursor.seek(before: key.span) { _, _ in true } == nil)
        }
    }

    @Test func `walks what a write transaction changed before it`() throws {
        try fixture.store(["a", "c"])
        var txn = try fixture.environment.beginWrite()
        try txn.put(fixture.entries, bytes("b").span, bytes("1").span)
        var keys: [String] = []
        try txn.scan(fixture.entries) { key, _ in
            keys.append(text(key))
            return .continue
        }
        #expect(keys == ["a", "b", "c"])
        try txn.commit()
    }

    private func withCursor(
        _ body: (borrowing Cursor) throws(LMDBError) -> Void
    ) throws(LMDBError) {
        try fixture.environment.read { (txn) throws(LMDBError) in
            try txn.withCursor(fixture.entries, body)
        }
    }

    private func key(
        _ cursor: borrowing Cursor, _ step: Cursor.Step
    ) throws(LMDBError) -> String? {
        try cursor.move(step) { key, _ in text(key) }
    }
}

@Suite struct `A scan` {
    let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        try fixture.store(["a", "b", "ba", "bb", "c"])
    }

    @Test(arguments: [
        Range(nil, nil, ["a", "b", "ba", "bb", "c"]),
        Range("b", nil, ["b", "ba", "bb", "c"]),
        Range(nil, "b", ["a"]),
        Range("b", "bb", ["b", "ba"]),
        Range("aa", "bc", ["b", "ba", "bb"]),
        Range("b", "b", []),
        Range("c", "b", []),
        Range("d", nil, []),
        Range(nil, "a", []),
        Range("", "", []),
        Range("", nil, ["a", "b", "ba", "bb", "c"]),
    ])
    func `stays in its range in both directions`(range: Range) throws {
        #expect(try scan(range, reversed: false) == range.keys)
        #expect(try scan(range, reversed: true) == range.keys.reversed())
    }

    @Test(arguments: [
        ("b", ["b", "ba", "bb"]), ("bb", ["bb"]), ("d", []), ("", ["a", "b", "ba", "bb", "c"]),
    ])
    func `of a prefix gives the keys that begin with it`(prefix: String, keys: [String]) throws {
        for reversed in [false, true] {
            let txn = try fixture.environment.beginRead()
            let prefix = bytes(prefix)
            var found: [String] = []
            try txn.scan(fixture.entries, prefix: prefix.span, reversed: reversed) { key, _ in
                found.append(text(key))
                return .continue
            }
            #expect(found == (reversed ? keys.reversed() : keys))
        }
    }

    @Test func `of a prefix without an end reaches the last key`() throws {
        let keys: [[UInt8]] = [[0xFE, 0xFF], [0xFE, 0xFF, 0xFF, 1], [0xFF], [0xFF, 0xFF, 3]]
        try fixture.environment.write { (txn) throws(LMDBError) in
            for key in keys { try txn.put(fixture.entries, key.span, key.span) }
        }
        for (prefix, expected) in [([0xFF], keys[2...]), ([0xFE, 0xFF], keys[..<2])]
            as [([UInt8], _)]
        {
            let txn = try fixture.environment.beginRead()
            var found: [[UInt8]] = []
            try txn.scan(fixture.entries, prefix: prefix.span) { key, _ in
                found.append(bytes(key))
                return .continue
            }
            #expect(found == Array(expected))
        }
    }

    @Test func `stops when told to`() throws {
        let txn = try fixture.environment.beginRead()
        var found: [String] = []
        try txn.scan(fixture.entries) { key, _ in
            found.append(text(key))
            return found.count == 2 ? .stop : .continue
        }
        #expect(found == ["a", "b"])
    }

    @Test func `throws what its closure throws`() throws {
        let txn = try fixture.environment.beginRead()
        #expect(throws: LMDBError(.corrupted, in: .get)) {
            try txn.scan(fixture.entries) { (_, _) throws(LMDBError) in
                throw LMDBError(.corrupted, in: .get)
            }
        }
    }

    private func scan(_ range: Range, reversed: Bool) throws(LMDBError) -> [String] {
        let txn = try fixture.environment.beginRead()
        let lower = range.lower.map(bytes)
        let upper = range.upper.map(bytes)
        var found: [String] = []
        try txn.scan(
            fixture.entries, from: lower?.span, to: upper?.span, reversed: reversed
        ) { key, value in
            #expect(text(key) == text(value))
            found.append(text(key))
            return .continue
        }
        return found
    }

    /// A range, and the keys of the suite that are in it.
    struct Range: Sendable, CustomTestStringConvertible {
        let lower: String?
        let upper: String?
        let keys: [String]

        init(_ lower: String?, _ upper: String?, _ keys: [String]) {
            self.lower = lower
            self.upper = upper
            self.keys = keys
        }

        var testDescription: String { "from \(lower ?? "the start") to \(upper ?? "the end")" }
    }
}
