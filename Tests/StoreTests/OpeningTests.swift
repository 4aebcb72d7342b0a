import Foundation
import Ledger
import TestSupport
import Testing

@testable import Store

@Suite struct `Opening a store` {
    let folder = TemporaryFolder()

    @Test func `makes the folder, for its owner only`() throws {
        let path = folder.path + "/new"
        let store = try LedgerStore(folder: path, options: .small)
        defer { store.close() }
        #expect(try permissions(path) == 0o700)
        for file in ["data.mdb", "lock.mdb", "LOCK"] {
            #expect(try permissions("\(path)/\(file)") == 0o600, "\(file)")
        }
        #expect(try store.read { try $0.ledger(.general) } == .general)
        #expect(try store.read { $0.sequence } == 0)
    }

    @Test func `begins anew where a crash came while a folder was new`() throws {
        let draft = URL(filePath: folder.subfolder("data.mdb.new"))
        for name in ["data.mdb", "lock.mdb"] {
            try Data(repeating: 7, count: 8192).write(to: draft.appending(path: name))
        }
        let store = try LedgerStore(folder: folder.path, options: .small)
        defer { store.close() }
        #expect(try store.read { try $0.ledger(.general) } == .general)
        #expect(!FileManager.default.fileExists(atPath: draft.path))
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `finds everything after a clean close`() throws {
        let first = try LedgerStore(folder: folder.path, options: .small)
        _ = first.write((0..<50).map { .payment($0) })
        let state = try first.read { $0.state }
        first.close()
        let dump = try BareStore.open(folder.path) { try $0.dump() }

        let second = try LedgerStore(folder: folder.path, options: .small)
        #expect(try second.read { $0.state } == state)
        #expect(second.log.tail == 50)
        second.close()
        #expect(try BareStore.open(folder.path) { try $0.dump() } == dump)

        let third = try LedgerStore(folder: folder.path, options: .small)
        #expect(try third.write(.payment(50)).sequence == 51)
        third.close()
    }

    @Test func `is refused to a second server, in this process or another`() async throws {
        let path = folder.path
        let store = try LedgerStore.opened(path)
        #expect(refusal(path)?.contains("another server is using the data folder") == true)
        await #expect(processExitsWith: .success) { [path = path as String] in
            let sentence = try #require(refusal(path))
            #expect(sentence.contains("another server is using the data folder \(path)"))
        }
        store.finish()
        #expect(refusal(path) == nil)
    }

    @Test func `says what is wrong with a folder that can't be made`() throws {
        let missing = folder.path + "/a/b"
        #expect(try #require(refusal(missing)).contains("\(missing) can't be made"))
        let file = folder.path + "/file"
        try Data("text".utf8).write(to: URL(filePath: file))
        #expect(try #require(refusal(file)).contains("Not a directory"))
    }

    @Test func `says that the data file is cut short, or not one of ours`() throws {
        let store = try LedgerStore(folder: folder.path, options: .small)
        _ = store.write((0..<200).map { .payment($0) })
        store.close()
        let file = URL(filePath: folder.path + "/data.mdb")
        let whole = try Data(contentsOf: file)

        try whole.prefix(whole.count / 2).write(to: file)
        #expect(try #require(refusal(folder.path)).contains("shorter than it says"))
        try Data(repeating: 0x5A, count: whole.count).write(to: file)
        #expect(try #require(refusal(folder.path)).contains("is not one of this server's"))
        try whole.write(to: file)
        #expect(refusal(folder.path) == nil)
    }

    @Test(arguments: [StoreState.formatVersion - 1, StoreState.formatVersion + 1])
    func `of another format is refused and changes nothing, whatever the layout`(
        version: UInt64
    ) throws {
        let fixture = try StoreFixture()
        fixture.close()
        let path = fixture.folder.path
        let key = Key.state.bytes
        // The format, and behind it things that nobody here knows.
        var writer = RecordWriter(format: StoreState.format)
        writer.number(version)
        writer.text("something new")
        let record = writer.sealed(under: key.span)
        try BareStore.open(path) { try $0.put(.state, key, record) }
        let dump = try BareStore.open(path) { try $0.dump() }
        let sentence = try #require(refusal(path))
        #expect(sentence.contains("has format \(version), this server knows 3"))
        #expect(try BareStore.open(path) { try $0.dump() } == dump)
    }

    @Test(.enabled(if: geteuid() == 0, "needs root, to become somebody else"))
    func `says that the folder belongs to another user`() async throws {
        let path = folder.path + "/owned"
        try LedgerStore.opened(path).finish()
        await #expect(processExitsWith: .success) { [path = path as String] in
            try #require(setgid(65_534) == 0 && setuid(65_534) == 0)
            #expect(try #require(refusal(path)).contains("belongs to another user"))
        }
    }

    @Test(.enabled(if: SmallDisk.isAvailable, "needs the right to mount a file system"))
    func `says that the file system is read-only`() throws {
        let disk = try SmallDisk()
        let path = disk.path + "/data"
        try LedgerStore.opened(path).finish()
        try disk.remountReadOnly()
        #expect(try #require(refusal(path)).contains("mounted read-only"))
    }
}

@Suite struct `A process that dies` {
    @Test func `loses nothing that was answered`() async throws {
        let folder = TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try LedgerStore.opened(path)
            for round in 0..<5 {
                let payments = (0..<100).map { Command.payment(round * 100 + $0) }
                #expect(store.write(payments).filter(\.isApplied).count == 100)
            }
            kill(getpid(), SIGKILL)
        }
        try check(path, atLeast: 500)
    }

    @Test func `in the middle of a group leaves the groups before it`() async throws {
        let folder = TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            var options = StoreOptions.small
            options.groupMax = 40
            let store = try LedgerStore.opened(path, options)
            for number in 0..<2000 {
                store.log.submit(
                    PendingWrite(.payment(number)) { answer in
                        if (try? answer.get().sequence) == 310 { kill(getpid(), SIGKILL) }
                    })
            }
            while true { pause() }
        }
        try check(path, atLeast: 320)
    }

    /// A verification without a server takes in what the journal alone has.
    @Test func `is verified with its journal, and nothing in its folder changes`() async throws {
        let folder = TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            var options = StoreOptions.small
            options.commitIdle = .seconds(3600)
            options.commitAge = .seconds(3600)
            let store = try LedgerStore.opened(path, options)
            #expect(store.write((0..<50).map { .payment($0) }).filter(\.isApplied).count == 50)
            kill(getpid(), SIGKILL)
        }
        try verify(path, reaches: 50)
    }

    private func verify(_ path: String, reaches sequence: UInt64) throws {
        let former = try contents(of: path)
        #expect(former.keys.contains { $0.hasSuffix(".journal") })
        let result = try LedgerStore.verify(folder: path, options: .small, findingsMax: 10) {
            $0.findings.isEmpty
        }
        #expect(result.sequence == sequence)
        #expect(result.findingCount == 0)
        #expect(try contents(of: path) == former)
    }

    /// Every file of a folder, but for the locks.
    private func contents(of path: String) throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: path)
        var contents: [String: Data] = [:]
        for name in names where !["LOCK", "lock.mdb", "journal"].contains(name) {
            contents[name] = try Data(contentsOf: URL(filePath: path + "/" + name))
        }
        return contents
    }

    private func check(_ path: String, atLeast count: Int) throws {
        let store = try LedgerStore.opened(path)
        let tail = store.log.tail
        #expect(tail >= count)
        #expect(try store.write(.payment(-1)).sequence == tail + 1)
        store.finish()
        try BareStore.open(path) { bare in
            let book = try DictionaryBook(bare)
            #expect(book.transactions.count == Int(tail) + 1)
            #expect(Auditor.findings(in: book) == [])
            for number in 0..<count {
                #expect(book.references[.make("payment \(number)")] != nil)
            }
        }
    }
}

/// Why a folder can't be opened; nil if it can.
private func refusal(_ path: String) -> String? {
    do throws(StoreError) {
        let store = try LedgerStore(folder: path, options: .small)
        store.close()
        return nil
    } catch {
        guard case .unusableFolder(let sentence) = error else { return "\(error)" }
        return sentence
    }
}
