import Foundation
import Glibc
import TestSupport
import Testing

@testable import Journal

@Suite struct `A journal whose disk fails` {
    private let disk = TracedDisk()

    private var fixture: JournalFixture { JournalFixture(disk) }

    @Test func `ends for good with a sync that failed`() throws {
        var journal = try fixture.open()
        _ = try journal.append([1])
        disk.fail(.sync, with: EIO)
        let reason = failure { () throws(JournalError) in try journal.sync() }
        #expect(reason == failure(.sync, EIO))
        expectEnded(&journal, by: reason)
    }

    @Test func `ends for good with a write that failed`() throws {
        var journal = try fixture.open()
        _ = try journal.append([1])
        disk.fail(.write, with: ENOSPC)
        let reason = failure { () throws(JournalError) in _ = try journal.append([2]) }
        #expect(reason == failure(.write, ENOSPC))
        expectEnded(&journal, by: reason)
        #expect(journal.tail == 1)
        #expect(try fixture.records() == [1: [1]])
    }

    @Test(arguments: [FileFailure.Operation.rename, .syncFolder, .sync, .write])
    func `ends for good where it can't begin a segment`(_ operation: FileFailure.Operation) throws {
        let large = JournalFixture.payload(fixture.filling(leaving: 0))
        var journal = try fixture.open()
        _ = try journal.append(large)
        _ = try journal.append(large)
        try journal.recycle(through: 1)
        try journal.sync()
        disk.fail(operation, with: EIO)
        let reason = failure { () throws(JournalError) in _ = try journal.append([3]) }
        guard case .file(let cause) = reason else {
            Issue.record("it went on, or failed by \(String(describing: reason))")
            return
        }
        #expect(cause.operation == operation && cause.code == EIO)
        expectEnded(&journal, by: reason)
        #expect(try fixture.records(after: 1) == [2: large])
    }

    @Test(arguments: [ENOSPC, EDQUOT, EFBIG])
    func `waits for room where the disk is full`(_ code: Int32) throws {
        let large = JournalFixture.payload(fixture.filling(leaving: 64))
        var journal = try fixture.open()
        _ = try journal.append(large)
        disk.fail(.reserve, with: code)
        for _ in 0..<2 {
            let reason = failure { () throws(JournalError) in _ = try journal.append(large) }
            #expect(reason == .diskFull)
        }
        #expect(disk.files.count == 1)
        // What is left of the segment can be used.
        #expect(try journal.append([2]) == 2)
        disk.fail(.reserve, with: nil)
        #expect(try journal.append(large) == 3)
        try journal.sync()
        #expect(try fixture.records() == [1: large, 2: [2], 3: large])
    }

    @Test func `finds a real disk full before it writes`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let folder = TemporaryFolder()
            let fixture = JournalFixture(LocalDisk(), in: folder.path, blocks: 4)
            try fixture.write([[1]])
            var limit = rlimit(rlim_cur: 8192, rlim_max: .max)
            let result = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            precondition(result == 0, "the limit could not be set")
            let other = JournalFixture(LocalDisk(), in: folder.subfolder("other"), blocks: 4)
            #expect(throws: JournalError.diskFull) { try other.write([[1]]) }
            let names = try FileManager.default.contentsOfDirectory(
                atPath: folder.path + "/other/journal")
            #expect(names.isEmpty)
        }
    }

    /// Everything asked of it is refused with the failure that ended it, whatever the disk does.
    private func expectEnded(_ journal: inout Journal, by failure: JournalError?) {
        for operation in [FileFailure.Operation.sync, .write, .rename, .syncFolder] {
            disk.fail(operation, with: nil)
        }
        #expect(failure != nil)
        #expect(self.failure { () throws(JournalError) in try journal.sync() } == failure)
        let append = self.failure { () throws(JournalError) in _ = try journal.append([9]) }
        #expect(append == failure)
        let recycle = self.failure { () throws(JournalError) in try journal.recycle(through: 1) }
        #expect(recycle == failure)
    }

    private func failure(of body: () throws(JournalError) -> Void) -> JournalError? {
        do throws(JournalError) { try body() } catch { return error }
        return nil
    }

    private func failure(_ operation: FileFailure.Operation, _ code: Int32) -> JournalError {
        .file(FileFailure(operation, "/d/journal/spare-1", code))
    }
}
