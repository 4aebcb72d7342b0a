import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Raising, lowering and extending holds, and what happens to them at their times.
@Suite struct `A hold that changes` {
    private let server: TestServer
    private let client: Client
    private let clock = TestClock()

    init() async throws {
        let clock = clock
        server = try await TestServer { clock.rule(&$0) }
        client = try server.client()
        try await client.pay("100", to: "@a")
    }

    @Test func `is raised as far as there are funds, and lowered`() async throws {
        let hold = try await client.hold("60")
        let raised = try await client.update(hold, "100")
        #expect(raised.transaction?.kind == .holdUpdate)
        #expect(raised.transaction?.preciseAmount == "40")
        #expect(raised.hold?.preciseAmount == "100")
        #expect(raised.hold?.preciseRemainingAmount == "100")
        #expect(
            try await client.standing("@a")
                == Standing(settled: "100", going: "100", available: "0"))
        let refusal = try await refusal { try await client.update(hold, "101") }
        #expect(refusal.reason == "INSUFFICIENT_FUNDS")
        #expect(refusal.facts["requested"] == "1")
        let over = try await client.update(hold, "101") { $0.allowOverdraft = true }
        #expect(over.balances.first?.availableBalance == "-1")
        let lowered = try await client.update(hold, "10")
        #expect(lowered.transaction?.preciseAmount == "-91")
        #expect(
            try await client.standing("@a")
                == Standing(settled: "100", going: "10", available: "90"))
        #expect(
            try await client.standing("@b") == Standing(settled: "0", coming: "10", available: "0"))
    }

    @Test func `keeps above what is committed`() async throws {
        let hold = try await client.hold("60")
        try await client.commit(hold, "40")
        for total in ["40", "39"] {
            let refusal = try await refusal { try await client.update(hold, total) }
            #expect(refusal.code == .invalidArgument)
            #expect(refusal.reason == "INVALID_AMOUNT")
            #expect(refusal.facts["committed"] == "40")
        }
        let lowered = try await client.update(hold, "41")
        #expect(lowered.hold?.preciseRemainingAmount == "1")
        #expect(
            try await client.standing("@a") == Standing(settled: "60", going: "1", available: "59"))
    }

    @Test func `divides percents and left anew and leaves fixed shares`() async throws {
        let hold = try await client.hold("100") { $0.setDestinations("@x=10 @y=25% @z=left") }
        #expect(hold.destinations.map(\.preciseAmount) == ["10", "25", "65"])
        let lowered = try await client.update(hold, "50")
        #expect(lowered.hold?.destinations.map(\.preciseAmount) == ["10", "12", "28"])
        let refusal = try await refusal { try await client.update(hold, "9") }
        #expect(refusal.reason == "DISTRIBUTION_MISMATCH")
        #expect(refusal.field == "destinations")
    }

    @Test func `is over at the instant of its expiry, swept or not`() async throws {
        let hold = try await client.hold("60") { $0.inflightExpiresAt = clock.ahead(10) }
        #expect(try await client.shown("@a").inflightExpiresAt == clock.ahead(10))
        try await client.commit(hold, "20")
        clock.now += 10
        for call: @Sendable (Client) async throws -> String in [
            { "\(try await $0.commit(hold, "1"))" }, { "\(try await $0.void(hold))" },
            { "\(try await $0.update(hold, "70"))" },
        ] {
            let refusal = try await refusal { try await call(client) }
            #expect(refusal.code == .failedPrecondition)
            #expect(refusal.reason == "HOLD_EXPIRED")
        }
        let expired = try await happening(.transactionExpired)
        #expect(expired.kind == .void && expired.status == .expired)
        #expect(expired.preciseAmount == "40")
        let now = try await client.now(hold)
        #expect(now.status == .expired)
        #expect(now.preciseCommittedAmount == "20" && now.preciseVoidedAmount == "40")
        #expect(try await client.standing("@a") == Standing(settled: "80", available: "80"))
        #expect(try await client.shown("@a").inflightExpiresAt == nil)
        let late = try await refusal { try await client.commit(hold) }
        #expect(late.reason == "HOLD_EXPIRED")
    }

    @Test func `is committed an instant before its expiry`() async throws {
        let hold = try await client.hold("60") { $0.inflightExpiresAt = clock.ahead(10) }
        clock.now += 9
        #expect(try await client.commit(hold).hold?.status == .applied)
    }

    @Test func `is extended, and its expiry taken away`() async throws {
        let hold = try await client.hold("60") { $0.inflightExpiresAt = clock.ahead(10) }
        let longer = try await client.update(hold) { $0.inflightExpiresAt = clock.ahead(20) }
        #expect(longer.transaction?.preciseAmount == "0")
        #expect(longer.hold?.inflightExpiresAt == clock.ahead(20))
        #expect(longer.balances.isEmpty)
        clock.now += 15
        try await client.commit(hold, "1")
        let for_ever = try await client.update(hold) {
            $0.updateMask = .init(paths: ["inflight_expires_at"])
        }
        #expect(for_ever.hold?.inflightExpiresAt == nil)
        clock.now += 1000
        try await client.commit(hold)
    }

    @Test func `is committed by itself at its time`() async throws {
        let hold = try await client.hold("60") { $0.inflightCommitAt = clock.ahead(10) }
        try await client.commit(hold, "10")
        clock.now += 10
        let commit = try await happening(.transactionCommitted, count: 2)
        #expect(commit.preciseAmount == "50")
        #expect(commit.parentTransaction == hold.transactionID)
        #expect(try await client.now(hold).status == .applied)
        #expect(try await client.standing("@a") == Standing(settled: "40", available: "40"))
    }

    @Test(arguments: [
        ("inflight_expires_at", -1, 0, "TIME_PASSED"), ("inflight_expires_at", 0, 0, "TIME_PASSED"),
        ("inflight_commit_at", 20, -1, "TIME_PASSED"),
        ("inflight_commit_at", 20, 20, "FIELD_INVALID"),
        ("inflight_commit_at", 20, 21, "FIELD_INVALID"),
    ])
    func `has its times ahead and in order, from the beginning and after`(
        _ field: String, _ expires: Int64, _ commits: Int64, _ reason: String
    ) async throws {
        let expiry = clock.ahead(expires)
        let commit = commits == 0 ? nil : clock.ahead(commits)
        let made = try await refusal {
            try await client.hold("1") {
                $0.inflightExpiresAt = expiry
                $0.inflightCommitAt = commit
            }
        }
        #expect(made.reason == reason)
        #expect(made.field == field)
        let hold = try await client.hold("1")
        let changed = try await refusal {
            try await client.update(hold) {
                $0.inflightExpiresAt = expiry
                $0.inflightCommitAt = commit
            }
        }
        #expect(changed.reason == reason)
        #expect(changed.field == field)
    }

    /// Waits for an event and answers with its transaction.
    private func happening(
        _ type: V1.EventType, count: Int = 1
    ) async throws -> V1.Transaction {
        // A commit wakes the timer, which doesn't see that the clock was set.
        try await client.balance()
        let reader = try server.peer().subscribe(
            .init(filter: .init(types: [type]), fromSequence: 1))
        while reader.events.count < count { try reader.next() }
        guard case .transaction(let transaction) = reader.events.last?.payload else {
            throw PartMissing(part: "transaction")
        }
        return transaction
    }
}
