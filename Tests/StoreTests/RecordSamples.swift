import Ledger
import TestSupport

@testable import Store

/// Values of every kind of record, with every field at random and often at an end of its range.
struct RecordSamples {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }
}

// MARK: - Parts

extension RecordSamples {
    mutating func number() -> UInt64 {
        random.pick(0, 1, 127, 128, .max, random.next(), random.next() >> 40)
    }

    mutating func amount() -> Amount {
        random.pick(
            .zero, .min, .max, Amount(1), Amount(-1), Amount(Int128(random.next())),
            Amount(-Int128(random.next()) << 60))
    }

    mutating func time() -> Timestamp {
        Timestamp(nanoseconds: random.pick(0, -1, .min, .max, Int64(random.next() >> 1)))
    }

    mutating func id<Kind>() -> Identifier<Kind> {
        Identifier(bits: UInt128(random.next()) << 64 | UInt128(random.next()))
    }

    mutating func text() -> String {
        random.pick("", "a", "naïve e\u{301}", "0\u{0}0", String(repeating: "x", count: 300))
    }

    mutating func metaData() -> MetaData { MetaData(canonical: random.pick("", #"{"k":"v"}"#)) }

    mutating func currency() -> Currency { text(Currency.init, "USD", "€") }
    mutating func indicator() -> Indicator { text(Indicator.init, "@world", "ü") }
    mutating func reference() -> Reference { text(Reference.init, "r", "ref-ü") }

    mutating func text<Value>(
        _ make: (String) -> Value?, _ first: String, _ second: String
    ) -> Value {
        guard let value = make(random.pick(first, second, String(repeating: "y", count: 32))) else {
            preconditionFailure("a sample is not allowed")
        }
        return value
    }

    mutating func optional<Value>(_ make: (inout RecordSamples) -> Value) -> Value? {
        random.chance(50) ? make(&self) : nil
    }

    mutating func precision() -> Int64 { random.pick(0, 1, 100, .max) }

    mutating func sums() -> Sums {
        Sums(
            credit: amount(), debit: amount(), inflightCredit: amount(), inflightDebit: amount())
    }
}

// MARK: - Records

extension RecordSamples {
    mutating func state() -> StoreState {
        var state = StoreState { number() }
        state.sequence = number()
        state.time = time()
        state.chainHash = hash()
        state.entryCount = number()
        state.monitorCount = number()
        state.subscriptionCount = number()
        state.noteCount = number()
        state.trimmedThrough = number()
        state.registeredWebhookCount = number()
        state.standingWebhookCount = number()
        state.webhookOrdinal = number()
        state.deliveryCount = number()
        state.eventCount = number()
        return state
    }

    mutating func commit(under sequence: UInt64) -> CommitRecord {
        let transactions: [TransactionID] = (0..<random.pick(0, 1, 1, 3)).map { _ in id() }
        let entryCount: UInt64 = random.pick(1, 2, UInt64(UInt32.max))
        let plain: PlainEvent? =
            transactions.isEmpty
            ? nil
            : optional {
                PlainEvent(
                    happening: $0.random.pick(.applied, .inflight, .refunded),
                    entryCount: $0.random.pick(1, UInt32(entryCount)))
            }
        let eventCount: UInt64 = plain == nil ? number() : random.pick(1, 1, 2, .max)
        let hasRows = eventCount > (plain == nil ? 0 : 1)
        return CommitRecord(
            sequence: sequence, time: time(), firstEntry: number(),
            entryCount: plain == nil ? number() : entryCount, eventCount: eventCount,
            plain: plain, transactions: transactions, eventsHash: hasRows ? hash() : [],
            chainHash: hash())
    }

    private mutating func hash() -> [UInt8] {
        (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    mutating func ledger() -> LedgerRecord {
        var ledger = LedgerRecord(
            id: id(), name: text(), metaData: metaData(), createdAt: time(),
            request: optional {
                CreateLedger(id: $0.optional { $0.id() }, name: $0.text(), metaData: $0.metaData())
            })
        ledger.updatedAt = time()
        ledger.version = number()
        return ledger
    }

    mutating func balance() -> Balance {
        var balance = Balance(
            id: id(), currency: currency(), isWorld: random.chance(50),
            multiplier: optional { $0.precision() }, overdraftLimit: optional { $0.amount() },
            creditLimit: optional { $0.amount() }, allocation: optional { $0.allocation() })
        balance.movedAt = optional { Timestamp(nanoseconds: $0.random.pick(1, .max)) }
        balance.sums = sums()
        balance.version = max(1, number())
        balance.status = random.pick(.open, .frozen, .closed)
        balance.history = HistoryHead(
            last: .init(number: number(), depth: balance.version - 1),
            jump: .init(number: number(), depth: number()),
            jumpOfJump: .init(number: number(), depth: number()))
        balance.watched = mask()
        balance.rollUps = RollUpSlots(bits: number())
        return balance
    }

    mutating func allocation() -> LineageStrategy {
        random.pick(.firstInFirstOut, .lastInFirstOut, .proportional)
    }

    mutating func profile() -> BalanceProfile {
        BalanceProfile(
            id: id(), ledgerID: id(), indicator: optional { $0.indicator() }, identityID: text(),
            metaData: metaData(), createdAt: time(), request: optional { $0.createBalance() })
    }

    mutating func createBalance() -> CreateBalance {
        CreateBalance(
            id: optional { $0.id() }, ledgerID: id(), currency: currency(),
            indicator: optional { $0.indicator() }, identityID: text(),
            multiplier: optional { $0.precision() }, overdraftLimit: optional { $0.amount() },
            creditLimit: optional { $0.amount() }, allocation: optional { $0.allocation() },
            metaData: metaData())
    }

    /// As they stand under a key that is a number.
    mutating func entries(under number: UInt64) -> EntryRow {
        let count = random.pick(1, 2, 3, UInt64(EntryRow.entriesMax))
        let (transaction, sequence, time, date): (TransactionID, _, _, _) = (
            id(), self.number(), self.time(), random.pick(nil, self.time())
        )
        return EntryRow(
            (number - count + 1...number).map { number in
                Entry(
                    number: number, balanceID: id(), transactionID: transaction,
                    sequence: sequence, side: random.pick(.debit, .credit),
                    movement: random.pick(.settle, .hold, .commit, .release),
                    amount: random.pick(Amount(5), amount()),
                    after: random.pick(sums(), Sums(credit: amount(), debit: amount())),
                    version: self.number(), recordedAt: time, effectiveAt: date ?? time,
                    previous: self.number(), jump: self.number())
            })
    }

    mutating func event(_ kind: Int) -> Event {
        let content: Event.Content =
            switch kind {
            case 0: .ledgerCreated(ledger())
            case 1: .ledgerUpdated(ledger())
            case 2: .balanceCreated(BalanceView(balance: balance(), profile: profile()))
            case 3: .balanceUpdated(BalanceView(balance: balance(), profile: profile()))
            case 4:
                .transaction(
                    TransactionEvent(
                        transactionID: id(),
                        happening: random.pick(
                            .applied, .inflight, .committed, .void, .expired, .scheduled,
                            .cancelled, .rejected, .refunded),
                        progress: optional { $0.progress() },
                        firstEntry: number(), entryCount: random.pick(0, .max)))
            case 5: .monitorCreated(monitor())
            case 6: .monitorUpdated(monitor())
            case 7: .monitorDeleted(monitor())
            case 8: .monitorFired(notification())
            case 9: .monitorCleared(notification())
            default: .damagedMonitorDeleted(id())
            }
        return Event(
            sequence: number(), index: random.pick(0, 1, .max), time: time(),
            content: content.asStored)
    }

    static let eventKinds = 0..<11
}
