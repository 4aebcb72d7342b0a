import Ledger
import TestSupport
import Testing

@Suite struct `A refund` {
    // Numbers are those of the acceptance cases.

    @Test func `moves everything back (89)`() throws {
        let scenario = try Scenario.play(
            """
            balance A USD
            balance B USD
            send   r1 @world -> A 1000
            send   r2 A -> B 1000
            refund f1 r2
            check  A balance 1000 credit 2000 debit 1000
            check  B balance 0 credit 1000 debit 1000
            stands r2 applied settled 1000 refunded 1000
            """)
        let result = try #require(scenario.last?.transaction)
        let (a, b) = (try scenario.balance("A"), try scenario.balance("B"))
        let id = result.transaction.id
        #expect(result.transaction.kind == .refund && result.progress.status == .applied)
        #expect(result.transaction.movement?.sources.map(\.balanceID) == [b])
        #expect(result.transaction.movement?.destinations.map(\.balanceID) == [a])
        #expect(result.parent?.progress.refunded == Amount(1000))
        #expect(ModelLedger.heard(in: scenario.book) == ["refunded \(id)"])
    }

    @Test func `has the metadata of its original, under its own (89)`() throws {
        var book = DictionaryBook()
        var stamps = StampSource()
        var transfer = try Orders.transfer("r1", "@world", "a", 5)
        transfer.order.metaData = try MetaData(#"{"order":7,"note":"old"}"#)
        let original = try #require(
            book.apply(.createTransaction(transfer), &stamps).transaction?.transaction)
        let refund = CreateChild(
            reference: try #require(Reference("\(original.id)_refund")),
            order: ChildOrder(
                parentID: original.id, action: .refund(.rest),
                metaData: try MetaData(#"{"note":"new","why":"broken"}"#)))
        let made = try #require(book.apply(.createChild(refund), &stamps).transaction?.transaction)
        #expect(
            made.order.metaData.canonical == #"{"note":"new","order":7,"why":"broken"}"#)
        // Together they have to fit as well.
        let large = #"{"text":"\#(String(repeating: "x", count: MetaData.lengthMax - 20))"}"#
        var again = refund
        again.reference = try #require(Reference("r2"))
        again.order.metaData = try MetaData(large)
        let refusal = book.apply(.createChild(again), &stamps).rejection
        #expect(refusal?.reason == .refundExceedsRemaining)
        transfer.reference = try #require(Reference("r3"))
        let other = try #require(
            book.apply(.createTransaction(transfer), &stamps).transaction?.transaction)
        again.order = ChildOrder(
            parentID: other.id, action: .refund(.rest), metaData: try MetaData(large))
        let tooLarge = book.apply(.createChild(again), &stamps).rejection
        #expect(tooLarge?.reason == .fieldInvalid && tooLarge?.field == "meta_data")
    }

    @Test func `comes once (91)`() throws {
        _ = try Scenario.play(
            """
            send   r1 @world -> A 5
            refund f1 r1
            refund f2 r1                              = REFUND_EXCEEDS_REMAINING
            refund f3 r1 1                            = REFUND_EXCEEDS_REMAINING
            refund f1 r1                              = replayed
            check  A balance 0 version 3
            """)
    }

    @Test func `of nothing is not found (93)`() throws {
        let scenario = try Scenario.play(
            """
            refund f1 nothing                         = TRANSACTION_NOT_FOUND
            """)
        #expect(scenario.last?.rejection?.reason.kind == .notFound)
    }

    @Test func `in parts is capped by what was moved`() throws {
        let scenario = try Scenario.play(
            """
            send   r1 @world -> A 100
            refund f1 r1 30
            refund f2 r1 71                           = REFUND_EXCEEDS_REMAINING
            refund f3 r1 70
            refund f4 r1 1                            = REFUND_EXCEEDS_REMAINING
            """)
        #expect(scenario.last?.rejection?.fact("remaining") == "0")
    }

    @Test func `of a hold gives back what was committed`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @world -> A 100
            refund f1 h1                              = NOT_REFUNDABLE
            commit c1 h1 40
            refund f2 h1 41                           = REFUND_EXCEEDS_REMAINING
            refund f3 h1 10
            stands h1 inflight settled 40 refunded 10 remaining 60
            check  A balance 30 incoming 60
            commit c2 h1
            refund f4 h1
            stands h1 applied settled 100 refunded 100
            check  A balance 0 credit 100 debit 100
            hold   h2 @world -> A 100 expires 999999 commits 999998
            commit c3 h2 50
            void   v1 h2
            refund f5 h2
            refund f6 h2                              = REFUND_EXCEEDS_REMAINING
            stands h2 void settled 50 released 50 refunded 50
            """)
    }

    @Test func `is only of a transfer or a hold`() throws {
        _ = try Scenario.play(
            """
            hold   h1 @world -> A 100
            commit c1 h1 40
            amend  a1 h1 to 90
            refund f1 c1                              = NOT_REFUNDABLE
            refund f2 a1                              = NOT_REFUNDABLE
            void   v1 h1
            refund f3 v1                              = NOT_REFUNDABLE
            refund f4 h1 5
            refund f5 f4                              = NOT_REFUNDABLE
            at 9999 send s1 @world -> A 5 on 999999
            refund f6 s1                              = NOT_REFUNDABLE
            """)
    }

    @Test func `is covered by who gives it back, unless an overdraft is allowed`() throws {
        _ = try Scenario.play(
            """
            balance A USD ceiling 100
            balance B USD
            send   r1 @world -> A 100
            send   r2 A -> B 60 overdraft any
            send   r3 B -> C 50
            refund f1 r2                              = INSUFFICIENT_FUNDS
            refund f2 r2 10
            refund f3 r2 50 overdraft 49              = OVERDRAFT_LIMIT_EXCEEDED
            hold   h1 @world -> A 1
            refund f4 r2 50 overdraft 50              = CREDIT_LIMIT_EXCEEDED
            void   v1 h1
            refund f5 r2 overdraft 50
            check  B balance -50
            check  A balance 100
            set    B frozen
            refund f6 r3                              = BALANCE_FROZEN
            """)
    }

    @Test func `of a split is divided by what each got`() throws {
        _ = try Scenario.play(
            """
            balance A USD
            balance B USD
            send   r1 @world -> A:70 B:30 100
            send   r2 A:70% B:left -> C:50% D:left 99
            stands r2 sources 69,30 destinations 49,50
            refund f1 r2 10
            stands f1 sources 5,5 destinations 7,3
            refund f2 r2
            stands f2 sources 44,45 destinations 62,27
            check  A balance 70
            check  B balance 30
            """)
    }
}
