import Ledger
import TestSupport
import Testing

@Suite struct `A scheduled transaction` {
    @Test func `waits, and runs at its time`() throws {
        let scenario = try Scenario.play(
            """
            at 5     send   s1 @world -> A 100 on 20
            stands   s1 scheduled
            at 20-1  sweep
            stands   s1 scheduled
            at 20-1  due    run s1                    = NOT_SCHEDULED
            at 20    sweep
            stands   s1 applied settled 100
            check    A balance 100
            due      run s1                           = NOT_SCHEDULED
            """)
        let id = try scenario.transaction("s1")
        let transaction = try #require(scenario.book.transactions[id])
        #expect(transaction.sequence == 1 && transaction.movement?.sequence == 2)
        #expect(transaction.movement?.effectiveAt == (try scenario.time("20")))
        #expect(
            ModelLedger.heard(in: scenario.book) == [
                "balance created", "balance created", "applied \(id)",
            ])
    }

    @Test func `leaves nothing behind but itself until then`() throws {
        let scenario = try Scenario.play("at 5 send s1 @world -> A 100 on 20")
        let id = try scenario.transaction("s1")
        #expect(scenario.book.balances.isEmpty && scenario.book.entries.isEmpty)
        #expect(ModelLedger.heard(in: scenario.book) == ["scheduled \(id)"])
        #expect(scenario.last?.transaction?.balances == [])
    }

    @Test func `is not scheduled for the past`() throws {
        let scenario = try Scenario.play(
            """
            at 5     send   s1 @world -> A 1 on 4     = TIME_PASSED
            at 6     send   s2 @world -> A 1 on 6     = TIME_PASSED
            at 7     send   s3 @world -> A 1 on 7+1
            at 8     hold   h1 @world -> A 1 on 9 expires 8 = TIME_PASSED
            """)
        #expect(scenario.last?.rejection?.field == "inflight_expires_at")
    }

    @Test func `is checked when it runs, not before`() throws {
        _ = try Scenario.play(
            """
            at 0     balance A USD
            at 5     send   s1 A -> B 100 on 20
            at 5     send   s2 A -> B 100 on 30
            at 25    sweep
            stands   s1 rejected because INSUFFICIENT_FUNDS
            at 26    send   r1 @world -> A 100
            at 30    sweep
            stands   s2 applied
            check    B balance 100
            """)
    }

    @Test func `that is refused tells of it, and stays refused`() throws {
        let scenario = try Scenario.play(
            """
            at 0     balance A USD
            at 5     send   s1 A -> B 100 on 20
            at 20    sweep
            due      run s1                           = NOT_SCHEDULED
            cancel   s1                               = NOT_SCHEDULED
            commit   c1 s1                            = NOT_INFLIGHT
            refund   f1 s1                            = NOT_REFUNDABLE
            send     s1 A -> B 100 on 20              = replayed
            """)
        let id = try scenario.transaction("s1")
        #expect(ModelLedger.heard(in: scenario.book) == ["rejected \(id)"])
        let result = try #require(scenario.last?.transaction)
        #expect(result.progress.rejection?.reason == .insufficientFunds)
        #expect(result.progress.rejection?.fact("requested") == "100")
        #expect(scenario.book.balances.count == 1)
    }

    @Test func `can be cancelled before its time`() throws {
        let scenario = try Scenario.play(
            """
            at 5     send   s1 @world -> A 100 on 20
            at 6     cancel s1
            stands   s1 cancelled
            cancel   s1                               = replayed
            at 20    sweep
            stands   s1 cancelled
            due      run s1                           = NOT_SCHEDULED
            at 21    send   s2 @world -> A 100 on 30
            at 30    cancel s2                        = NOT_SCHEDULED
            at 31    sweep
            cancel   s2                               = NOT_SCHEDULED
            cancel   nothing                          = TRANSACTION_NOT_FOUND
            """)
        let cancelled = try scenario.transaction("s1")
        #expect(
            scenario.book.events.contains { event in
                guard case .transaction(let told) = event.content else { return false }
                return told.transactionID == cancelled && told.happening == .cancelled
            })
    }

    @Test func `runs in the order of time after a long stop`() throws {
        let scenario = try Scenario.play(
            """
            at 0     balance A USD
            at 1     send   s3 A -> B 100 on 30
            at 2     send   s1 @world -> A 100 on 10
            at 3     send   s2 A -> C 100 on 20
            at 99    sweep
            stands   s1 applied
            stands   s2 applied
            stands   s3 rejected because INSUFFICIENT_FUNDS
            """)
        let sequences = try ["s1", "s2"].map { name in
            scenario.book.transactions[try scenario.transaction(name)]?.movement?.sequence
        }
        #expect(sequences == [5, 6])
    }

    @Test func `may be a hold, or a split, with its own times`() throws {
        _ = try Scenario.play(
            """
            at 1     hold   s1 @world -> A:50% B:left 101 on 10 expires 20
            at 1     hold   s2 @world -> C 100 on 10 expires 20 commits 15
            at 9     commit c1 s1                     = NOT_INFLIGHT
            at 10    sweep
            stands   s1 inflight destinations 50,51
            at 15    sweep
            stands   s2 applied
            at 20    sweep
            stands   s1 expired released 101
            at 21    hold   s3 @world -> A 1 on 30 expires 40
            at 40    sweep
            stands   s3 rejected because TIME_PASSED
            """)
    }

    @Test func `holds versions to what they are when it is made`() throws {
        _ = try Scenario.play(
            """
            at 0     balance A USD
            at 1     send   s1 @world -> A 1 on 10 expect A 2 = VERSION_MISMATCH
            at 2     send   s2 @world -> A 1 on 10 expect A 1
            at 3     send   r1 @world -> A 1
            at 10    sweep
            stands   s2 applied
            """)
    }
}
