import Ledger
import TestSupport
import Testing

@Suite struct `A repeated reference` {
    @Test func `moves the money once and answers with the first result (99)`() throws {
        var scenario = try Scenario.play(
            """
            balance A USD
            balance B USD
            send  r1 @world -> A 10000
            send  r2 A -> B 2000
            """)
        let first = try #require(scenario.last?.transaction)
        try scenario.play(
            """
            send  r3 A -> B 1000
            set   A frozen
            send  r2 A -> B 2000                     = replayed
            check A balance 7000
            """)
        let again = try #require(scenario.last?.transaction)
        #expect(
            scenario.last.map(ModelLedger.Verdict.init)
                == .replayed(sequence: first.transaction.sequence))
        #expect(again.transaction == first.transaction)
        #expect(again.balances.map(\.balance.sums) == first.balances.map(\.balance.sums))
        #expect(again.balances.map(\.balance.version) == first.balances.map(\.balance.version))
        #expect(again.balances.map(\.balance.movedAt) == first.balances.map(\.balance.movedAt))
    }

    @Test func `may name its balances otherwise`() throws {
        _ = try Scenario.play(
            """
            balance A USD called alice
            balance B USD called bob
            send r1 @world -> A 10
            send r1 @world -> alice 10               = replayed
            send r2 A -> B 5
            send r2 alice -> bob 5                   = replayed
            send r2 alice -> B 5 existing expect A 99 = replayed
            send r2 B -> A 5                         = DUPLICATE_REFERENCE
            """)
    }

    /// What is changed in the repeat, and the names of the fields that then differ.
    static let changes: [(name: String, change: @Sendable (inout CreateTransaction) -> Void)] = [
        ("transaction_id", { $0.id = TransactionID(bits: 8) }),
        ("currency", { $0.order.currency = Currency("EUR") ?? $0.order.currency }),
        ("amount", { $0.order.amount = Amount(6) }),
        ("precision", { $0.order.precision = 100 }),
        ("source", { $0.order.source = .indicator(Indicator("bob") ?? .world) }),
        ("destination", { $0.order.destination = .id(BalanceID(bits: 5)) }),
        ("description", { $0.order.description = "e\u{301}" }),
        ("allow_overdraft", { $0.order.overdraft = .unlimited }),
        ("allow_overdraft, overdraft_limit", { $0.order.overdraft = .upTo(.zero) }),
        ("inflight", { $0.order.hold = HoldTerms() }),
        ("scheduled_for", { $0.order.scheduledFor = .zero }),
        ("effective_at", { $0.order.effectiveAt = .zero }),
        ("meta_data", { $0.order.metaData = MetaData(canonical: #"{"k":1}"#) }),
    ]

    private func first() throws -> CreateTransaction {
        var first = try Orders.transfer("r1", "@world", "alice", 5)
        first.order.description = "\u{E9}"
        return first
    }

    private func repeated(_ command: CreateTransaction) throws -> ModelLedger.Verdict {
        var book = DictionaryBook()
        var stamps = StampSource()
        _ = book.apply(.createTransaction(try first()), &stamps)
        let former = book
        let outcome = book.apply(.createTransaction(command), &stamps)
        #expect(book == former)
        return .init(outcome)
    }

    @Test(arguments: changes.indices)
    func `with other content is refused by the name of what differs`(_ index: Int) throws {
        let (name, change) = Self.changes[index]
        var command = try first()
        change(&command)
        #expect(
            try repeated(command)
                == .refused(.init(.duplicateReference, "reference", name)))
    }

    @Test func `names all that differs, in the order of the request`() throws {
        var command = try first()
        for position in Self.changes.indices.reversed() { Self.changes[position].change(&command) }
        command.order.overdraft = .unlimited
        #expect(
            try repeated(command)
                == .refused(
                    .init(
                        .duplicateReference, "reference",
                        "transaction_id, currency, amount, precision, source, destination,"
                            + " description, allow_overdraft, inflight, scheduled_for, effective_at,"
                            + " meta_data")))
    }

    @Test func `is compared by what the client sent, not by what the server added`() throws {
        var command = try first()
        command.order.requiresExistingBalances = true
        command.expectedVersions = [.init(balanceID: BalanceID(bits: 5), version: 5)]
        command.order.ledgerID = LedgerID(bits: 5)
        #expect(try repeated(command) == .replayed(sequence: 1))
    }

    @Test func `names the first transaction in its facts`() throws {
        let scenario = try Scenario.play(
            """
            send r1 @world -> A 5
            send r1 @world -> A 6                    = DUPLICATE_REFERENCE
            """)
        let rejection = try #require(scenario.last?.rejection)
        let id = try #require(scenario.book.transactions.keys.first)
        #expect(rejection.fact("transaction_id") == "\(id)")
        #expect(rejection.reason.kind == .alreadyExists)
    }
}

@Suite struct `A repeated reference of a child` {
    @Test func `does it once and answers with the first result`() throws {
        var scenario = try Scenario.play(
            """
            hold   h1 @world -> A 100
            commit c1 h1 30
            """)
        let first = try #require(scenario.last?.transaction)
        try scenario.play(
            """
            void   v1 h1
            set    A frozen
            commit c1 h1 30                          = replayed
            """)
        let again = try #require(scenario.last?.transaction)
        #expect(again.transaction == first.transaction)
        #expect(again.balances.map(\.balance.sums) == first.balances.map(\.balance.sums))
        // What became of its parent is shown as it is now.
        #expect(again.parent?.progress.status == .void)
        #expect(again.parent?.progress.released == Amount(70))
    }

    @Test func `is refused by the name of what differs`() throws {
        let scenario = try Scenario.play(
            """
            hold   h1 @world -> A 100
            hold   h2 @world -> A 100
            send   r1 @world -> A 100
            commit c1 h1 30
            commit c2 h1 0.30@100
            void   v1 h2
            refund f1 r1 10 overdraft 5
            amend  a1 h1 to 90 expires 999999
            """)
        for (line, names) in [
            ("commit c1 h2 30", "transaction_id"), ("commit c1 h1 31", "amount"),
            ("commit c1 h1", "amount"), ("commit c1 h1 0.30@100", "precision"),
            ("commit c2 h1 31", "amount, precision"), ("void c1 h1", "kind"),
            ("refund c1 h1 30", "kind"), ("void v1 h1", "transaction_id"),
            ("commit v1 h2", "kind"), ("refund f1 r1 10", "allow_overdraft, overdraft_limit"),
            ("refund f1 r1 10 overdraft 6", "overdraft_limit"),
            ("refund f1 r1 overdraft any", "amount, overdraft_limit"),
            ("amend a1 h1 to 91 expires 999999", "amount"),
            ("amend a1 h1 to 90", "inflight_expires_at"),
            ("amend a1 h1 commits 99999", "amount, inflight_expires_at, inflight_commit_at"),
            ("send c1 @world -> A 30", "transaction_id"), ("commit h1 h1 30", "transaction_id"),
        ] {
            var story = scenario
            try story.play("\(line) = DUPLICATE_REFERENCE")
            let told = story.last?.rejection?.fact("differing_fields")
            #expect(told == names, "\(line)")
        }
    }
}
