import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Shares and what they come to (acceptance cases 6b and 6c).
@Suite struct `A split over the wire` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test(arguments: [
        (21, "10.5", "INVALID_AMOUNT", "precise_amount"),
        (21, "abc", "INVALID_AMOUNT", "precise_amount"),
        (25, "-5", "INVALID_AMOUNT", "precise_amount"),
        (25, "0", "INVALID_AMOUNT", "precise_amount"),
        (23, "12x%", "INVALID_AMOUNT", "percent"), (23, "abc%", "INVALID_AMOUNT", "percent"),
        (23, "12%%", "INVALID_AMOUNT", "percent"), (23, "0%", "INVALID_AMOUNT", "percent"),
        (23, "-1%", "INVALID_AMOUNT", "percent"), (23, "101%", "INVALID_AMOUNT", "percent"),
        (23, "1e1%", "INVALID_AMOUNT", "percent"), (23, "+5%", "INVALID_AMOUNT", "percent"),
        (0, "", "FIELD_REQUIRED", "share"),
    ])
    func `of an impossible share is refused by its path`(
        _ row: Int, _ share: String, _ reason: String, _ field: String
    ) async throws {
        // A share in minor units even where it has a point.
        var split = V1.Split(identifier: "@x")
        if share.hasSuffix("%") {
            split.share = .percent(String(share.dropLast()))
        } else if !share.isEmpty {
            split.share = .preciseAmount(share)
        }
        for side in ["sources", "destinations"] {
            let refusal = try await refusal {
                try await client.pay("100", to: "@z") { request in
                    request.precision = 100
                    let splits = [.init(identifier: "@y", share: .left(true)), split]
                    if side == "sources" {
                        (request.source, request.sources) = ("", splits)
                    } else {
                        (request.destination, request.destinations) = ("", splits)
                    }
                }
            }
            #expect(refusal.code == .invalidArgument)
            #expect(refusal.reason == reason, "\(refusal)")
            #expect(refusal.field == "\(side)[1].\(field)")
        }
    }

    @Test func `of more than 64 bits is exact (21)`() async throws {
        let reply = try await client.pay("9223372036854775809", to: "") {
            $0.setDestinations("@x=9223372036854775808 @y=left")
        }
        #expect(reply.balances.map(\.balance).dropFirst() == ["9223372036854775808", "1"])
    }

    @Test(
        arguments: [
            (27, "10000", 0, "60% 40%", "6000 4000"),
            (29, "3000000", 1_000_000, "left 4.3%", "2871000 129000"),
            (31, "10001", 0, "33.33% 33.33% 33.34%", "3333 3333 3335"),
            (33, "3000000", 0, "20% 1000000 left", "600000 1000000 1400000"),
            (39, "10000", 0, "100%", "10000"), (39, "10000", 100, "100.00", "10000"),
            (41, "250", 0, "50% 45% left", "125 112 13"), (43, "1001", 0, "50% 50%", "501 500"),
            (45, "9999", 0, "33% 33% left", "3299 3299 3401"),
            (47, "2", 0, "33% 33% left", "0 0 2"), (51, "5000", 100, "20.00 30.00", "2000 3000"),
        ] as [(Int, String, Int64, String, String)])
    func `gives every minor unit to someone`(
        _ row: Int, _ total: String, _ precision: Int64, _ shares: String, _ parts: String
    ) async throws {
        let ends = shares.split(separator: " ").enumerated().map { "@\($0)=\($1)" }
            .joined(separator: " ")
        let parts = parts.split(separator: " ").map(String.init)
        let given = try await client.pay(total, to: "") {
            $0.precision = precision
            $0.setDestinations(ends)
        }
        #expect(given.transaction?.destinations.map(\.preciseAmount) == parts)
        // A share that came to nothing touched nothing.
        #expect(given.balances.dropFirst().map(\.balance) == parts.filter { $0 != "0" })
        let taken = try await client.pay(total, to: "@all") {
            $0.precision = precision
            $0.setSources(ends)
        }
        #expect(taken.transaction?.sources.map(\.preciseAmount) == parts)
        #expect(taken.balances.last?.balance == total)
    }

    @Test(arguments: [
        (37, "10000", "@a=60% @b=60%", "DISTRIBUTION_MISMATCH", "destinations"),
        (49, "10000", "@a=80.00 @b=50% @c=left", "DISTRIBUTION_MISMATCH", "destinations"),
        (51, "10000", "@a=20.00 @b=30.00", "DISTRIBUTION_MISMATCH", "destinations"),
        (53, "10000", "@a=10% @a=20% @b=left", "DUPLICATE_LEG", "destinations[1].identifier"),
        (0, "10000", "@a=left @b=left", "FIELD_INVALID", "destinations"),
        (0, "10000", "@a=100% @b=left @world=1", "SAME_BALANCE", "destinations[2].identifier"),
        (0, "10000", "@a=10001 @b=left", "DISTRIBUTION_MISMATCH", "destinations"),
        (0, "10000", "@a=99.99%", "DISTRIBUTION_MISMATCH", "destinations"),
    ])
    func `that doesn't make up the total, or has a balance twice, is refused`(
        _ row: Int, _ total: String, _ ends: String, _ reason: String, _ field: String
    ) async throws {
        let refusal = try await refusal {
            try await client.pay(total, to: "") {
                $0.precision = 100
                $0.setDestinations(ends)
            }
        }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == reason)
        #expect(refusal.field == field)
        let none = try await WireSupport.refusal { try await client.shown("@a") }
        #expect(none.reason == "BALANCE_NOT_FOUND")
    }

    @Test(arguments: ["@a=60% @b=40%", "@a=left", "@a=1 @b=left"])
    func `of nothing is refused (35)`(_ ends: String) async throws {
        let refusal = try await refusal {
            try await client.pay("0", to: "") { $0.setDestinations(ends) }
        }
        #expect(refusal.reason == "INVALID_AMOUNT")
        #expect(refusal.field == "precise_amount")
    }

    @Test func `finds a balance twice under two names (53)`() async throws {
        let balance = try await client.balance("@a")
        let refusal = try await refusal {
            try await client.pay("100", to: "") {
                $0.setDestinations("@a=50% \(balance.balanceID)=50%")
            }
        }
        #expect(refusal.reason == "DUPLICATE_LEG")
        #expect(refusal.facts["balance_id"] == balance.balanceID)
    }

    @Test func `is one transaction of many ends, or none`() async throws {
        try await client.pay("70", to: "@a")
        try await client.pay("30", to: "@b")
        let refused = try await refusal {
            try await client.pay("101", to: "") {
                $0.setSources("@a=70 @b=31")
                $0.setDestinations("@x=left @y=1")
            }
        }
        #expect(refused.reason == "INSUFFICIENT_FUNDS")
        #expect(refused.subject == "sources[1]")
        let reply = try await client.pay("100", to: "") {
            $0.setSources("@a=70 @b=left")
            $0.setDestinations("@x=33.3% @y=left @z=1")
        }
        #expect(reply.balances.map(\.indicator) == ["@a", "@b", "@x", "@y", "@z"])
        #expect(reply.balances.map(\.balance) == ["0", "0", "33", "66", "1"])
        #expect(reply.transaction?.source.isEmpty == true)
        #expect(reply.transaction?.destination.isEmpty == true)
        let ceiling = try await client.balance("@low", ceiling: "10")
        let over = try await refusal {
            try await client.pay("100", to: "") { $0.setDestinations("@x=left @low=11") }
        }
        #expect(over.reason == "CREDIT_LIMIT_EXCEEDED")
        #expect(over.subject == "destinations[1]")
        #expect(over.facts["balance_id"] == ceiling.balanceID)
    }

    @Test func `names a frozen balance in vain, even for a share of nothing`() async throws {
        let balance = try await client.balance("@a")
        _ = try await client.balances.updateBalance(
            .init(balanceID: balance.balanceID, status: .frozen))
        let refusal = try await refusal {
            try await client.pay("1", to: "") { $0.setDestinations("@a=1% @b=left") }
        }
        #expect(refusal.reason == "BALANCE_FROZEN")
        #expect(refusal.subject == "destinations[0].identifier")
    }
}
