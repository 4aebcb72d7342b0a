import LMDB
import Testing

// What the compiler cannot refuse stops the process, instead of hanging it or spoiling data.

@Suite struct `Misuse` {
    @Test func `by a second write transaction on a thread stops the process`() async {
        await #expect(processExitsWith: .failure) { try Misuses.nestWrites() }
    }

    @Test func `by growing inside a write transaction stops the process`() async {
        await #expect(processExitsWith: .failure) { try Misuses.growInWrite() }
    }

    @Test func `by reading an integer beyond its bytes stops the process`() async {
        await #expect(processExitsWith: .failure) {
            let bytes: [UInt8] = [1, 2, 3]
            _ = bytes.span.load(at: 0, as: UInt32.self)
        }
    }
}

private enum Misuses {
    static func nestWrites() throws {
        let fixture = try Fixture()
        let first = try fixture.environment.beginWrite()
        let second = try fixture.environment.beginWrite()
        first.abort()
        second.abort()
    }

    static func growInWrite() throws {
        let fixture = try Fixture()
        let txn = try fixture.environment.beginWrite()
        try fixture.environment.grow(to: 1 << 30)
        txn.abort()
    }
}
