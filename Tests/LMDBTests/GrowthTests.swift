import Foundation
import LMDB
import Synchronization
import Testing

@Suite struct `Growth` {
    let fixture: Fixture

    init() throws { fixture = try Fixture(options: .init(mapSize: 1 << 20)) }

    @Test func `never makes the map smaller`() throws {
        try fixture.environment.grow(to: 4096)
        #expect(try fixture.environment.mapSize == 1 << 20)
        try fixture.environment.grow(to: (2 << 20) - 1)
        #expect(try fixture.environment.mapSize == 2 << 20)
    }

    @Test func `beyond the address space leaves the map as it was`() throws {
        try fixture.store(["a"])
        #expect(throws: LMDBError(LMDBError.Code(rawValue: 12), in: .grow)) {
            try fixture.environment.grow(to: 1 << 60)
        }
        #expect(try fixture.keys() == ["a"])
        #expect(try fixture.environment.mapSize == 1 << 20)
    }

    @Test func `waits for a reader`() throws {
        let reader = try fixture.environment.beginRead()
        let order = Mutex<[String]>([])
        let grower = Worker { [environment = fixture.environment] in
            try environment.grow(to: 2 << 20)
            order.withLock { $0.append("grown") }
        }
        // The map still being small shows that the growth, begun or not, has not overtaken.
        for _ in 0..<100 { #expect(try fixture.environment.mapSize == 1 << 20) }
        order.withLock { $0.append("read") }
        reader.end()
        try grower.join()
        #expect(order.withLock { $0 } == ["read", "grown"])
    }

    @Test func `goes well among readers and a writer`() throws {
        let (environment, entries) = (fixture.environment, fixture.entries)
        let isOver = Atomic(false)
        try withWorkers(3) {
            while !isOver.load(ordering: .relaxed) {
                try environment.read { (txn) throws(LMDBError) in
                    var count = 0
                    try txn.scan(entries) { _, value in
                        count += Int(value[0])
                        return .continue
                    }
                    #expect(count == (try txn.statistics(entries).entries))
                }
            }
        } meanwhile: {
            defer { isOver.store(true, ordering: .relaxed) }
            for number in 0..<60 {
                try environment.write { (txn) throws(LMDBError) in
                    let value = [UInt8](repeating: 1, count: 10_000)
                    try txn.put(entries, bytes("\(number)").span, value.span)
                }
                try environment.grow(to: try environment.mapSize + (256 << 10))
            }
        }
        #expect(try environment.mapSize == (1 << 20) + 60 * (256 << 10))
    }

    private func withWorkers(
        _ count: Int, _ body: @escaping @Sendable () throws -> Void, meanwhile: () throws -> Void
    ) throws {
        let workers = (0..<count).map { _ in Worker(body) }
        try meanwhile()
        for worker in workers { try worker.join() }
    }
}

/// A thread of its own and what became of it.
final class Worker: Sendable {
    private let failure = Mutex<(any Error)?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () throws -> Void) {
        let thread = Thread { [self] in
            do { try body() } catch { failure.withLock { $0 = error } }
            done.signal()
        }
        thread.start()
    }

    /// Waits for it to end; throws what it threw.
    func join() throws {
        done.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
