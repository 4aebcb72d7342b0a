import Messages
import TTRPC
import TestSupport
import Testing
import TidemarkClient
import WireSupport

/// Payments from several connections at once, and what is known of each: applied, refused, or
/// open, because the kill came before its answer.
struct CrashLoad {
    /// Payments that were answered as applied, by reference.
    private(set) var applied: Set<String> = []
    /// What they add up to, by indicator.
    private(set) var sums: [String: Int] = [:]
    private(set) var acknowledgedCount = 0
    private(set) var retriedCount = 0

    private var random: SeededGenerator
    private var open: [V1.CreateTransactionRequest] = []
    private var nextNumber = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    private static let connectionCount = 4
    /// Payments under way on each connection.
    private static let depth = 12
    private static let accounts = (0..<8).map { "@a\($0)" }
    private static let route = ("tidemark.v1.TransactionService", "CreateTransaction")
}

// MARK: - Between two kills

extension CrashLoad {
    /// Makes the balances and their monitors; the kill may have come in the middle of that too.
    func prepare(_ peer: SocketPeer) async throws {
        let balances = BalanceServiceClient(peer)
        let monitors = MonitorServiceClient(peer)
        for (position, account) in Self.accounts.enumerated() {
            let uuid = "018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d1\(position)"
            // Two of them have no overdraft, so that some payments are refused.
            _ = try await balances.createBalance(
                .init(
                    balanceID: "bln_\(uuid)", indicator: account, currency: "USD",
                    overdraftLimit: position < 6 ? "100000000" : ""))
            _ = try await monitors.createMonitor(
                .init(
                    monitorID: "mon_\(uuid)", balanceID: "bln_\(uuid)",
                    condition: .init(field: .balance, operator: .greaterThan, preciseValue: "0")))
        }
    }

    /// Keeps payments under way until as many are answered as the seed says, kills, and takes the
    /// answers that still got out.
    mutating func run(on socket: SocketPeer.Address, kill: () -> Void) throws {
        var answersLeft = Int.random(in: 1...60, using: &random)
        var lines = try (0..<Self.connectionCount).map { _ in Line(try SocketPeer(socket)) }
        for index in lines.indices {
            for _ in 0..<Self.depth { try lines[index].send(payment()) }
        }
        while answersLeft > 0 {
            for index in lines.indices where answersLeft > 0 {
                guard let answer = try lines[index].answer() else { throw SocketPeer.Closed() }
                settle(answer)
                answersLeft -= 1
                try lines[index].send(payment())
            }
        }
        kill()
        for index in lines.indices {
            // Reading fails where the kill cut a frame in two.
            while let answer = try? lines[index].answer() { settle(answer) }
            open += lines[index].underWay.values
        }
    }

    /// Looks up every payment that got no answer, and sends it again: it must be wholly there, or
    /// wholly not.
    mutating func settleOpenPayments(_ peer: SocketPeer) async throws {
        let transactions = TransactionServiceClient(peer)
        for request in open {
            let wasThere: Bool
            do throws(RPCError) {
                let found = try await transactions.getTransactionByReference(
                    .init(reference: request.reference))
                #expect(found.transaction?.preciseAmount == request.preciseAmount)
                wasThere = true
            } catch {
                #expect(error.code == .notFound)
                wasThere = false
            }
            let line = Line.Answer(
                request: request,
                outcome: await Result { () async throws(RPCError) in
                    try await transactions.createTransaction(request)
                })
            if case .success(let reply) = line.outcome { #expect(reply.replayed == wasThere) }
            settle(line)
            retriedCount += 1
        }
        open = []
    }

    private mutating func payment() -> V1.CreateTransactionRequest {
        nextNumber += 1
        let from = Int.random(in: 0..<Self.accounts.count, using: &random)
        let to =
            (from + Int.random(in: 1..<Self.accounts.count, using: &random))
            % Self.accounts.count
        return .init(
            reference: "\(random.seed)-\(nextNumber)", currency: "USD",
            preciseAmount: "\(Int.random(in: 1...500, using: &random))",
            source: Self.accounts[from], destination: Self.accounts[to])
    }

    private mutating func settle(_ answer: Line.Answer) {
        acknowledgedCount += 1
        let request = answer.request
        switch answer.outcome {
        case .success:
            let amount = Int(request.preciseAmount) ?? 0
            #expect(applied.insert(request.reference).inserted)
            sums[request.source, default: 0] -= amount
            sums[request.destination, default: 0] += amount
        case .failure(let error):
            #expect(error.code == .failedPrecondition, "\(error)")
        }
    }
}

// MARK: - One connection

/// A connection with the payments that are under way on it.
private struct Line {
    typealias Outcome = Result<V1.CreateTransactionResponse, RPCError>

    struct Answer {
        let request: V1.CreateTransactionRequest
        let outcome: Outcome
    }

    private(set) var underWay: [UInt32: V1.CreateTransactionRequest] = [:]
    private let peer: SocketPeer

    init(_ peer: SocketPeer) {
        self.peer = peer
    }

    mutating func send(_ request: V1.CreateTransactionRequest) throws {
        let route = ("tidemark.v1.TransactionService", "CreateTransaction")
        underWay[try peer.begin(route, request)] = request
    }

    /// The next answer; nil where the connection has ended.
    mutating func answer() throws -> Answer? {
        guard let frame = try peer.receive() else { return nil }
        guard let request = underWay.removeValue(forKey: frame.streamID) else {
            throw SocketPeer.Failure(operation: "answer what was asked", code: 0)
        }
        switch try ResponseEnvelope(decoding: frame.data) {
        case .success(let payload):
            return Answer(
                request: request,
                outcome: .success(try V1.CreateTransactionResponse(serialized: payload)))
        case .failure(let error):
            return Answer(request: request, outcome: .failure(error))
        }
    }
}

extension Result where Failure == RPCError {
    /// What a call comes to, where a refusal is a result too.
    fileprivate init(_ call: () async throws(RPCError) -> Success) async {
        do throws(RPCError) {
            self = .success(try await call())
        } catch {
            self = .failure(error)
        }
    }
}
