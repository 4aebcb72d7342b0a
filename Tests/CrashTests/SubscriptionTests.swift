import Foundation
import Messages
import TestSupport
import Testing
import TidemarkClient
import WireSupport

/// Readers of every kind follow the log while it is written and the server killed again and again.
///
/// The seed gives what is written, when the kills come and what the readers do, so a failure can be
/// looked for again: `SEED=123 swift test --filter CrashTests`. `LOG_EVENTS` sets how many events.
@Suite struct `Readers of the log` {
    private static var eventCount: Int {
        let asked = ProcessInfo.processInfo.environment["LOG_EVENTS"].flatMap(Int.init)
        return asked ?? (SeededGenerator.isDeep ? 500_000 : 20_000)
    }

    private static let kills = 10

    @Test(arguments: SeededGenerator.seeds(1))
    func `get every event once and in order, whatever is killed or dropped`(
        _ seed: UInt64
    ) async throws {
        let folder = TemporaryFolder()
        let socket = SocketPeer.Address.unix("\(folder.path)/tidemark.sock")
        let gate = ServerGate()
        var server = try await RunningServer(folder: folder)
        gate.open(socket)
        var writer = LogWriter(gate, seed: seed)
        let quiet = try await writer.prepare()
        async let audits = Self.read(gate, quiet: quiet, seed: seed)
        var random = SeededGenerator(seed: seed)
        let piece = Self.eventCount / (Self.kills + 1)
        for round in 0...Self.kills {
            // The kill comes somewhere in a piece.
            let part = round == Self.kills ? piece : Int.random(in: 1..<piece, using: &random)
            writer = try await Self.write(part, writer)
            guard round < Self.kills else { break }
            gate.close()
            #expect(await server.kill().status == SIGKILL)
            server = try await RunningServer(folder: folder)
            gate.open(socket)
            writer = try await Self.write(piece - part, writer)
        }
        let peer = try SocketPeer(socket)
        let end = try await AdminServiceClient(peer).getServerInfo(.init()).sequence
        gate.end(at: end)
        try await check(await audits, seed, end)
        try resume(from: await audits, SocketPeer(socket), seed)
        #expect(await server.stop().status == 0)
    }

    /// All have seen the same, and each what it should.
    private func check(
        _ audits: [(ReaderKind, EventAudit)], _ seed: UInt64, _ end: Int64
    ) async throws {
        let whole = try #require(audits.first { $0.0 == .steady }).1
        #expect(whole.marks.count >= Self.eventCount, "SEED=\(seed)")
        for (kind, audit) in audits {
            #expect(audit.faults.isEmpty, "SEED=\(seed) \(kind): \(audit.faults)")
            #expect(audit.reached == end, "SEED=\(seed) \(kind)")
            guard kind != .filtered else { continue }
            let isSame = audit.marks == whole.marks
            #expect(isSame, "SEED=\(seed) \(kind) saw \(audit.marks.count) events")
        }
        let filtered = try #require(audits.first { $0.0 == .filtered }).1
        let isPart = Set(whole.marks).isSuperset(of: filtered.marks)
        #expect(isPart && !filtered.marks.isEmpty, "SEED=\(seed)")
    }

    /// A reader that begins anywhere gets what comes there.
    private func resume(
        from audits: [(ReaderKind, EventAudit)], _ peer: SocketPeer, _ seed: UInt64
    ) throws {
        let marks = try #require(audits.first).1.marks
        var random = SeededGenerator(seed: seed)
        for _ in 1...200 {
            let place = Int.random(in: 0..<marks.count, using: &random)
            let call = try peer.begin(
                ("tidemark.v1.EventService", "PullEvents"),
                V1.PullEventsRequest(fromSequence: marks[place].sequence, limit: 1))
            let reply = try peer.answer(to: call, as: V1.PullEventsResponse.self)
            let first = place - Int(marks[place].index)
            let expected = marks[first...].prefix(reply.events.count).map(\.id)
            let isSame = reply.events.map(\.eventID) == expected
            #expect(isSame, "SEED=\(seed) from \(marks[place].sequence)")
        }
    }
}

// MARK: - Threads

extension `Readers of the log` {
    /// Each reader on a thread of its own, because it blocks.
    private static func read(
        _ gate: ServerGate, quiet: Set<Int64>, seed: UInt64
    ) async -> [(ReaderKind, EventAudit)] {
        await withTaskGroup(of: (Int, ReaderKind, EventAudit).self) { group in
            for (position, kind) in ReaderKind.allCases.enumerated() {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread {
                            var reader = LogReader(
                                kind, gate, quiet: quiet, seed: seed &+ UInt64(position) &+ 1)
                            continuation.resume(returning: (position, kind, reader.run()))
                        }.start()
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
                .sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
        }
    }

    private static func write(_ count: Int, _ writer: LogWriter) async throws -> LogWriter {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                var writer = writer
                continuation.resume(
                    with: Result {
                        try writer.write(count)
                        return writer
                    })
            }.start()
        }
    }
}
