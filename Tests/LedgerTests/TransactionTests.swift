import Ledger
import TestSupport
import Testing

@Suite struct `A transaction` {
    @Test func `moves money from one balance to another and counts on both`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            balance B USD
            send  r1 @world -> A 500
            send  r2 A -> B 200
            check A balance 300 credit 500 debit 200 version 3
            check B balance 200 credit 200 debit 0 version 2
            """)
        let result = try #require(scenario.last?.transaction)
        let transaction = result.transaction
        let (a, b) = (try scenario.balance("A"), try scenario.balance("B"))
        let movement = try #require(transaction.movement)
        #expect(transaction.sequence == 4 && result.progress.status == .applied)
        #expect(movement.sources == [.init(balanceID: a, amount: Amount(200))])
        #expect(movement.destinations == [.init(balanceID: b, amount: Amount(200))])
        #expect(result.balances.map(\.balance) == [a, b].compactMap { scenario.book.balances[$0] })
        #expect(scenario.book.entries.map(\.effectiveAt) == scenario.book.entries.map(\.recordedAt))
    }

    @Test func `makes the balances it lacks, in its ledger, and tells of them first`() throws {
        var book = DictionaryBook()
        var stamps = StampSource()
        let savings = LedgerID(bits: 5)
        _ = book.apply(.createLedger(.init(id: savings, name: "Savings")), &stamps)
        var command = try Orders.transfer("r1", "@world", "alice", 5)
        command.order.ledgerID = savings
        let outcome = book.apply(.createTransaction(command), &stamps)
        let result = try #require(outcome.transaction)
        #expect(result.balances.map(\.profile.ledgerID) == [savings, savings])
        #expect(result.balances.map(\.profile.indicator) == [.world, Indicator("alice")])
        #expect(result.balances.map(\.balance.version) == [2, 2])
        #expect(result.transaction.movement?.sources.map(\.isNew) == [true])
        #expect(result.transaction.movement?.destinations.map(\.isNew) == [true])
        #expect(
            ModelLedger.heard(in: book) == [
                "balance created", "balance created", "applied \(result.transaction.id)",
            ])
    }

    @Test func `refused leaves no balance behind`() throws {
        let scenario = try Scenario.play(
            """
            send r1 alice -> bob 5                   = INSUFFICIENT_FUNDS
            send r2 @world -> bob 5 existing         = BALANCE_NOT_FOUND
            """)
        #expect(scenario.book == DictionaryBook())
    }

    @Test func `finds balances by indicator and currency, else by id (105)`() throws {
        _ = try Scenario.play(
            """
            balance A USD called alice
            balance E EUR called alice
            send  r1 @world -> alice 5 USD
            send  r2 @world -> alice 7 EUR
            check A balance 5
            check E balance 7
            send  r3 @world -> nobody 1              = BALANCE_NOT_FOUND
            send  r4 nobody -> A 1                   = BALANCE_NOT_FOUND
            send  r5 @world -> A 1 existing
            """)
    }

    @Test func `needs two balances, however they are named (101)`() throws {
        _ = try Scenario.play(
            """
            balance A USD called alice
            send r1 A -> A 1                         = SAME_BALANCE
            send r2 A -> alice 1                     = SAME_BALANCE
            send r3 alice -> A 1                     = SAME_BALANCE
            send r4 alice -> alice 1                 = SAME_BALANCE
            send r5 carol -> carol 1 overdraft any   = SAME_BALANCE
            send r6 @world -> @world 1               = SAME_BALANCE
            """)
    }

    @Test func `has one currency`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance E EUR
            send r1 A -> E 1 USD overdraft any       = CURRENCY_MISMATCH
            send r2 A -> E 1 EUR overdraft any       = CURRENCY_MISMATCH
            send r3 A -> @b 1 EUR overdraft any      = CURRENCY_MISMATCH
            send r4 @world -> A 1 usd                = CURRENCY_MISMATCH
            """)
    }

    @Test func `finds no way into or out of a frozen or closed balance`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            send r1 @world -> A 10
            set  A frozen
            send r2 A -> B 1                         = BALANCE_FROZEN
            send r3 @world -> A 1                    = BALANCE_FROZEN
            set  A closed                            = BALANCE_NOT_EMPTY
            set  A open
            send r4 A -> B 10
            set  A closed
            send r5 B -> A 1                         = BALANCE_CLOSED
            send r6 A -> B 1                         = BALANCE_CLOSED
            set  A open
            send r7 B -> A 1
            """)
    }

    @Test func `gives its precision to balances that have none`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance C USD precision 1000
            send  r1 @world -> A 5
            check A precision none
            send  r2 @world -> A 0.29@100
            check A precision 100 balance 34
            check @world precision 100
            send  r3 @world -> A 1.5@10              = PRECISION_MISMATCH
            send  r4 @world -> A 7
            send  r5 A -> C 0.01@100                 = PRECISION_MISMATCH
            send  r6 A -> C 0.01@1000                = PRECISION_MISMATCH
            send  r7 A -> C 10
            check C precision 1000 balance 10
            """)
    }

    @Test func `is held to the versions that are expected`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            balance C USD
            send r1 @world -> A 10 expect A 1
            send r2 A -> B 1 expect A 1              = VERSION_MISMATCH
            send r3 A -> B 1 expect A 2 expect B 2   = VERSION_MISMATCH
            send r4 A -> B 1 expect A 2 expect B 1
            send r5 A -> B 1 expect C 1
            send r6 A -> B 1 expect C 2              = VERSION_MISMATCH
            send r7 A -> B 1 expect nobody 1         = BALANCE_NOT_FOUND
            """)
    }

    @Test func `stands in history where it is said to, and is recorded when it came (107)`() throws
    {
        var book = DictionaryBook()
        var stamps = StampSource()
        var command = try Orders.transfer("r1", "@world", "a", 1000)
        let past = Timestamp(nanoseconds: 1_000_000_000)
        command.order.effectiveAt = past
        let outcome = book.apply(.createTransaction(command), &stamps)
        #expect(ModelLedger.Verdict(outcome) == .applied)
        #expect(book.entries.map(\.effectiveAt) == [past, past])
        #expect(book.entries.map(\.recordedAt) == [stamps.time, stamps.time])
        #expect(book.transactions.values.map(\.movement?.effectiveAt) == [past])
        #expect(Auditor.findings(in: book) == [])
    }

    @Test func `may bring its id, once`() throws {
        var book = DictionaryBook()
        var stamps = StampSource()
        var command = try Orders.transfer("r1", "@world", "a", 5)
        command.id = TransactionID(bits: 7)
        #expect(
            ModelLedger.Verdict(book.apply(.createTransaction(command), &stamps)) == .applied)
        #expect(book.transactions[TransactionID(bits: 7)] != nil)
        command.reference = try #require(Reference("r2"))
        #expect(
            ModelLedger.Verdict(book.apply(.createTransaction(command), &stamps))
                == .refused(.init(.duplicateID, "transaction_id")))
        command.order.ledgerID = LedgerID(bits: 7)
        command.id = nil
        #expect(
            ModelLedger.Verdict(book.apply(.createTransaction(command), &stamps))
                == .refused(.init(.ledgerNotFound, "ledger_id")))
    }

    @Test func `refused leaves its reference free (95)`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            send  r1 A -> B 5                        = INSUFFICIENT_FUNDS
            send  r2 @world -> A 5
            send  r1 A -> B 5
            check B balance 5
            """)
    }
}
