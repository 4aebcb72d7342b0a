import Ledger
import TestSupport
import Testing

@Suite struct `A balance` {
    @Test func `has one indicator in one currency (103, 105)`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD called @cash
            balance B USD called @cash               = DUPLICATE_INDICATOR
            balance C EUR called @cash
            balance D USD called @Cash
            """)
        #expect(scenario.book.balances.count == 3)
    }

    @Test func `names in the refusal who has the indicator`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD called @cash
            balance B USD called @cash               = DUPLICATE_INDICATOR
            """)
        let rejection = try #require(scenario.last?.rejection)
        #expect(rejection.fact("balance_id") == "\(try scenario.balance("A"))")
        #expect(rejection.field == "indicator" && rejection.reason.kind == .alreadyExists)
    }

    @Test func `given its id is made once`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD called @cash limit 5
            send    r1 @world -> A 5
            balance A USD called @cash limit 5       = replayed
            balance A USD called @cash limit 6       = DUPLICATE_ID
            balance A EUR called @cash limit 5       = DUPLICATE_ID
            set     A limit 9
            balance A USD called @cash limit 5       = replayed
            """)
        // A repeat shows the balance as it is, not as it was.
        #expect(scenario.last?.balance?.balance.overdraftLimit == Amount(9))
        #expect(scenario.last?.balance?.balance.version == 2)
    }

    @Test func `made without an id is another each time`() throws {
        var book = DictionaryBook()
        var stamps = StampSource()
        let command = CreateBalance(currency: try #require(Currency("USD")))
        let ids = (0..<3).compactMap { _ in
            book.apply(.createBalance(command), &stamps).balance?.balance.id
        }
        #expect(Set(ids).count == 3)
        // Nor does giving such an id afterwards make it a repeat.
        var again = command
        again.id = ids.first
        let outcome = book.apply(.createBalance(again), &stamps)
        #expect(outcome.rejection?.reason == .duplicateID)
    }

    @Test func `lies in a ledger that exists`() throws {
        var book = DictionaryBook()
        var stamps = StampSource()
        let command = CreateBalance(
            ledgerID: LedgerID(bits: 5), currency: try #require(Currency("USD")))
        let outcome = book.apply(.createBalance(command), &stamps)
        #expect(ModelLedger.Verdict(outcome) == .refused(.init(.ledgerNotFound, "ledger_id")))
        #expect(book == DictionaryBook())
    }

    @Test func `begins at version 1, with nothing`() throws {
        let scenario = try Scenario.play("balance A USD precision 100 limit 7 ceiling 9")
        let view = try #require(scenario.last?.balance)
        #expect(view.balance.sums == .zero && view.balance.version == 1)
        #expect(view.balance.status == .open && view.balance.multiplier == 100)
        #expect(view.balance.overdraftLimit == Amount(7))
        #expect(view.balance.creditLimit == Amount(9))
        #expect(view.profile.ledgerID == .general)
        #expect(view.balance.history == .empty && view.balance.watched.isEmpty)
    }

    @Test func `changes what an update names and keeps the rest`() throws {
        var scenario = try Scenario.play("balance A USD limit 7 ceiling 9")
        let id = try scenario.balance("A")
        try scenario.play("set A ceiling 4")
        #expect(scenario.book.balances[id]?.overdraftLimit == Amount(7))
        #expect(scenario.book.balances[id]?.creditLimit == Amount(4))
        // A description is no movement.
        #expect(scenario.book.balances[id]?.version == 1)
        #expect(scenario.book.balances[id]?.movedAt == nil)
        var stamps = StampSource(from: Timestamp(nanoseconds: 1_760_000_000_000_000_000))
        var book = scenario.book
        let outcome = book.apply(
            .updateBalance(
                UpdateBalance(
                    id: id, identityID: .set("idt_1"), overdraftLimit: .set(nil))), &stamps)
        let view = try #require(outcome.balance)
        #expect(view.profile.identityID == "idt_1" && view.profile.updatedAt == stamps.time)
        #expect(view.balance.overdraftLimit == nil && view.balance.creditLimit == Amount(4))
        #expect(book.view(id) == view)
        #expect(ModelLedger.heard(in: book) == ["balance updated"])
    }

    @Test func `is closed only at zero, and at the version that is expected`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send r1 @world -> A 5
            set  A closed                            = BALANCE_NOT_EMPTY
            set  A closed version 1                  = VERSION_MISMATCH
            send r2 A -> @world 5
            set  A closed version 3
            set  A closed
            set  A open version 2                    = VERSION_MISMATCH
            set  nobody frozen                       = BALANCE_NOT_FOUND
            """)
    }
}
