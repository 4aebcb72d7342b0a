import Foundation
import LMDB
import TestSupport
import Testing

@Suite struct `Opening` {
    let fixture: Fixture
    private var path: String { fixture.folder.path }
    private var file: URL { URL(filePath: path).appending(path: "data.mdb") }

    init() throws { fixture = try Fixture() }

    @Test func `twice in a process is refused, by whatever path`() throws {
        #expect(throws: LMDBError(.alreadyOpen, in: .open)) { try Environment(path: path) }
        #expect(throws: LMDBError(.alreadyOpen, in: .open)) { try Environment(path: path + "/.") }
    }

    @Test func `again after closing finds the data`() throws {
        try fixture.store(["a"])
        try fixture.environment.close()
        let again = try Environment(path: path)
        let entries = try again.openDatabases { (opener) throws(LMDBError) in
            try opener.open("entries", create: false)
        }
        let txn = try again.beginRead()
        #expect(try txn.contains(entries, bytes("a").span))
    }

    @Test func `again works once the last reference has gone`() throws {
        let folder = fixture.folder.subfolder("other")
        for _ in 0..<3 {
            let environment = try Environment(path: folder)
            #expect(try environment.usedBytes > 0)
        }
    }

    @Test func `of a folder that is not there is refused`() {
        #expect(throws: LMDBError(LMDBError.Code(rawValue: 2), in: .open)) {
            try Environment(path: path + "/nowhere")
        }
    }

    @Test func `makes files for their owner only`() throws {
        for name in ["data.mdb", "lock.mdb"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `of a truncated file is refused at every length`() throws {
        try fixture.store((0..<2_000).map { "key \($0)" })
        try fixture.environment.close()
        let whole = try Data(contentsOf: file)
        for length in stride(from: 1, to: whole.count, by: 1_500) {
            try whole.prefix(length).write(to: file)
            #expect(throws: LMDBError(.truncated, in: .open)) { try Environment(path: path) }
        }
        try whole.write(to: file)
        #expect(try Environment(path: path).usedBytes == whole.count)
    }

    @Test func `of a file that ends in free pages never written goes well`() throws {
        // Pages taken at the end and freed in the same transaction are not written.
        try fixture.store((0..<200).map { "key \($0)" })
        try fixture.environment.write { (txn) throws(LMDBError) in try txn.empty(fixture.entries) }
        try fixture.store(["a"])
        try fixture.environment.write { (txn) throws(LMDBError) in
            let value = [UInt8](repeating: 1, count: 400_000)
            try txn.put(fixture.entries, bytes("big").span, value.span)
            try txn.delete(fixture.entries, bytes("big").span)
            try txn.put(fixture.entries, bytes("b").span, bytes("b").span)
        }
        let used = try fixture.environment.usedBytes
        try fixture.environment.close()
        #expect(try Data(contentsOf: file).count < used)
        #expect(try Environment(path: path).usedBytes == used)
    }

    /// Of the first meta page: where, what, and how it is refused.
    static let damages: [(Int, UInt8, LMDBError.Code)] = [
        (10, 0, .invalid), (16, 0, .invalid), (20, 2, .versionMismatch), (41, 3, .invalid),
    ]

    @Test(arguments: damages)
    func `of a damaged header is refused`(at: Int, byte: UInt8, code: LMDBError.Code) throws {
        try fixture.environment.close()
        var data = try Data(contentsOf: file)
        data[at] = byte
        try data.write(to: file)
        #expect(throws: LMDBError(code, in: .open)) { try Environment(path: path) }
    }

    @Test func `of something else is refused`() throws {
        try fixture.environment.close()
        try Data(repeating: 0x41, count: 100_000).write(to: file)
        #expect(throws: LMDBError(.invalid, in: .open)) { try Environment(path: path) }
    }

    @Test func `of an empty file begins anew`() throws {
        try fixture.environment.close()
        try Data().write(to: file)
        #expect(try Environment(path: path).usedBytes > 0)
    }
}

@Suite struct `A copy` {
    @Test(arguments: [false, true])
    func `opens with the same data`(compact: Bool) throws {
        let fixture = try Fixture()
        try fixture.store((0..<1_000).map { "key \($0)" })
        try fixture.environment.write { (txn) throws(LMDBError) in
            _ = try txn.delete(fixture.entries, limit: 900)
        }
        let folder = fixture.folder.subfolder("copy")
        try fixture.environment.copy(to: folder, compact: compact)

        let copy = try Environment(path: folder)
        let entries = try copy.openDatabases { (opener) throws(LMDBError) in
            try opener.open("entries", create: false)
        }
        let txn = try copy.beginRead()
        #expect(try txn.statistics(entries).entries == 100)
        let (used, original) = (try copy.usedBytes, try fixture.environment.usedBytes)
        #expect(compact ? used < original : used >= original)
        try fixture.environment.sync()
        #expect(try fixture.environment.checkReaders() == 0)
    }
}
