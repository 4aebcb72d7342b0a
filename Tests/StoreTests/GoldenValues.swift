import Ledger

@testable import Store

/// One value of each kind of record, with every field set to something of its own.
struct GoldenValues {
    let time = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
    var state: StoreState {
        var state = StoreState { 300 }
        state.sequence = 2
        state.time = time
        state.chainHash = Array(0..<32)
        state.entryCount = 4
        state.monitorCount = 1
        state.subscriptionCount = 2
        state.noteCount = 3
        state.trimmedThrough = 1
        state.eventCount = 5
        return state
    }
    var commit: CommitRecord {
        CommitRecord(
            sequence: 2, time: time, firstEntry: 3, entryCount: 2, eventCount: 1, plain: nil,
            transactions: [TransactionID(bits: 3)], eventsHash: Array(64..<96),
            chainHash: Array(32..<64))
    }
    /// Of a plain transfer, by a server that makes the ids.
    var plainCommit: CommitRecord {
        CommitRecord(
            sequence: 2, time: time, firstEntry: 3, entryCount: 2, eventCount: 1,
            plain: PlainEvent(happening: .applied, entryCount: 2),
            transactions: [TransactionID(bits: 0x018B_CFE5_6800_7000 << 64 | 3)], eventsHash: [],
            chainHash: Array(32..<64))
    }
    /// Of a batch that begins with a hold.
    var batchCommit: CommitRecord {
        CommitRecord(
            sequence: 2, time: time, firstEntry: 3, entryCount: 4, eventCount: 2,
            plain: PlainEvent(happening: .inflight, entryCount: 2),
            transactions: [TransactionID(bits: 3), TransactionID(bits: 4)],
            eventsHash: Array(64..<96), chainHash: Array(32..<64))
    }
    var ledger: LedgerRecord {
        var ledger = LedgerRecord(
            id: LedgerID(bits: 1), name: "Café", metaData: MetaData(canonical: #"{"k":1}"#),
            createdAt: time,
            request: CreateLedger(id: LedgerID(bits: 1), name: "Cafe"))
        ledger.updatedAt = Timestamp(nanoseconds: 2)
        ledger.version = 2
        return ledger
    }
    var balance: Balance {
        var balance = Balance(
            id: BalanceID(bits: 2), currency: .dollar, isWorld: false, multiplier: 100,
            overdraftLimit: Amount(5), creditLimit: nil, allocation: .lastInFirstOut)
        balance.movedAt = time
        balance.status = .frozen
        balance.version = 4
        balance.sums = Sums(
            credit: Amount(1000), debit: Amount(200), inflightCredit: Amount(30),
            inflightDebit: Amount(4))
        balance.watched = MonitorMask(bits: 1 << 83)
        balance.rollUps = RollUpSlots(bits: 1 << 3)
        balance.history = HistoryHead(
            last: .init(number: 9, depth: 3), jump: .init(number: 7, depth: 2),
            jumpOfJump: .init(number: 5, depth: 1))
        return balance
    }
    var profile: BalanceProfile {
        BalanceProfile(
            id: BalanceID(bits: 2), ledgerID: LedgerID(bits: 1), indicator: .make("@till"),
            identityID: "idt", metaData: .empty, createdAt: time,
            request: CreateBalance(
                id: BalanceID(bits: 2), currency: .dollar, multiplier: 100,
                overdraftLimit: Amount(-1), allocation: .proportional))
    }
    var transaction: Transaction {
        Transaction(
            id: TransactionID(bits: 3), sequence: 2, reference: .make("ref"), kind: .transfer,
            order: TransactionOrder(
                currency: .dollar, amount: Amount(100), precision: 100,
                source: .indicator(.world), destination: .id(BalanceID(bits: 2)),
                description: "rent", overdraft: .upTo(Amount(64)), effectiveAt: time),
            createdAt: time,
            movement: Transaction.Movement(
                sequence: 2,
                sources: [.init(balanceID: BalanceID(bits: 1), amount: Amount(100), isNew: true)],
                destinations: [.init(balanceID: BalanceID(bits: 2), amount: Amount(100))],
                effectiveAt: time, firstEntry: 3, entryCount: 2))
    }
    var entry: Entry {
        Entry(
            number: 3, balanceID: BalanceID(bits: 1), transactionID: TransactionID(bits: 3),
            sequence: 2, side: .credit, movement: .settle, amount: Amount(100),
            after: Sums(credit: Amount(100), debit: .max), version: 2, recordedAt: time,
            effectiveAt: Timestamp(nanoseconds: -1), previous: 1, jump: 0)
    }
    var entries: EntryRow {
        let other = Entry(
            number: 4, balanceID: BalanceID(bits: 2), transactionID: TransactionID(bits: 3),
            sequence: 2, side: .debit, movement: .hold, amount: Amount(100),
            after: Sums(debit: Amount(7), inflightDebit: Amount(100)), version: 9,
            recordedAt: time, effectiveAt: Timestamp(nanoseconds: -1), previous: 2, jump: 1)
        return EntryRow([entry, other])
    }
    var monitor: Monitor {
        guard
            let condition = try? Condition(
                field: .availableBalance, comparison: .lessThan, threshold: .decimal("-1.5"),
                precision: 100)
        else { preconditionFailure("a sample is not allowed") }
        var monitor = Monitor(
            id: MonitorID(bits: 4), ordinal: 1, scope: .balance(BalanceID(bits: 2)),
            question: .one(condition), trigger: .everyMatch, cooldown: 5, overrideKey: "low",
            isEnabled: true, description: "low", callBackURL: "https://example.org/",
            metaData: .empty, createdAt: time,
            request: CreateMonitor(
                id: MonitorID(bits: 4), target: .balance(.indicator(.make("@till"), .dollar)),
                question: .one(condition)))
        monitor.firings = FiringRecord(lastFiredAt: time, firedCount: 1, suppressedCount: 2)
        monitor.standing = MonitorStanding(firings: [monitor.firings])
        return monitor
    }
    /// A ladder for the sum over balances.
    var ladder: Monitor {
        guard
            let question = try? MonitorQuestion.ladder(
                .balance, .greaterThan, precision: nil,
                [
                    StepOrder(
                        severity: "warning", threshold: .minorUnits(Amount(10)),
                        rearm: .minorUnits(Amount(5))),
                    StepOrder(severity: "alarm", threshold: .minorUnits(Amount(20))),
                ])
        else { preconditionFailure("a sample is not allowed") }
        return Monitor(
            id: MonitorID(bits: 5), ordinal: 2, scope: .rollUp(selection, rollUp.place),
            question: question, trigger: .bothEdges, createdAt: time)
    }
    /// Several conditions for each balance of a ledger.
    var rule: Monitor {
        guard let share = try? PercentOf("12.5", of: .creditLimit),
            let other = try? PercentOf("-50", of: .field(.creditBalance)),
            let conditions = try? [share, other].map({
                try Condition(field: .balance, comparison: .equal, threshold: .percent($0))
            })
        else { preconditionFailure("a sample is not allowed") }
        return Monitor(
            id: MonitorID(bits: 6), ordinal: 3,
            scope: .ledgerRule(
                LedgerRule(
                    ledgerID: LedgerID(bits: 1), currency: .dollar, indicatorPrefix: "@")),
            question: .several(conditions, .any), createdAt: time)
    }
    private var selection: BalanceSelection {
        BalanceSelection(
            currency: .dollar, ledgerID: LedgerID(bits: 1), identityID: "idt",
            indicatorPrefix: "@", metaData: [MetaDataMatch(key: "k", value: "1e0")])
    }
    var rollUp: RollUp {
        var rollUp = RollUp(id: RollUpID(bits: 7), selection: selection, slot: 3)
        rollUp.sums = Sums(credit: Amount(1000), inflightDebit: Amount(4))
        rollUp.watched = MonitorMask(bits: 1 << 112 | 1)
        rollUp.monitorCount = 1
        return rollUp
    }
    var ledgerWatch: LedgerWatch {
        LedgerWatch(
            ledgerID: LedgerID(bits: 1), watched: MonitorMask(bits: 1 << 112), ruleCount: 1)
    }
    var standing: MonitorStanding {
        MonitorStanding(
            latched: PartSet(bits: 1), muted: PartSet(bits: 2),
            firings: [FiringRecord(), monitor.firings])
    }
    var events: [Event] {
        let contents: [Event.Content] = [
            .ledgerCreated(ledger), .ledgerUpdated(ledger),
            .balanceCreated(BalanceView(balance: balance, profile: profile)),
            .balanceUpdated(BalanceView(balance: balance, profile: profile)),
            .transaction(
                TransactionEvent(
                    transactionID: TransactionID(bits: 3), happening: .applied, firstEntry: 3,
                    entryCount: 2)),
            .monitorCreated(monitor), .monitorUpdated(monitor), .monitorDeleted(monitor),
            .monitorFired(
                MonitorNotification(
                    monitor: monitor, met: PartSet(bits: 1), transactionID: TransactionID(bits: 3),
                    balanceID: BalanceID(bits: 2),
                    observations: [
                        .init(field: .balance, before: Amount(-149), after: Amount(-151))
                    ],
                    step: nil, suppressedCount: 2, currency: .dollar,
                    sums: Sums(debit: Amount(151)), balanceVersion: 5)),
            .monitorCleared(
                MonitorNotification(
                    monitor: ladder, met: PartSet(bits: 0), transactionID: nil, balanceID: nil,
                    observations: [
                        .init(field: .balance, before: Amount(11), after: Amount(9))
                    ],
                    step: 1, suppressedCount: 0, currency: .dollar,
                    sums: Sums(credit: Amount(9)), balanceVersion: 0)),
            .damagedMonitorDeleted(MonitorID(bits: 4)),
        ]
        return contents.enumerated().map { index, content in
            Event(sequence: 2, index: UInt32(index), time: time, content: content)
        }
    }
}

/// A text that was broken into lines.
func joined(_ text: String) -> String { text.filter { !$0.isWhitespace } }
