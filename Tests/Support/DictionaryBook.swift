package import Ledger

/// A book over plain dictionaries and arrays: the whole state of a ledger as one value.
///
/// It is the second implementation of `Book`, as simple as can be, so that the store can be compared
/// with it; and a value, so that a state can be copied before a command and compared after it. What
/// the store does with an index, it does by looking at everything.
package struct DictionaryBook: Book, Equatable, Sendable {
    package var ledgers: [LedgerID: LedgerRecord] = [.general: .general]
    package var balances: [BalanceID: Balance] = [:]
    package var profiles: [BalanceID: BalanceProfile] = [:]
    package var names: [Name: BalanceID] = [:]
    package var transactions: [TransactionID: Transaction] = [:]
    package var references: [Reference: TransactionID] = [:]
    /// Of those transactions only whose standing was written since they were made.
    package var progress: [TransactionID: TransactionProgress] = [:]
    /// In order of their numbers; the first has number 1.
    package var entries: [Entry] = []
    package var monitors: [MonitorID: Monitor] = [:]
    /// Monitors ever made, also those deleted since.
    package var monitorsMade: UInt64 = 0
    /// Monitors whose records can't be read, to play a damaged disk.
    package var damagedMonitors: Set<MonitorID> = []
    package var rollUps: [RollUpID: RollUp] = [:]
    package var ledgerWatches: [LedgerID: LedgerWatch] = [:]
    package var standings: [Watcher: MonitorStanding] = [:]
    package var events: [Event] = []
    /// The last sequence whose events were let go.
    package var trimmed: UInt64 = 0
    package var webhooks: [WebhookID: WebhookEndpoint] = [:]
    /// Endpoints ever made, also those deleted since.
    package var webhooksMade: UInt64 = 0
    package var deliveries: [UInt64: Delivery] = [:]
    /// Deliveries ever made, also those forgotten since.
    package var deliveriesMade: UInt64 = 0
    package var subscriptions: [SubscriptionID: SubscriptionView] = [:]
    /// Subscriptions ever made, also those deleted since.
    package var subscriptionsEverMade: UInt64 = 0
    /// The last commit of a command on subscriptions: none of those makes an event.
    package var quietSequence: UInt64 = 0
    package var dues: Set<Due> = []
    package var expiries: Set<HoldExpiry> = []
    package var lineages: [BalanceID: LineageRows] = [:]
    package var transactionLineages: [TransactionID: TransactionLineage] = [:]
    /// The state before the trial that is on, if one is: an array, because a value can't hold itself.
    private var beforeTrial: [DictionaryBook] = []

    package init() {}

    /// What a balance is looked up by.
    package struct Name: Hashable, Sendable {
        package let indicator: Indicator
        package let currency: Currency

        package init(_ indicator: Indicator, _ currency: Currency) {
            self.indicator = indicator
            self.currency = currency
        }
    }

    /// The number of the last commit; 0 before the first.
    package var sequence: UInt64 {
        max(events.last?.sequence ?? trimmed, quietSequence)
    }
}

// MARK: - Ledgers and balances

extension DictionaryBook {
    package func ledger(_ id: LedgerID) -> LedgerRecord? { ledgers[id] }

    package mutating func save(_ ledger: LedgerRecord) { ledgers[ledger.id] = ledger }

    package func balanceID(_ indicator: Indicator, _ currency: Currency) -> BalanceID? {
        names[Name(indicator, currency)]
    }

    package func balance(_ id: BalanceID) -> Balance? { balances[id] }

    package func profile(_ id: BalanceID) -> BalanceProfile? { profiles[id] }

    package mutating func insert(_ view: BalanceView) {
        let id = view.balance.id
        precondition(view.profile.id == id, "the halves of a balance have one id")
        precondition(balances[id] == nil, "\(id) is inserted twice")
        balances[id] = view.balance
        profiles[id] = view.profile
        guard let indicator = view.profile.indicator else { return }
        let name = Name(indicator, view.balance.currency)
        precondition(names[name] == nil, "\(indicator) is taken")
        names[name] = id
    }

    package mutating func save(_ balance: Balance) {
        precondition(balances[balance.id] != nil, "\(balance.id) was never inserted")
        balances[balance.id] = balance
    }

    package mutating func save(_ profile: BalanceProfile) {
        precondition(profiles[profile.id] != nil, "\(profile.id) was never inserted")
        profiles[profile.id] = profile
    }
}

// MARK: - Transactions and entries

extension DictionaryBook {
    package func transactionID(_ reference: Reference) -> TransactionID? { references[reference] }

    package func transaction(_ id: TransactionID) -> Transaction? { transactions[id] }

    package mutating func insert(_ transaction: Transaction) {
        precondition(transactions[transaction.id] == nil, "\(transaction.id) is inserted twice")
        precondition(references[transaction.reference] == nil, "the reference is taken")
        transactions[transaction.id] = transaction
        references[transaction.reference] = transaction.id
    }

    package mutating func complete(_ transaction: Transaction) {
        precondition(
            transactions[transaction.id]?.movement == nil && transaction.movement != nil,
            "\(transaction.id) does not run now")
        precondition(
            references[transaction.reference] == transaction.id, "the reference is another's")
        transactions[transaction.id] = transaction
    }

    package func progress(_ id: TransactionID) -> TransactionProgress? { progress[id] }

    package mutating func save(_ progress: TransactionProgress) {
        precondition(
            transactions[progress.transactionID] != nil,
            "\(progress.transactionID) was never inserted")
        self.progress[progress.transactionID] = progress
    }

    package func entry(_ number: UInt64) -> Entry? {
        number >= 1 && number <= entries.count ? entries[Int(number) - 1] : nil
    }

    package func nextEntryNumber() -> UInt64 { UInt64(entries.count) + 1 }

    package mutating func append(_ entries: [Entry]) {
        precondition(
            Set(entries.map(\.transactionID)).count == 1, "they are those of one transaction")
        for entry in entries {
            precondition(entry.number == nextEntryNumber(), "entries have no gaps")
            self.entries.append(entry)
        }
    }
}

// MARK: - What is done by itself

extension DictionaryBook {
    package mutating func insert(_ due: Due) {
        let (isNew, _) = dues.insert(due)
        precondition(isNew, "\(due.transactionID) is due twice")
    }

    package mutating func delete(_ due: Due) {
        let former = dues.remove(due)
        precondition(former != nil, "\(due.transactionID) was not due")
    }

    package mutating func insert(expiry: HoldExpiry) {
        let (isNew, _) = expiries.insert(expiry)
        precondition(isNew, "\(expiry.transactionID) expires twice")
    }

    package mutating func delete(expiry: HoldExpiry) {
        let former = expiries.remove(expiry)
        precondition(former != nil, "\(expiry.transactionID) did not expire")
    }
}

// MARK: - Taking back

extension DictionaryBook {
    package mutating func beginTrial() {
        precondition(beforeTrial.isEmpty, "one trial at a time")
        beforeTrial = [self]
    }

    package mutating func takeBack() {
        guard let former = beforeTrial.first else { preconditionFailure("no trial is on") }
        self = former
    }

    package mutating func endTrial() {
        precondition(!beforeTrial.isEmpty, "no trial is on")
        beforeTrial = []
    }
}

// MARK: - Events

extension DictionaryBook {
    package mutating func append(_ event: Event) { events.append(event) }
}
