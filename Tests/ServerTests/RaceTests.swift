import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Calls from several connections in the same moment that contend for one thing: in every round
/// exactly one of them gets it, and the books are right in the end.
@Suite(.serialized) struct `A race` {
    private static let rounds = 500
    private static let crowd = 64

    private let clock = TestClock()
    private let server: TestServer
    private let client: Client

    init() async throws {
        let clock = clock
        server = try await TestServer { clock.rule(&$0) }
        client = try server.client()
    }

    @Test func `of two commits of one hold has one winner`() async throws {
        var peers = try connections(2)
        for hold in try await holds() {
            let answers = try race(&peers) { _ in .committing(hold) }
            #expect(answers == .oneWinner(of: 2, others: "ALREADY_COMMITTED"))
        }
        try await checkBooks(settled: Self.rounds * 10)
    }

    @Test func `of a commit and a void of one hold has one winner`() async throws {
        var peers = try connections(2)
        var commits = 0
        for hold in try await holds() {
            let answers = try race(&peers) { $0 == 0 ? .committing(hold) : .voiding(hold) }
            let isCommitted = try await client.now(.init(transactionID: hold)).status == .applied
            commits += isCommitted ? 1 : 0
            #expect(
                answers
                    == .oneWinner(
                        of: 2, others: isCommitted ? "ALREADY_COMMITTED" : "ALREADY_VOIDED"))
        }
        try await checkBooks(settled: commits * 10)
    }

    @Test func `of a commit and the expiry of one hold has one winner`() async throws {
        let holds = try await holds { $1.inflightExpiresAt = clock.ahead(Int64($0) + 1) }
        let (left, right) = (try server.peer(), try server.peer())
        var commits = 0
        for hold in holds {
            let commit = try left.begin(Contender.committing(hold))
            // Now it is over, unless the commit was there before.
            clock.now += 1
            let wake = try right.begin(Contender.paying("1", from: "@world", to: "@tick"))
            switch try left.result(of: commit) {
            case "": commits += 1
            case let reason: #expect(reason == "HOLD_EXPIRED")
            }
            _ = try right.result(of: wake)
        }
        // The last ones expire when the timer gets to them.
        let ends = try server.peer().subscribe(
            .init(
                filter: .init(types: [.transactionCommitted, .transactionExpired]), fromSequence: 1)
        )
        while ends.events.count < Self.rounds { try ends.next() }
        #expect(ends.events.filter { $0.type == .transactionCommitted }.count == commits)
        try await checkBooks(settled: commits * 10)
    }

    @Test func `of five refunds of one transaction has one winner (91)`() async throws {
        var peers = try connections(5)
        let paid = try await apply { number in
            .payment("10", to: "@b", reference: "p\(number)")
        }
        for transaction in paid {
            let answers = try race(&peers) { _ in .refunding(transaction) }
            #expect(answers == .oneWinner(of: 5, others: "REFUND_EXCEEDS_REMAINING"))
        }
        try await checkBooks(settled: 0)
    }

    @Test func `of sixty-four for one reference applies it once, and all are told so`()
        async throws
    {
        var peers = try connections(Self.crowd)
        for round in 0..<Self.rounds {
            let request = V1.CreateTransactionRequest.payment(
                "10", to: "@b", reference: "r\(round)")
            let calls = try peers.map {
                ($0, try $0.begin(Contender.route("CreateTransaction"), request))
            }
            let replies = try calls.map { peer, call in
                try peer.answer(to: call, as: V1.CreateTransactionResponse.self)
            }
            #expect(replies.filter { !$0.replayed }.count == 1)
            #expect(Set(replies.map(\.transaction?.transactionID)).count == 1)
            peers.append(peers.removeFirst())
        }
        try await checkBooks(settled: Self.rounds * 10)
    }

    @Test func `of sixty-four for the last unit spends it once`() async throws {
        var peers = try connections(Self.crowd)
        for round in 0..<Self.rounds {
            try await client.pay("10", to: "@a\(round)")
            let answers = try race(&peers) { _ in .paying("10", from: "@a\(round)", to: "@b") }
            #expect(answers == .oneWinner(of: Self.crowd, others: "INSUFFICIENT_FUNDS"))
        }
        try await checkBooks(settled: Self.rounds * 10)
    }
}

// MARK: - Before, during and after

extension `A race` {
    private func connections(_ count: Int) throws -> [SocketPeer] {
        try (0..<count).map { _ in try server.peer() }
    }

    /// A transaction for each round, by their ids.
    private func apply(
        _ request: (Int) -> V1.CreateTransactionRequest
    ) async throws -> [String] {
        let reply = try await client.transactions.createBatch(
            .init(
                items: (0..<Self.rounds).map { .init(request: .createTransaction(request($0))) }))
        #expect(reply.results.allSatisfy { $0.error == nil })
        return reply.results.map(\.id)
    }

    private func holds(
        _ change: (Int, inout V1.CreateTransactionRequest) -> Void = { _, _ in }
    ) async throws -> [String] {
        try await apply { number in
            var request = V1.CreateTransactionRequest.payment(
                "10", to: "@b", reference: "h\(number)")
            request.inflight = true
            change(number, &request)
            return request
        }
    }

    /// Sends a call on each connection, then takes the answers. Another one is first next time.
    private func race(
        _ peers: inout [SocketPeer], _ contender: (Int) -> Contender
    ) throws -> Answers {
        let calls = try peers.enumerated().map { ($1, try $1.begin(contender($0))) }
        var answers = Answers()
        for (peer, call) in calls { answers.count(try peer.result(of: call)) }
        peers.append(peers.removeFirst())
        return answers
    }

    /// What was won stands on the one side, and what is verified is without a finding.
    private func checkBooks(settled: Int) async throws {
        #expect(
            try await client.standing("@b")
                == Standing(settled: "\(settled)", available: "\(settled)"))
        #expect(try await client.standing("@world").going == "0")
        var findings: Int64?
        for try await message in try await client.admin.verify(.init()) where message.complete {
            findings = message.findingCount
        }
        #expect(findings == 0)
    }
}

/// How many calls were applied, and why the others were not.
private struct Answers: Equatable {
    private var applied = 0
    private var refused: [String: Int] = [:]

    static func oneWinner(of count: Int, others reason: String) -> Answers {
        var answers = Answers()
        answers.count("")
        for _ in 1..<count { answers.count(reason) }
        return answers
    }

    mutating func count(_ reason: String) {
        if reason.isEmpty { applied += 1 } else { refused[reason, default: 0] += 1 }
    }
}

/// A write that others contend with.
private enum Contender {
    case committing(String)
    case voiding(String)
    case refunding(String)
    case paying(String, from: String, to: String)

    static func route(_ method: String) -> (String, String) {
        ("tidemark.v1.TransactionService", method)
    }
}

extension SocketPeer {
    fileprivate func begin(_ contender: Contender) throws -> UInt32 {
        switch contender {
        case .committing(let hold):
            try begin(
                Contender.route("CommitInflight"),
                V1.CommitInflightRequest(
                    transactionID: hold, reference: .fresh, preciseAmount: "10"))
        case .voiding(let hold):
            try begin(
                Contender.route("VoidInflight"),
                V1.VoidInflightRequest(transactionID: hold, reference: .fresh))
        case .refunding(let transaction):
            try begin(
                Contender.route("RefundTransaction"),
                V1.RefundTransactionRequest(transactionID: transaction, reference: .fresh))
        case .paying(let amount, let source, let destination):
            try begin(
                Contender.route("CreateTransaction"),
                V1.CreateTransactionRequest.payment(amount, from: source, to: destination))
        }
    }

    /// Empty where the call was applied; else why it wasn't.
    fileprivate func result(of call: UInt32) throws -> String {
        let frame = try receive(on: call)
        switch try ResponseEnvelope(decoding: frame.data) {
        case .success: return ""
        case .failure(let error): return try Refusal(error).reason
        }
    }
}
