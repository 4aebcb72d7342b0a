import Glibc
import LMDB
import TestSupport
import Testing

@Suite struct `A full disk` {
    @Test func `fails the commit, loses nothing before it, and takes more once there is room`()
        async
    {
        // A limit on the size of files stands for the disk; it needs a process of its own.
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let fixture = try Fixture()
            try fixture.store(["before"])
            let size = try fixture.environment.usedBytes
            // At the end of a page nothing can be written, within one less than asked for.
            for limit in [size + 4096, size + 4096 + 1_000] {
                setFileSizeLimit(limit)
                let value = [UInt8](repeating: 1, count: 100_000)
                let failure = #expect(throws: LMDBError.self) {
                    try fixture.environment.write { (txn) throws(LMDBError) in
                        try txn.put(fixture.entries, bytes("big").span, value.span)
                    }
                }
                #expect(failure?.isDiskFull == true)
                #expect(failure?.operation == .commit)
                #expect(try fixture.keys() == ["before"])
            }
            setFileSizeLimit(.max)
            try fixture.store(["after"])
            #expect(try fixture.keys() == ["after", "before"])
        }
    }
}

private func setFileSizeLimit(_ bytes: Int) {
    var limit = rlimit(rlim_cur: UInt(bytes), rlim_max: .max)
    let result = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    precondition(result == 0, "the limit could not be set")
}
