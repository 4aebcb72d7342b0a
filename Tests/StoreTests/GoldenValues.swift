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
        return state
    }
    var commit: CommitRecord {
        CommitRecord(
            sequence: 2, time: time, firstEntry: 3, entryCount: 2, eventCount: 1,
            transactions: [TransactionID(bits: 3)], eventsHash: Array(64..<96),
            contentHash: Array(0..<32), chainHash: Array(32..<64))
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
    var monitor: Monitor {
        guard
            let condition = try? Condition(
                field: .availableBalance, comparison: .lessThan, threshold: .decimal("-1.5"),
                precision: 100)
        else { preconditionFailure("a sample is not allowed") }
        var monitor = Monitor(
            id: MonitorID(bits: 4), ordinal: 1, balanceID: BalanceID(bits: 2),
            condition: condition, trigger: .everyMatch, isEnabled: true, description: "low",
            callBackURL: "https://example.org/", metaData: .empty, createdAt: time,
            request: CreateMonitor(
                id: MonitorID(bits: 4), balance: .indicator(.make("@till"), .dollar),
                condition: condition))
        monitor.lastFiredAt = time
        monitor.firedCount = 1
        return monitor
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
                    monitor: monitor, transactionID: TransactionID(bits: 3),
                    observedBefore: Amount(-149), observedAfter: Amount(-151), currency: .dollar,
                    sums: Sums(debit: Amount(151)), balanceVersion: 5)),
        ]
        return contents.enumerated().map { index, content in
            Event(sequence: 2, index: UInt32(index), time: time, content: content)
        }
    }
}

/// A text that was broken into lines.
func joined(_ text: String) -> String { text.filter { !$0.isWhitespace } }
