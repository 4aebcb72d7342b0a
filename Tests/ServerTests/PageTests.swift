import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// The seven lists, page by page, in both directions.
@Suite struct `A list` {
    private let server: TestServer
    private let client: Client
    private let alice: V1.Balance

    init() async throws {
        server = try await TestServer()
        client = try server.client()
        alice = try await client.balance("@alice", metaData: #"{"tier":"gold"}"#)
        for step in 1...9 {
            try await client.pay("\(step)", to: "@alice", reference: "r\(step)")
            try await client.monitor(alice, .greaterThan, "\(step * 100)")
            _ = try await client.ledgers.createLedger(.init(name: "L\(step)"))
            try await client.balance("@b\(step)", currency: "EUR")
        }
    }

    /// One page of a list: its rows as text, and the next token.
    typealias Fetch =
        @Sendable (Client, Int32, String, V1.SortOrder) async throws -> (
            [String], String
        )

    static let lists: [(name: String, fetch: Fetch)] = [
        (
            "ledgers",
            { client, size, token, order in
                let page = try await client.ledgers.listLedgers(
                    .init(pageSize: size, pageToken: token, order: order))
                return (page.ledgers.map(\.ledgerID), page.nextPageToken)
            }
        ),
        (
            "balances",
            { client, size, token, order in
                let page = try await client.balances.listBalances(
                    .init(pageSize: size, pageToken: token, order: order))
                return (page.balances.map(\.balanceID), page.nextPageToken)
            }
        ),
        (
            "entries",
            { client, size, token, order in
                let alice = try await client.balances.getBalanceByIndicator(
                    .init(indicator: "@alice", currency: "USD"))
                let page = try await client.balances.listEntries(
                    .init(
                        balanceID: alice.balance?.balanceID ?? "", pageSize: size,
                        pageToken: token, order: order))
                return (page.entries.map(\.reference), page.nextPageToken)
            }
        ),
        (
            "transactions",
            { client, size, token, order in
                let page = try await client.transactions.listTransactions(
                    .init(pageSize: size, pageToken: token, order: order))
                return (page.transactions.map(\.reference), page.nextPageToken)
            }
        ),
        (
            "transactions of a balance",
            { client, size, token, order in
                let alice = try await client.balances.getBalanceByIndicator(
                    .init(indicator: "@alice", currency: "USD"))
                let page = try await client.transactions.listTransactions(
                    .init(
                        pageSize: size, pageToken: token,
                        filter: .init(balanceID: alice.balance?.balanceID ?? ""), order: order))
                return (page.transactions.map(\.reference), page.nextPageToken)
            }
        ),
        (
            "monitors",
            { client, size, token, order in
                let page = try await client.monitors.listMonitors(
                    .init(pageSize: size, pageToken: token, order: order))
                return (page.monitors.map(\.monitorID), page.nextPageToken)
            }
        ),
    ]

    @Test(arguments: 0..<6) func `has all rows once, in either direction`(_ list: Int) async throws
    {
        let (name, fetch) = Self.lists[list]
        let whole = try await fetch(client, 0, "", .oldestFirst)
        #expect(whole.1.isEmpty, "\(name)")
        #expect(Set(whole.0).count == whole.0.count)
        #expect(whole.0.count >= 9)
        for (order, expected) in [
            (V1.SortOrder.oldestFirst, whole.0), (.newestFirst, whole.0.reversed()),
            (.unspecified, whole.0.reversed()),
        ] {
            for size in [1, 2, 4, 1000] as [Int32] {
                var rows: [String] = []
                var token = ""
                repeat {
                    let page = try await fetch(client, size, token, order)
                    #expect(page.0.count <= size)
                    rows += page.0
                    token = page.1
                } while !token.isEmpty
                #expect(rows == Array(expected), "\(name) by \(size)")
            }
        }
    }

    @Test(arguments: 0..<6) func `refuses tokens that aren't its own`(_ list: Int) async throws {
        let (name, fetch) = Self.lists[list]
        let (_, own) = try await fetch(client, 2, "", .newestFirst)
        let (_, foreign) = try await Self.lists[(list + 1) % 6].fetch(client, 2, "", .newestFirst)
        for token in [foreign, own + "00zz", String(own.dropLast()), "x", "00", "\u{FF}"] {
            let refusal = try await refusal {
                try await fetch(client, 2, token, .newestFirst)
            }
            #expect(refusal.code == .invalidArgument, "\(name)")
            #expect(refusal.reason == "INVALID_PAGE_TOKEN")
            #expect(refusal.field == "page_token")
        }
        let turned = try await refusal { try await fetch(client, 2, own, .oldestFirst) }
        #expect(turned.reason == "INVALID_PAGE_TOKEN")
        let negative = try await refusal { try await fetch(client, -1, "", .newestFirst) }
        #expect(negative.reason == "FIELD_INVALID")
        #expect(negative.field == "page_size")
        // Another size is the same list.
        #expect(try await fetch(client, 3, own, .newestFirst).0.count == 3)
    }

    @Test func `of a balance's monitors is in the order of firing`() async throws {
        var rows: [String] = []
        var token = ""
        repeat {
            let page = try await client.monitors.listBalanceMonitors(
                .init(indicator: "@alice", currency: "USD", pageSize: 2, pageToken: token))
            rows += page.monitors.map { $0.condition?.preciseValue ?? "" }
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(rows == (1...9).map { "\($0 * 100)" })
    }

    @Test func `shows what its filter lets through`() async throws {
        func found(_ filter: V1.BalanceFilter) async throws -> [String] {
            try await client.balances.listBalances(.init(filter: filter, order: .oldestFirst))
                .balances.map(\.indicator)
        }
        #expect(try await found(.init(indicatorPrefix: "@b")).count == 9)
        #expect(try await found(.init(currency: "USD")) == ["@alice", "@world"])
        #expect(
            try await found(.init(metaData: [.init(key: "tier", valueJson: #" "gold" "#)]))
                == ["@alice"])
        #expect(try await found(.init(metaData: [.init(key: "tier")])) == ["@alice"])
        #expect(
            try await found(
                .init(sums: [.init(field: .balance, operator: .greaterThan, value: "44")]))
                == ["@alice"])
        #expect(
            try await found(
                .init(sums: [.init(field: .balance, operator: .lessThan, value: "0")]))
                == ["@world"])
        #expect(try await found(.init(status: .frozen)).isEmpty)
        let paid = try await client.transactions.listTransactions(
            .init(
                filter: .init(
                    balanceID: alice.balanceID, minPreciseAmount: "3", maxPreciseAmount: "5"),
                order: .oldestFirst))
        #expect(paid.transactions.map(\.reference) == ["r3", "r4", "r5"])
        let met = try await client.monitors.listMonitors(.init(filter: .init(state: .met)))
        #expect(met.monitors.isEmpty)
    }

    @Test func `refuses a field of a filter that it doesn't know`() async throws {
        // Field 99 inside field 3, the filter.
        let unknown = OutgoingCall(
            service: "tidemark.v1.BalanceService", method: "ListBalances",
            payload: [0x1A, 0x03, 0x98, 0x06, 0x01])
        let refusal = try await refusal { try await client.peer.unary(unknown) }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == "UNKNOWN_FILTER")
        #expect(refusal.field == "filter")
    }

    @Test func `keeps its pages within a frame, however large the rows`() async throws {
        let large = #"{"a":""# + String(repeating: "x", count: 16_300) + #""}"#
        for step in 0..<300 { try await client.balance("@large\(step)", metaData: large) }
        for _ in 0..<300 {
            _ = try await client.monitors.createMonitor(
                .init(
                    balanceID: alice.balanceID,
                    condition: .init(field: .balance, operator: .equal, preciseValue: "-1"),
                    metaData: large))
        }
        var count = 0
        var token = ""
        repeat {
            let page = try await client.balances.listBalances(
                .init(pageSize: 1000, pageToken: token, filter: .init(indicatorPrefix: "@large")))
            count += page.balances.count
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(count == 300)
        repeat {
            let page = try await client.monitors.listBalanceMonitors(
                .init(balanceID: alice.balanceID, pageSize: 1000, pageToken: token))
            count += page.monitors.count
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(count == 609)
        #expect(try await client.stored().count > 600)
    }
}
