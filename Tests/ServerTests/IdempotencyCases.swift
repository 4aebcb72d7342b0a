import Foundation
import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// The same request twice, and the same reference for two things (acceptance cases 6g, single).
@Suite struct `A reference` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `moves money once, and answers a retry with the first result`() async throws {
        try await client.pay("10000", to: "@a")
        let first = try await client.pay("2000", from: "@a", to: "@b", reference: "r")
        try await client.pay("1", from: "@a", to: "@c")
        let second = try await client.pay("2000", from: "@a", to: "@b", reference: "r")
        #expect(!first.replayed && second.replayed)
        #expect(second.transaction == first.transaction)
        #expect(second.balances.map(\.balance) == first.balances.map(\.balance))
        #expect(try await client.sum("@a") == "7999")
        #expect(try await client.stored().filter { $0.type == .transactionApplied }.count == 3)
    }

    @Test(arguments: [
        ("source", "source"), ("destination", "destination"), ("amount", "amount"),
        ("description", "description"), ("metadata", "meta_data"), ("overdraft", "allow_overdraft"),
        ("time", "effective_at"), ("precision", "precision"),
    ])
    func `of other content is refused with what differs`(
        _ what: String, _ field: String
    ) async throws {
        let first = try await client.pay("5", to: "@a", reference: "r")
        let refusal = try await refusal {
            try await client.pay("5", to: "@a", reference: "r") { request in
                switch what {
                case "source": request.source = "@b"
                case "destination": request.destination = "@b"
                case "amount": request.preciseAmount = "6"
                case "description": request.description = "x"
                case "metadata": request.metaData = #"{"a":1}"#
                case "overdraft": request.allowOverdraft = true
                case "time": request.effectiveAt = .init(seconds: 1)
                default: request.precision = 100
                }
            }
        }
        #expect(refusal.code == .alreadyExists)
        #expect(refusal.reason == "DUPLICATE_REFERENCE")
        #expect(refusal.facts["transaction_id"] == first.transaction?.transactionID)
        #expect(refusal.facts["differing_fields"]?.contains(field) == true, "\(refusal.facts)")
    }

    @Test func `of a refused request stays free`() async throws {
        let refusal = try await refusal {
            try await client.pay("5", from: "@a", to: "@b", reference: "r")
        }
        #expect(refusal.reason == "INSUFFICIENT_FUNDS")
        try await client.pay("5", to: "@a")
        let reply = try await client.pay("5", from: "@a", to: "@b", reference: "r")
        #expect(!reply.replayed)
    }

    @Test func `is compared byte for byte and lasts over restarts`() async throws {
        try await client.pay("5", to: "@a", reference: "caf\u{E9}")
        let other = try await client.pay("5", to: "@a", reference: "cafe\u{301}")
        #expect(!other.replayed)
        try await server.stop()
        let again = try await TestServer(in: server.folder)
        let reply = try await again.client().pay("5", to: "@a", reference: "caf\u{E9}")
        #expect(reply.replayed)
        #expect(try await again.client().sum("@a") == "10")
    }

    @Test func `names no transaction from a balance to itself, by any of its names`() async throws {
        let balance = try await client.balance("@a", overdraft: "10")
        for (source, destination) in [
            ("@a", "@a"), (balance.balanceID, balance.balanceID), ("@a", balance.balanceID),
            (balance.balanceID, "@a"), ("@new", "@new"),
        ] {
            let refusal = try await refusal {
                try await client.pay("1", from: source, to: destination)
            }
            #expect(refusal.code == .invalidArgument)
            #expect(refusal.reason == "SAME_BALANCE")
            #expect(refusal.field == "destination")
        }
    }
}

/// The same from many connections in the same moment.
@Suite struct `Sixty-four connections at once` {
    private static let count = 64
    private static let route = ("tidemark.v1.TransactionService", "CreateTransaction")

    @Test(arguments: 1...5) func `with one reference apply it once`(_ round: Int) async throws {
        let server = try await TestServer()
        let peers = try (0..<Self.count).map { _ in try server.peer() }
        let request = V1.CreateTransactionRequest.payment("7", to: "@a", reference: "r")
        let calls = try peers.map { ($0, try $0.begin(Self.route, request)) }
        let replies = try calls.map { peer, call in
            try peer.answer(to: call, as: V1.CreateTransactionResponse.self)
        }
        #expect(replies.filter { !$0.replayed }.count == 1)
        #expect(Set(replies.map(\.transaction?.transactionID)).count == 1)
        #expect(Set(replies.map { $0.balances.map(\.balance) }) == [["-7", "7"]])
        #expect(try await server.client().sum("@a") == "7")
    }

    @Test(arguments: 1...5) func `spend the last unit once`(_ round: Int) async throws {
        let server = try await TestServer()
        try await server.client().pay("1", to: "@a")
        let peers = try (0..<Self.count).map { _ in try server.peer() }
        let calls = try peers.enumerated().map { position, peer in
            (
                peer,
                try peer.begin(
                    Self.route,
                    V1.CreateTransactionRequest.payment("1", from: "@a", to: "@b\(position)"))
            )
        }
        var applied = 0
        for (peer, call) in calls {
            do {
                _ = try peer.answer(to: call, as: V1.CreateTransactionResponse.self)
                applied += 1
            } catch let error as RPCError {
                #expect(try Refusal(error).reason == "INSUFFICIENT_FUNDS")
            }
        }
        #expect(applied == 1)
        #expect(try await server.client().sum("@a") == "0")
    }

    @Test func `lose no update of one balance`() async throws {
        let server = try await TestServer()
        let peers = try (0..<Self.count).map { _ in try server.peer() }
        let calls = try peers.flatMap { peer in
            try (0..<50).map { _ in
                (peer, try peer.begin(Self.route, .payment("1", to: "@a") as Request))
            }
        }
        for (peer, call) in calls {
            _ = try peer.answer(to: call, as: V1.CreateTransactionResponse.self)
        }
        let client = try server.client()
        #expect(try await client.sum("@a") == "\(Self.count * 50)")
        #expect(try await client.sum("@world") == "-\(Self.count * 50)")
    }

    private typealias Request = V1.CreateTransactionRequest
}
