import Dispatch
import Foundation
import LMDB
import Ledger
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite(.enabled(if: SmallDisk.isAvailable, "needs the right to mount a file system"))
struct `A store on a disk that is full` {
    @Test func `refuses writes before it, serves reads, and goes on once there is room`() throws {
        let disk = try SmallDisk()
        let store = try LedgerStore(folder: disk.path + "/data", options: .small)
        defer { store.close() }
        #expect(store.write([.payment(1)])[0].isApplied)

        // Less than a sixteenth of the disk.
        try disk.fill(leaving: 200 << 10)
        #expect(store.write([.payment(2), .payment(3)]).map(\.failure) == [.diskFull, .diskFull])
        #expect(try store.read { try $0.counts().transactions } == 1)

        try disk.empty()
        #expect(store.write([.payment(2)])[0].isApplied)
        #expect(try store.read { $0.sequence } == 2)
    }

    /// Where others take the room that was kept free, LMDB's commit fails. What was answered is in
    /// the journal, whose room was taken beforehand.
    @Test func `loses nothing where the commit finds no room`() throws {
        let disk = try SmallDisk()
        var options = StoreOptions.small
        options.diskReserveBytes = 1
        options.journalSegmentBytes = 256 << 10
        var store = try LedgerStore(folder: disk.path + "/data", options: options)
        _ = store.write((0..<100).map { .payment($0) })
        var number = 1000
        for free in [4 << 10, 20 << 10] {
            try disk.fill(leaving: free)
            let answers = store.writeInOneGroup((0..<600).map { .payment(number + $0) })
            let applied = answers.filter(\.isApplied).count
            #expect(answers.allSatisfy { $0.isApplied || $0.failure == .diskFull }, "\(free)")
            let former = number == 1000 ? 100 : UInt64(number - 900)
            #expect(try store.read { $0.sequence } == former + UInt64(applied), "\(free)")
            #expect(throws: StoreError.diskFull) {
                try store.readAtLength { $0.sequence }
            }
            #expect(store.write([.payment(1)])[0].failure == .diskFull)
            try disk.empty()
            for again in 0..<600 { try store.write(.payment(number + again)) }
            number += 600
            #expect(try store.readAtLength { $0.sequence } == UInt64(number - 900))
        }
        store.close()
        store = try LedgerStore(folder: disk.path + "/data", options: options)
        #expect(try store.read { try $0.counts().transactions } == number - 900)
        store.close()
    }
}

@Suite struct `A writer whose files fail` {
    @Test func `takes a limit on the size of files for a full disk`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let fixture = try StoreFixture()
            let store = fixture.store
            _ = store.write((0..<100).map { .payment($0) })
            try store.settled()
            setFileSizeLimit(try store.size().usedBytes)
            let answers = store.writeInOneGroup((0..<1500).map { .payment(1000 + $0) })
            #expect(answers.allSatisfy { $0.isApplied || $0.failure == .diskFull })
            #expect(throws: StoreError.diskFull) { try store.settled() }
            let sequence = try store.read { $0.sequence }
            setFileSizeLimit(.max)
            #expect(try store.write(.payment(9000)).sequence == sequence + 1)
            try store.settled()
        }
    }

    @Test func `ends where the journal does, says so once, and leaves reads as they were`() async {
        await #expect(processExitsWith: .success) {
            let folder = TemporaryFolder()
            let failures = Arc(Mutex<[StoreError]>([]))
            let store = try LedgerStore.opened(folder.path) { failure in
                failures.value.withLock { $0.append(failure) }
            }
            _ = store.write((0..<10).map { .payment($0) })
            let held = HeldWriter(store)
            let answers = Answers()
            for number in 10..<30 { answers.submit(.payment(number), to: store) }
            try makeUnwritable("/journal/")
            held.release()
            let first = answers.wait(for: 20).compactMap(\.failure)
            #expect(first.count == 20)
            #expect(first.allSatisfy { if case .journal = $0 { true } else { false } })
            #expect(store.write([.payment(99)])[0].failure == .closed)
            #expect(try store.read { $0.sequence } == 10)
            store.finish()
            #expect(failures.value.withLock { $0.count } == 1)
            #expect(store.log.tail == 10)
        }
    }

    @Test func `ends where LMDB does, and what was answered is there again`() async {
        await #expect(processExitsWith: .success) {
            let folder = TemporaryFolder()
            let ended = DispatchSemaphore(value: 0)
            let store = try LedgerStore.opened(folder.path) { _ in ended.signal() }
            let held = HeldWriter(store)
            let answers = Answers()
            for number in 0..<20 { answers.submit(.payment(number), to: store) }
            try makeUnwritable("/data.mdb")
            held.release()
            #expect(answers.wait(for: 20).filter(\.isApplied).count == 20)
            wait(for: ended)
            #expect(throws: StoreError.closed) { try store.read { $0.sequence } }
            store.finish()
            let again = try LedgerStore.opened(folder.path)
            #expect(again.log.tail == 20)
            #expect(try again.read { try $0.counts().transactions } == 20)
            again.finish()
        }
    }

    /// What was open went with the commit, and only the journal has it now: the commit that is
    /// tried once more at the end must not bring LMDB the mark without what it stands for.
    @Test func `never marks as applied what LMDB doesn't have`() async {
        await #expect(processExitsWith: .success) { try failToCommitOnce() }
    }
}

private func failToCommitOnce() throws {
    let folder = TemporaryFolder()
    let held = try DataFolder(folder.path, allowsRemote: false)
    let opened = try LedgerStore.open(folder.path, .small)
    var writer = GroupWriter(opened, OpenBook(), held, .small) { _ in }
    let write = JournaledWrite(
        .each, [.payment(1)], .one(Occasion(now: .wallClock, entropy: 1)))
    #expect(try writer.apply([.journaled(write, .full)]).allSatisfy(\.isApplied))
    writer.finish(1)
    let former = try makeUnwritable("/data.mdb")
    #expect(throws: StoreError.self) { try writer.commit() }
    for (copy, descriptor) in former { dup2(copy, descriptor) }
    #expect(throws: StoreError.closed) { try writer.commit() }
    writer.drop()
    try opened.environment.close()
    held.release()
    let again = try LedgerStore.open(folder.path, .small)
    #expect(again.mark.record == 0)
    #expect(again.state.sequence == 0)
}

private func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }

private func setFileSizeLimit(_ bytes: Int) {
    var limit = rlimit(rlim_cur: UInt(bytes), rlim_max: .max)
    let result = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    precondition(result == 0, "the limit could not be set")
}

/// Puts a descriptor that can only read in the place of every one that this process has of the
/// files with this in their path; answers copies of the former ones.
@discardableResult
private func makeUnwritable(_ part: String) throws -> [(copy: Int32, of: Int32)] {
    let null = unsafe open("/dev/null", O_RDONLY)
    var former: [(copy: Int32, of: Int32)] = []
    for descriptor: Int32 in 0..<256 {
        let link = "/proc/self/fd/\(descriptor)"
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
        guard target?.contains(part) == true else { continue }
        former.append((dup(descriptor), descriptor))
        dup2(null, descriptor)
    }
    return former
}
