import Foundation
import Messages
import TestSupport
import Testing
import TidemarkClient
import WireSupport

/// The real server, killed again and again while money moves, always on the same folder.
///
/// The seed gives the payments and after how many answers of a cycle the kill comes, so a failure
/// can be replayed: `SEED=123 swift test --filter CrashTests`. `CRASH_CYCLES` sets how many.
@Suite struct `A server killed at any moment` {
    private static var cycles: Int {
        let asked = ProcessInfo.processInfo.environment["CRASH_CYCLES"].flatMap(Int.init)
        return asked ?? (SeededGenerator.isDeep ? 2000 : 200)
    }

    /// Cycles between two that add up every entry, which costs more the longer the history.
    private static let fullAuditEvery = 20

    @Test(arguments: SeededGenerator.seeds(1))
    func `loses nothing that it acknowledged and leaves nothing half done`(
        _ seed: UInt64
    ) async throws {
        let folder = TemporaryFolder()
        var load = CrashLoad(seed: seed)
        var log = LogFollower()
        for cycle in 0..<Self.cycles {
            let server = try await RunningServer(folder: folder)
            let socket = SocketPeer.Address.unix("\(folder.path)/tidemark.sock")
            try await audit(cycle, socket, &load, &log)
            let follower = try log.follow(SocketPeer(socket))
            try load.run(on: socket) { server.process.send(SIGKILL) }
            log.readToEnd(of: follower)
            let end = await server.kill()
            #expect(end.wasSignalled && end.status == SIGKILL, "\(end.errors)")
        }
        let server = try await RunningServer(folder: folder)
        let socket = SocketPeer.Address.unix("\(folder.path)/tidemark.sock")
        try await audit(0, socket, &load, &log)
        #expect(await server.stop().status == 0)
        #expect(load.acknowledgedCount > 0 && load.retriedCount > 0)
    }

    /// What must hold right after a restart.
    private func audit(
        _ cycle: Int, _ socket: SocketPeer.Address, _ load: inout CrashLoad,
        _ log: inout LogFollower
    ) async throws {
        let peer = try SocketPeer(socket)
        try await load.prepare(peer)
        try await load.settleOpenPayments(peer)
        let sequence = try await AdminServiceClient(peer).getServerInfo(.init()).sequence
        try log.catchUp(SocketPeer(socket), through: sequence)
        #expect(log.references == load.applied.count, "the log has what was applied, once")
        #expect(log.missing(of: load.applied).isEmpty)
        let isFull = cycle % Self.fullAuditEvery == 0
        let sums = try await BalanceAudit(peer).sums(recomputing: isFull)
        #expect(sums.values.reduce(0, +) == 0)
        #expect(sums == load.sums.merging(sums) { expected, _ in expected })
        #expect(sums == log.sums.merging(sums) { expected, _ in expected })
    }
}

/// The balances of a server, read and proved.
private struct BalanceAudit {
    private let balances: BalanceServiceClient<SocketPeer>

    init(_ peer: SocketPeer) {
        balances = BalanceServiceClient(peer)
    }

    /// What is in each balance, by indicator.
    func sums(recomputing: Bool) async throws -> [String: Int] {
        var sums: [String: Int] = [:]
        for balance in try await balances.listBalances(.init(pageSize: 1000)).balances {
            sums[balance.indicator] = Int(balance.balance)
            guard recomputing else { continue }
            let proof = try await balances.recomputeBalance(.init(balanceID: balance.balanceID))
            #expect(!proof.drifted, "\(proof)")
            #expect(proof.stored?.balance == balance.balance)
        }
        return sums
    }
}
