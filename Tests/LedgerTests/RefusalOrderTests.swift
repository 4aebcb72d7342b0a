import Ledger
import TestSupport
import Testing

@Suite struct `The order of refusals` {
    /// A transaction that would be applied, and what can be made wrong with it or its world.
    struct Transfer: Attempt {
        var book: DictionaryBook
        var command: CreateTransaction
        let source: BalanceID
        let destination: BalanceID
        let euro: Currency
        let used: Reference

        init() throws {
            euro = try #require(Currency("EUR"))
            used = try #require(Reference("used"))
            let scenario = try Scenario.play(
                """
                balance A USD precision 100
                balance B USD precision 100
                send used @world -> A 101
                send r2 A -> @world 1
                """)
            book = scenario.book
            source = try scenario.balance("A")
            destination = try scenario.balance("B")
            command = try Orders.transfer("r3", "A", "B", 10)
            command.order.precision = 100
            command.order.source = .id(source)
            command.order.destination = .id(destination)
        }

        func reason() -> Rejection.Reason? {
            var book = book
            var stamps = StampSource(from: Timestamp(nanoseconds: 1_760_000_000_000_000_000))
            let outcome = book.apply(.createTransaction(command), &stamps)
            if outcome.rejection != nil { #expect(book == self.book) }
            return outcome.rejection?.reason
        }

        mutating func expect(version: UInt64) {
            command.expectedVersions = [.init(balanceID: source, version: version)]
        }

        /// One more end, beside those there are.
        mutating func add(_ party: Party, to side: WritableKeyPath<TransactionOrder, [Share]>) {
            command.order[keyPath: side].append(Share(party, .left))
        }

        typealias Share = TransactionOrder.Share

        mutating func spendAll() {
            guard let credit = book.balances[source]?.sums.credit else { return }
            book.balances[source]?.sums.debit = credit
        }
    }

    /// Each fault by itself, in the order in which they are to be answered.
    static let order = RefusalOrder<Transfer>([
        (.duplicateReference, { $0.command.reference = $0.used }),
        (.duplicateID, { $0.command.id = $0.book.references.values.first }),
        (.ledgerNotFound, { $0.command.order.ledgerID = LedgerID(bits: 5) }),
        (.balanceNotFound, { $0.add(.id(BalanceID(bits: 5)), to: \.sources) }),
        (.timePassed, { $0.command.order.hold = HoldTerms(expiresAt: .zero) }),
        (.sameBalance, { $0.add(.id($0.source), to: \.destinations) }),
        (.duplicateLeg, { $0.add(.id($0.destination), to: \.destinations) }),
        (.versionMismatch, { $0.expect(version: 9) }),
        (.currencyMismatch, { $0.command.order.currency = $0.euro }),
        (.precisionMismatch, { $0.command.order.precision = 10 }),
        (.balanceFrozen, { $0.book.balances[$0.source]?.status = .frozen }),
        (.balanceClosed, { $0.book.balances[$0.destination]?.status = .closed }),
        (
            .distributionMismatch,
            { attempt in
                let share = Transfer.Share(.id(attempt.destination), .fixed(Amount(1)))
                attempt.command.order.destinations[0] = share
            }
        ),
        (.amountOverflow, { $0.command.order.amount = .max }),
        (.insufficientFunds, { $0.spendAll() }),
        (
            .overdraftLimitExceeded,
            { attempt in
                attempt.spendAll()
                attempt.command.order.overdraft = .upTo(Amount(5))
            }
        ),
        (.creditLimitExceeded, { $0.book.balances[$0.destination]?.creditLimit = .zero }),
    ])

    @Test func `nothing is refused where nothing is wrong`() throws {
        #expect(try Transfer().reason() == nil)
    }

    @Test func `is the order in which the reasons are listed`() {
        Self.order.expectListed()
    }

    @Test(arguments: order.faults.indices)
    func `each fault is answered, alone or with any later one`(_ fault: Int) throws {
        try Self.order.expectAnswer(of: fault)
    }

    @Test(arguments: order.faults.indices)
    func `a fault is answered with all the later ones behind it`(_ fault: Int) throws {
        try Self.order.expectAnswer(fromAllSince: fault)
    }

    @Test func `of two balances begins with the source`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            set  A closed
            set  B frozen
            send r1 A -> B 1                         = BALANCE_CLOSED
            send r2 B -> A 1                         = BALANCE_FROZEN
            """)
    }

    @Test func `of a new balance is id, ledger, indicator`() throws {
        let scenario = try Scenario.play("balance A USD called alice")
        var book = scenario.book
        var stamps = StampSource(from: Timestamp(nanoseconds: 1_760_000_000_000_000_000))
        var command = CreateBalance(
            id: try scenario.balance("A"), ledgerID: LedgerID(bits: 5), currency: try Orders.usd,
            indicator: Indicator("alice"))
        let expected: [Rejection.Reason] = [.duplicateID, .ledgerNotFound, .duplicateIndicator]
        for (step, reason) in expected.enumerated() {
            if step == 1 { command.id = nil }
            if step == 2 { command.ledgerID = .general }
            #expect(book.apply(.createBalance(command), &stamps).rejection?.reason == reason)
        }
    }

    @Test func `of a changed monitor is monitor, balance, version, value, precision`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD precision 100
            monitor M A balance > 0.05@100
            """)
        var book = scenario.book
        var stamps = StampSource(from: Timestamp(nanoseconds: 1_760_000_000_000_000_000))
        let id = try #require(scenario.monitor("M")).id
        var command = UpdateMonitor(
            id: MonitorID(bits: 5), target: .set(.balance(.id(BalanceID(bits: 5)))),
            question: .init(condition: .init(precision: .set(10))), expectedVersion: 9)
        let expected: [Rejection.Reason] = [
            .monitorNotFound, .balanceNotFound, .versionMismatch, .inexactAmount,
            .precisionMismatch,
        ]
        for (step, reason) in expected.enumerated() {
            if step == 1 { command.id = id }
            if step == 2 { command.target = .keep }
            if step == 3 { command.expectedVersion = 1 }
            if step == 4 { command.question.condition.threshold = .set(.decimal("0.5")) }
            #expect(book.apply(.updateMonitor(command), &stamps).rejection?.reason == reason)
        }
    }
}

@Suite struct `Refusals` {
    /// The words of the wire; programs depend on each.
    @Test func `have each one reason and one kind`() {
        let kinds = Dictionary(grouping: Rejection.Reason.allCases, by: \.kind)
        #expect(kinds[.aborted] == [.versionMismatch])
        #expect(kinds[.outOfRange] == [.cursorExpired, .amountOverflow])
        #expect(kinds[.permissionDenied] == [.urlNotAllowed])
        #expect(kinds[.resourceExhausted] == [.limitReached])
        #expect(kinds[.notFound]?.allSatisfy { $0.rawValue.hasSuffix("_NOT_FOUND") } == true)
        #expect(kinds[.alreadyExists]?.allSatisfy { $0.rawValue.hasPrefix("DUPLICATE_") } == true)
        #expect(
            Rejection.Reason.allCases.allSatisfy { reason in
                reason.rawValue.allSatisfy { $0.isUppercase || $0 == "_" }
            })
    }

    @Test func `inside a part of a request name the whole path`() {
        let refusal = Rejection.invalidAmount(.inexact, field: "amount")
        #expect(refusal.inside("requests[3]").field == "requests[3].amount")
        let whole = Rejection(.fieldInvalid, "")
        #expect(whole.inside("requests[3]").field == "requests[3]")
        #expect(refusal.reason == .inexactAmount)
        #expect(Rejection.invalidAmount(.notCanonical, field: "").reason == .invalidAmount)
        #expect(Rejection.invalidAmount(.tooLarge, field: "").reason == .amountOverflow)
    }
}
