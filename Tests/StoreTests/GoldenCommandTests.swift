import Ledger
import Testing

@testable import Store

/// The bytes of groups and commands in the journal, as the first version of the layout has them.
/// Where one of these changes, a journal that is on disk can't be replayed any more: make a new
/// version instead.
@Suite struct `The bytes of the journal` {
    private let golden = GoldenValues()

    @Test func `of a group stay the same`() throws {
        let id = TransactionID(bits: 5)
        let time = golden.time.nanoseconds
        func occasion(_ nanoseconds: Int64, _ entropy: UInt64) -> Occasion {
            Occasion(now: Timestamp(nanoseconds: time + nanoseconds), entropy: entropy)
        }
        let group = JournaledGroup(writes: [
            JournaledWrite(.each, [.runScheduled(id)], .one(occasion(0, 1))),
            JournaledWrite(
                .each, [.commitDue(id), .expireDue(id)],
                .several([occasion(64, .max), occasion(63, 2)])),
            JournaledWrite(.all, [.commitDue(id), .expireDue(id)], .one(occasion(63, 3))),
        ])
        try check(
            group,
            """
            02 03
            00 01 8080d0e2c6bfce972f 0000000000000001 08 00000000000000000000000000000005
            00 02 8001 ffffffffffffffff 09 00000000000000000000000000000005
            01 0000000000000002 0a 00000000000000000000000000000005
            01 02 00 0000000000000003 09 00000000000000000000000000000005
            0a 00000000000000000000000000000005
            """)
    }

    @Test func `of a transaction stay the same`() throws {
        try check(
            .createTransaction(
                CreateTransaction(
                    id: TransactionID(bits: 3), reference: .make("ref"),
                    order: golden.transaction.order,
                    expectedVersions: [.init(balanceID: BalanceID(bits: 2), version: 300)])),
            """
            05 01 00000000000000000000000000000003 03726566
            13 26 03555344 c801
            0640776f726c64 00000000000000000000000000000002
            8001 64 0472656e74 17979cfe362a0000
            01 00000000000000000000000000000002 ac02
            """)
    }

    @Test func `of a child stay the same`() throws {
        try check(
            .createChild(
                CreateChild(
                    reference: .make("part"),
                    order: ChildOrder(
                        parentID: TransactionID(bits: 5),
                        action: .commit(.amount(Amount(30), precision: 100)),
                        description: "half", overdraft: .unlimited))),
            """
            06 0470617274
            00000000000000000000000000000005 00 01 3c 0164 0468616c66 01 00 00
            00
            """)
    }

    @Test func `of a change of a monitor stay the same`() throws {
        try check(
            .updateMonitor(
                UpdateMonitor(
                    id: MonitorID(bits: 4), target: .set(.balance(.id(BalanceID(bits: 2)))),
                    question: QuestionChange(
                        condition: ConditionChange(
                            comparison: .set(.equal), threshold: .set(.decimal("1.5")),
                            precision: .set(nil)),
                        steps: .set([StepOrder(severity: "low", threshold: .minorUnits(.zero))])),
                    trigger: .set(.bothEdges), cooldown: .set(5), isEnabled: .set(false),
                    callBackURL: .set(""), metaData: .clear, expectedVersion: 7)),
            """
            0c 00000000000000000000000000000004 01 00 00000000000000000000000000000002
            00 0102 01 01 01 03312e35 01 00 00
            00 00 01 01 036c6f77 00 00 00
            0102 01 01 0a 00 0100 00 0100 02 0107
            """)
    }

    @Test func `of a new secret stay the same`() throws {
        try check(
            .rotateWebhookSecret(
                RotateWebhookSecret(
                    id: WebhookID(bits: 8), secret: Array(0..<24),
                    overlapNanoseconds: 86_400_000_000_000, expectedVersion: 2)),
            """
            11 00000000000000000000000000000008
            18 000102030405060708090a0b0c0d0e0f1011121314151617 8080f89492a527 0102
            """)
    }

    @Test func `of a new subscription stay the same`() throws {
        let name = try #require(SubscriptionName("desk"))
        try check(
            .createSubscription(
                CreateSubscription(
                    id: nil, name: name,
                    filter: EventFilter(
                        monitorIDs: [MonitorID(bits: 5), MonitorID(bits: 4)],
                        types: [.balanceMonitor]),
                    start: .sequence(9), retainFor: 60)),
            """
            14 00 046465736b
            02 00000000000000000000000000000004 00000000000000000000000000000005 00 00 00 01 03
            02 09 01 78
            """)
    }

    @Test func `of an attempt stay the same`() throws {
        try check(
            .note(
                .attempt(
                    NoteAttempt(
                        id: DeliveryID(bits: 9), queuedAt: golden.time, url: "https://a.example/",
                        attempt: DeliveryAttempt(
                            startedAt: golden.time, nanoseconds: 1_000, status: 503,
                            problem: "busy"),
                        verdict: .retry(at: golden.time)))),
            """
            18 00000000000000000000000000000009 17979cfe362a0000
            1268747470733a2f2f612e6578616d706c652f
            17979cfe362a0000 e807 f703 0462757379
            01 17979cfe362a0000
            """)
    }

    @Test func `have a code for each kind of command, which stays the same`() {
        #expect(
            CommandCode.allCases.map { "\($0.rawValue) \($0)" } == [
                "1 createLedger", "2 updateLedger", "3 createBalance", "4 updateBalance",
                "5 createTransaction", "6 createChild", "7 cancelTransaction", "8 runScheduled",
                "9 commitDue", "10 expireDue", "11 createMonitor", "12 updateMonitor",
                "13 deleteMonitor", "14 createWebhook", "15 updateWebhook", "16 deleteWebhook",
                "17 rotateWebhookSecret", "18 retryDelivery", "19 sendTestEvent",
                "20 createSubscription", "21 deleteSubscription", "22 acknowledge",
                "23 trimEvents", "24 attempt", "25 clearQueue", "26 forgetDeliveries",
            ])
    }

    /// Behind a group's head: format, one write of one command, no time, no entropy.
    private func check(_ command: Command, _ expected: String) throws {
        try check(
            JournaledGroup(writes: [.one(command)]), "02 01 00 01 00 0000000000000000" + expected)
    }

    private func check(_ group: JournaledGroup, _ expected: String) throws {
        var encoder = GroupEncoder()
        let bytes = encoder.encode(group)
        #expect(hexadecimal(bytes.span) == joined(expected))
        #expect(try JournaledGroup(decoding: bytes) == group)
    }
}
