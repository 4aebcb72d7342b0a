import Messages
import TTRPC
import TestSupport
import TidemarkClient
import WireSupport

/// Fills the log: payments by ones, by batches of many commits and by batches that are one, over
/// whatever connection there is. What a kill leaves without an answer is let be.
struct LogWriter {
    private var random: SeededGenerator
    private let gate: ServerGate
    private var nextNumber = 0
    private static let accounts = (0..<8).map { "@a\($0)" }

    init(_ gate: ServerGate, seed: UInt64) {
        self.gate = gate
        random = SeededGenerator(seed: seed)
    }

    /// Writes until so many payments more are known to be in the log.
    mutating func write(_ count: Int) throws {
        var left = count
        var peer = gate.connect()
        while left > 0 {
            let size = random.pick(1, 10, 100, 300)
            let items = (0..<size).map { _ in V1.BatchItem(request: .createTransaction(payment())) }
            do {
                let call = try peer.begin(
                    ("tidemark.v1.TransactionService", "CreateBatch"),
                    V1.CreateBatchRequest(items: items, atomic: random.chance(50)))
                _ = try peer.answer(to: call, as: V1.CreateBatchResponse.self)
                left -= size
            } catch let error as RPCError {
                throw error
            } catch {
                peer = gate.connect()
            }
        }
    }

    /// Balances, monitors that fire often, and the subscriptions of the readers that have one.
    /// - Returns: the commits of the latter, which make no events.
    func prepare() async throws -> Set<Int64> {
        let peer = gate.connect()
        for account in Self.accounts {
            let balance = try await BalanceServiceClient(peer).createBalance(
                .init(indicator: account, currency: "USD", overdraftLimit: "1000000000"))
            _ = try await MonitorServiceClient(peer).createMonitor(
                .init(
                    balanceID: balance.balance?.balanceID ?? "",
                    condition: .init(field: .balance, operator: .greaterThan, preciseValue: "0")))
        }
        var quiet: Set<Int64> = []
        for name in ["durable", "watching"] {
            let made = try await EventServiceClient(peer).createSubscription(
                .init(name: name, fromOldest: true))
            quiet.insert(made.sequence)
        }
        return quiet
    }

    private mutating func payment() -> V1.CreateTransactionRequest {
        nextNumber += 1
        let from = Int.random(in: 0..<Self.accounts.count, using: &random)
        let to = (from + Int.random(in: 1..<Self.accounts.count, using: &random)) % 8
        return .init(
            reference: "\(random.seed)-\(nextNumber)", currency: "USD",
            preciseAmount: "\(Int.random(in: 1...500, using: &random))",
            source: Self.accounts[from], destination: Self.accounts[to])
    }
}
