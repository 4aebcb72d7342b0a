import LMDB
import Testing

@Suite struct `A transaction` {
    let fixture: Fixture

    init() throws { fixture = try Fixture() }

    @Test func `is seen by later readers once committed`() throws {
        try fixture.store(["a", "b"])
        #expect(try fixture.keys() == ["a", "b"])
        #expect(try fixture.value(of: "a") == "a")
        #expect(try fixture.value(of: "c") == nil)
    }

    @Test func `is not seen by a reader that began before its commit`() throws {
        let txn = try fixture.environment.beginRead()
        try fixture.store(["a"])
        #expect(try !txn.contains(fixture.entries, bytes("a").span))
        txn.end()
        #expect(try fixture.keys() == ["a"])
    }

    @Test func `sees its own changes`() throws {
        try fixture.environment.write { (txn) throws(LMDBError) in
            try txn.put(fixture.entries, bytes("a").span, bytes("1").span)
            #expect(try txn.get(fixture.entries, bytes("a").span) == bytes("1"))
        }
    }

    @Test func `leaves nothing behind when aborted`() throws {
        var txn = try fixture.environment.beginWrite()
        try txn.put(fixture.entries, bytes("a").span, bytes("1").span)
        txn.abort()
        #expect(try fixture.keys() == [])
    }

    @Test func `leaves nothing behind when it goes out of scope`() throws {
        do {
            var txn = try fixture.environment.beginWrite()
            try txn.put(fixture.entries, bytes("a").span, bytes("1").span)
        }
        #expect(try fixture.keys() == [])
        try fixture.store(["b"])
        #expect(try fixture.keys() == ["b"])
    }

    @Test func `leaves nothing behind when its closure throws`() throws {
        #expect(throws: Refused.refused) {
            try fixture.environment.write { (txn) throws(Refused) in
                do throws(LMDBError) {
                    try txn.put(fixture.entries, bytes("a").span, bytes("1").span)
                } catch {
                    throw Refused(error)
                }
                throw .refused
            }
        }
        #expect(try fixture.keys() == [])
        try fixture.store(["b"])
    }

    @Test func `stays open over several calls`() throws {
        var txn = try fixture.environment.beginWrite()
        for number in 0..<3 { try add(number, to: &txn) }
        try txn.commit()
        #expect(try fixture.keys() == ["0", "1", "2"])
    }

    @Test func `carries the number of its commit`() throws {
        try fixture.store(["a"])
        let last = try fixture.environment.information.lastTransactionID
        let txn = try fixture.environment.beginRead()
        #expect(txn.id == last)
        try fixture.environment.write { (txn) throws(LMDBError) in #expect(txn.id == last + 1) }
    }

    @Test func `reads with its caller's own error type`() throws {
        try fixture.store(["a"])
        let read = { () throws(Refused) -> Int? in
            try fixture.environment.read { (txn) throws(Refused) in
                try txn.get(fixture.entries, bytes("a").span) { (value) throws(Refused) in
                    if value.count == 1 { throw .refused }
                    return value.count
                }
            }
        }
        #expect(throws: Refused.refused) { try read() }
    }

    @Test func `may read again and again with the same slot`() throws {
        try fixture.store(["a"])
        for _ in 0..<200 { #expect(try fixture.keys() == ["a"]) }
        #expect(try fixture.environment.information.readersPeak == 1)
    }

    @Test func `keeps no page from being used again once it ended`() throws {
        try fixture.store(["a"])
        #expect(try fixture.keys() == ["a"])
        let used = try fixture.environment.usedBytes
        for _ in 0..<100 { try fixture.store(["a"]) }
        #expect(try fixture.environment.usedBytes < used + 10 * 4096)
    }

    private func add(_ number: Int, to txn: inout WriteTransaction) throws(LMDBError) {
        try txn.put(fixture.entries, bytes("\(number)").span, bytes("").span)
    }
}

/// What a caller of the wrapper might throw.
private enum Refused: Error, Equatable, ExpressibleByLMDBError {
    case refused
    case storage(LMDBError)

    init(_ error: LMDBError) { self = .storage(error) }
}
