import Ledger
import TestSupport
import Testing

@Suite struct `A monitor's firing` {
    // Numbers are those of the acceptance cases.

    static let truths: [(Condition.Comparison, [Bool])] = [
        (.greaterThan, [false, false, true]), (.lessThan, [true, false, false]),
        (.greaterThanOrEqual, [false, true, true]), (.lessThanOrEqual, [true, true, false]),
        (.equal, [false, true, false]), (.notEqual, [true, false, true]),
    ]

    @Test(arguments: truths)
    func `compares 9, 10 and 11 with 10 (113)`(
        _ comparison: Condition.Comparison, _ truth: [Bool]
    ) throws {
        let condition = try Condition(
            field: .balance, comparison: comparison, threshold: .minorUnits(Amount(10)))
        for (figure, holds) in zip([9, 10, 11], truth) {
            #expect(condition.holds(for: Sums(credit: Amount(Int128(figure)))) == holds)
        }
    }

    /// Every change between small figures, for every comparison and trigger at every threshold:
    /// what fires is what was not true before and is after, or is true after a change.
    @Test(arguments: Condition.Comparison.allCases)
    func `is the truth before against the truth after`(_ comparison: Condition.Comparison) throws {
        for trigger in Trigger.allCases {
            for threshold in Int128(-3)...3 {
                let condition = try Condition(
                    field: .balance, comparison: comparison,
                    threshold: .minorUnits(Amount(threshold)))
                for before in Int128(-3)...3 {
                    for after in Int128(-3)...3 where after != before {
                        let fired = try fires(condition, trigger, from: before, to: after)
                        let was = comparison.holds(Amount(before), Amount(threshold))
                        let isMet = comparison.holds(Amount(after), Amount(threshold))
                        #expect(
                            fired == (isMet && (trigger == .everyMatch || !was)),
                            "\(comparison) \(threshold) \(trigger): \(before) to \(after)")
                    }
                }
            }
        }
    }

    /// Whether a monitor fires when its balance goes from one figure to another.
    private func fires(
        _ condition: Condition, _ trigger: Trigger, from before: Int128, to after: Int128
    ) throws -> Bool {
        var book = DictionaryBook()
        var stamps = StampSource()
        for (number, step) in [before, after - before].enumerated() {
            if number == 1 {
                let monitor = CreateMonitor(
                    target: .balance(.indicator(try #require(Indicator("a")), try Orders.usd)),
                    question: .one(condition), trigger: trigger)
                _ = book.apply(.createMonitor(monitor), &stamps)
            }
            // A balance that stays at zero has to be made as well.
            let amounts: [Int128] = step == 0 ? [1, -1] : [step]
            for (part, amount) in amounts.enumerated() {
                var order = try Orders.transfer("\(number).\(part)", "@world", "a", abs(amount))
                if amount < 0 { order.order.swapEnds() }
                order.order.overdraft = .unlimited
                let outcome = book.apply(.createTransaction(order), &stamps)
                try #require(ModelLedger.Verdict(outcome) == .applied)
            }
        }
        return ModelLedger.heard(in: book).contains { $0.hasPrefix("fired") }
    }

    @Test func `happens on hitting the threshold exactly (115)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            monitor M A debit_balance == 5000
            monitor N A debit_balance >= 5000
            monitor O A debit_balance > 5000
            send  r1 @world -> A 6000
            fired
            send  r2 A -> @b 5000
            fired M N
            send  r3 A -> @b 1
            fired O
            """)
    }

    @Test func `happens at zero, below it and at fractions (117, 119, 121)`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD precision 100
            monitor Z A balance <= 0
            monitor N A balance < 0
            monitor C A balance >= 0.29@100
            monitor D A balance == 19.99@100
            monitor E A balance <= -100@100
            send  r1 @world -> A 28
            fired
            send  r2 @world -> A 1
            fired C
            send  r3 @world -> A 1970
            fired D
            send  r4 A -> @b 1999
            fired Z
            send  r5 A -> @b 1 overdraft any
            fired N
            send  r6 A -> @b 9998 overdraft any
            fired
            send  r7 A -> @b 1 overdraft any
            fired E
            """)
        #expect(scenario.monitor("C")?.question.parts[0].preciseValue == Amount(29))
        #expect(scenario.monitor("D")?.question.parts[0].preciseValue == Amount(1999))
        #expect(scenario.monitor("E")?.question.parts[0].preciseValue == Amount(-10000))
    }

    @Test func `by crossing needs the condition to have been false, by every match not`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            monitor C A balance >= 10
            monitor E A balance >= 10 every
            send  r1 @world -> A 10
            fired C E
            send  r2 @world -> A 5
            fired E
            send  r3 A -> @b 6
            fired
            send  r4 @world -> A 1
            fired C E
            send  r4 @world -> A 1                   = replayed
            send  r5 A -> @b 99                      = INSUFFICIENT_FUNDS
            set   A limit 50
            fired
            """)
    }

    @Test func `by every match needs the watched figure to have changed`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send  r1 @world -> A 10
            monitor E A credit_balance >= 10 every
            monitor I A inflight_balance == 0 every
            send  r2 A -> @b 1
            fired
            send  r3 @world -> A 1
            fired E
            """)
    }

    @Test func `waits where the condition already held at the creation`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            send  r1 @world -> A 50
            monitor M A balance >= 10
            fired
            send  r2 @world -> A 5
            fired
            send  r3 A -> @b 50
            fired
            send  r4 @world -> A 5
            fired M
            """)
        #expect(scenario.monitor("M")?.firings.firedCount == 1)
    }

    @Test func `answers at the creation whether the condition holds`() throws {
        var scenario = try Scenario.play(
            """
            balance A USD
            send  r1 @world -> A 50
            monitor M A balance >= 10
            """)
        #expect(scenario.last?.isMet == true)
        try scenario.play("monitor N A balance < 10")
        #expect(scenario.last?.isMet == false)
    }

    @Test func `comes in the order of source, destination, creation (135, 137)`() throws {
        var scenario = try Scenario.play(
            """
            balance A USD
            balance B USD
            send  r1 @world -> A 100
            monitor B1 B balance > 0
            monitor A1 A balance < 50
            monitor A2 A debit_balance >= 60
            monitor B2 B credit_balance != 0
            monitor A3 A available_balance <= 40
            monitor A4 A balance > 40
            monitor A5 A balance != 0 every
            send  r2 A -> B 60
            fired A1 A2 A3 A5 B1 B2
            """)
        let told = scenario.notifications
        let transaction = try #require(scenario.last?.transaction?.transaction)
        #expect(told.allSatisfy { $0.transactionID == transaction.id })
        #expect(told.map(\.observations[0].before.minorUnits) == [100, 0, 100, 100, 0, 0])
        #expect(told.map(\.observations[0].after.minorUnits) == [40, 60, 40, 40, 60, 60])
        #expect(Set(told.map(\.balanceVersion)) == [3, 2])
        // Five of twelve on one balance.
        for number in 1...12 {
            try scenario.play("monitor M\(number) A debit_balance == \(56 + number)")
        }
        try scenario.play(
            """
            change M12 value 64
            change M2  value 64
            change M9  value 64
            change M5  value 64
            send  r3 A -> B 4
            fired A5 M2 M5 M8 M9 M12
            """)
    }

    @Test func `comes of a hold for what is held, of its commit for the net (131)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send    r1 @world -> A 1000
            monitor N A balance >= 500 every
            monitor C A balance <= 600
            monitor V A available_balance < 600
            monitor O A inflight_debit_balance >= 500 every
            monitor I A inflight_balance == 0
            hold    h1 A -> @b 500
            fired   V O
            commit  c1 h1 300
            fired   N
            commit  c2 h1 100
            fired   N C
            void    v1 h1
            fired   I
            """)
    }

    @Test func `never comes of what was refused (133)`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            monitor M A balance < 0
            send  r1 A -> @b 5                       = INSUFFICIENT_FUNDS
            """)
        #expect(scenario.monitor("M")?.firings.firedCount == 0)
        #expect(scenario.book.sequence == 2)
    }

    @Test func `is not stopped by a damaged neighbour`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            monitor M A balance > 0
            monitor N A balance > 0
            monitor O A balance > 0
            """)
        var book = scenario.book
        var stamps = StampSource(from: Timestamp(nanoseconds: 1_760_000_000_000_000_000))
        book.damagedMonitors = [try #require(scenario.monitor("N")).id]
        var order = try Orders.transfer("r1", "@world", "A", 5)
        order.order.destination = .id(try scenario.balance("A"))
        _ = book.apply(.createTransaction(order), &stamps)
        let fired = ["M", "O"].compactMap { scenario.monitor($0)?.id }
        #expect(
            ModelLedger.heard(in: book).filter { $0.hasPrefix("fired") }
                == fired.map { "fired \($0) 0 5 #1" })
    }
}
