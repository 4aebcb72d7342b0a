import Ledger
import TestSupport
import Testing

@Suite struct `A batch` {
    // Numbers are those of the acceptance cases.
    private var book = DictionaryBook()
    private var stamps = StampSource()

    /// A number of transfers out of a balance that has as much as is said.
    private mutating func fund(_ amount: Int128) throws {
        let command = try Orders.transfer("fund", "@world", "a", amount)
        #expect(
            ModelLedger.Verdict(book.apply(.createTransaction(command), &stamps)) == .applied)
    }

    private func transfers(_ amounts: [Int128]) throws -> [Command] {
        try amounts.enumerated().map { position, amount in
            .createTransaction(try Orders.transfer("r\(position)", "a", "b", amount))
        }
    }

    private mutating func stamp() -> Stamp { stamps.next(after: book.sequence) }

    private func balance(_ name: String) throws -> Int128 {
        let indicator = try #require(Indicator(name))
        guard let id = book.balanceID(indicator, try Orders.usd) else { return 0 }
        return try #require(book.balances[id]).sums.balance.minorUnits
    }

    @Test mutating func `by items keeps what went well (95)`() throws {
        try fund(500)
        var verdicts: [ModelLedger.Verdict] = []
        for command in try transfers([400, 200, 100]) {
            verdicts.append(ModelLedger.Verdict(book.apply(command, stamp())))
        }
        #expect(verdicts[0] == .applied && verdicts[2] == .applied)
        guard case .refused(let fault) = verdicts[1] else {
            Issue.record("the second is not refused")
            return
        }
        #expect(fault.reason == .insufficientFunds)
        #expect(try balance("a") == 0 && balance("b") == 500)
    }

    @Test mutating func `that is one is done as a whole, as one commit`() throws {
        try fund(500)
        let outcome = book.applyAll(try transfers([400, 60, 40]), stamp())
        guard case .applied(let outcomes) = outcome else {
            Issue.record("refused: \(outcome)")
            return
        }
        #expect(outcomes.compactMap(\.transaction?.transaction.sequence) == [2, 2, 2])
        // Each shows the balances as it left them.
        let left = outcomes.map { $0.transaction?.balances.first?.balance.sums.balance }
        #expect(left == [Amount(100), Amount(40), Amount(0)])
        #expect(book.events.filter { $0.sequence == 2 }.map(\.index) == [0, 1, 2, 3])
        #expect(Auditor.findings(in: book) == [])
    }

    @Test mutating func `that is one leaves nothing where one of it is refused`() throws {
        try fund(500)
        let former = book
        let outcome = book.applyAll(try transfers([400, 60, 41, 1]), stamp())
        guard case .rejected(let rejection, let item) = outcome else {
            Issue.record("applied: \(outcome)")
            return
        }
        #expect(rejection.reason == .insufficientFunds && item == 2)
        #expect(rejection.fact("available") == "40")
        #expect(book == former)
        // Its references are free, and its numbers are the next ones.
        let again = book.applyAll(try transfers([400, 60, 40]), stamp())
        #expect(ModelLedger.BatchVerdict(again) == .applied([.applied, .applied, .applied]))
        #expect(Auditor.findings(in: book) == [])
    }

    @Test mutating func `that is tried says what would be and stores nothing (97)`() throws {
        try fund(500)
        let former = book
        let outcomes = book.applyDry(try transfers([450, 100, 50]), stamp())
        #expect(book == former)
        #expect(outcomes.map(\.rejection?.reason) == [nil, .insufficientFunds, nil])
        #expect(outcomes[0].transaction?.balances.first?.balance.sums.balance == Amount(50))
        #expect(outcomes[2].transaction?.balances.first?.balance.sums.balance == Amount(0))
        // What is done then comes to the same.
        let stamp = stamp()
        let tried = book.applyDry(try transfers([450]), stamp)
        let done = book.apply(try transfers([450])[0], stamp)
        #expect(done == tried[0])
    }

    @Test mutating func `repeats a reference within itself once (99)`() throws {
        try fund(500)
        var commands = try transfers([100, 100])
        commands[1] = commands[0]
        let outcome = book.applyAll(commands, stamp())
        #expect(
            ModelLedger.BatchVerdict(outcome) == .applied([.applied, .replayed(sequence: 2)]))
        #expect(try balance("b") == 100)
        // All of it repeated is no commit.
        let former = book
        let again = book.applyAll(commands, stamp())
        #expect(
            ModelLedger.BatchVerdict(again)
                == .applied([.replayed(sequence: 2), .replayed(sequence: 2)]))
        #expect(book == former)
    }

    @Test mutating func `holds and commits in one, and commits many (87)`() throws {
        try fund(500)
        let ids = (1...3).map { TransactionID(bits: $0) }
        var commands: [Command] = []
        for (position, id) in ids.enumerated() {
            var hold = try Orders.transfer("h\(position)", "a", "b", 100)
            hold.id = id
            hold.order.hold = HoldTerms()
            commands.append(.createTransaction(hold))
        }
        func commits(_ name: String) throws -> [Command] {
            try ids.enumerated().map { position, id in
                .createChild(
                    CreateChild(
                        reference: try #require(Reference("\(name)\(position)")),
                        order: ChildOrder(parentID: id, action: .commit(.rest))))
            }
        }
        _ = book.applyAll(commands, stamp())
        #expect(try balance("a") == 500)
        let all = ModelLedger.BatchVerdict(book.applyAll(try commits("c"), stamp()))
        #expect(all == .applied([.applied, .applied, .applied]))
        #expect(try balance("a") == 200 && balance("b") == 300)
        // A second time none is left, and nothing happens.
        let former = book
        guard case .rejected(let rejection, 0) = book.applyAll(try commits("d"), stamp()) else {
            Issue.record("committed twice")
            return
        }
        #expect(rejection.reason == .alreadyCommitted && book == former)
        #expect(Auditor.findings(in: book) == [])
    }

    @Test mutating func `sees what its own items made, and its dips are seen`() throws {
        let usd = try Orders.usd
        let (account, world) = (try #require(Indicator("c")), Indicator.world)
        var monitor = CreateMonitor(
            target: .balance(.indicator(account, usd)),
            question: .one(
                try Condition(
                    field: .balance, comparison: .lessThan, threshold: .minorUnits(Amount(5)))))
        monitor.id = MonitorID(bits: 7)
        let outcome = book.applyAll(
            [
                .createBalance(CreateBalance(currency: usd, indicator: account)),
                .createTransaction(try Orders.transfer("r1", world.description, "c", 10)),
                .createMonitor(monitor),
                .createTransaction(try Orders.transfer("r2", "c", "d", 10)),
                .createTransaction(try Orders.transfer("r3", world.description, "c", 10)),
            ], stamp())
        guard case .applied = outcome else {
            Issue.record("refused: \(outcome)")
            return
        }
        #expect(book.monitors[MonitorID(bits: 7)]?.firings.firedCount == 1)
        #expect(book.sequence == 1 && book.entries.count == 6)
        #expect(Auditor.findings(in: book) == [])
    }

    @Test mutating func `of nothing is nothing`() throws {
        let former = book
        #expect(ModelLedger.BatchVerdict(book.applyAll([], stamp())) == .applied([]))
        #expect(book.applyDry([], stamp()) == [])
        #expect(book == former)
    }
}
