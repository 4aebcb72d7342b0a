import LMDB
import Ledger

/// The tables of the store, and how their keys are laid out. All numbers in keys are big-endian, so
/// that their order is the order of the bytes.
///
///     state         "state"                                          → StoreState
///     journal       "mark"                                           → JournalMark
///     commits       sequence 8                                       → CommitRecord
///     ledgers       ledger 16                                        → LedgerRecord
///     balances      balance 16                                       → Balance, by offsets
///     profiles      balance 16                                       → BalanceProfile
///     indicators    indicator 1…256 · 00 · currency 1…32             → balance 16
///     transactions  transaction 16                                   → Transaction
///     references    reference 1…256                                  → transaction 16
///     progress      transaction 16                                   → TransactionProgress
///     children      parent 16 · transaction 16                       → (key only)
///     dues          time 8 · kind 1 · transaction 16                 → (key only)
///     expiries      balance 16 · time 8 · transaction 16             → (key only)
///     entries       number of the last 8                             → EntryRow
///     backdated     balance 16 · lag 1 · effective 8 · number 8      → (key only)
///     lineages      balance 16                                       → LineageHead
///     deposits      balance 16 · number 8                            → Deposit
///     providers     balance 16 · number 8                            → Provider
///     providerNames balance 16 · name 1…256                          → number of the provider
///     allocations   transaction 16                                   → TransactionLineage
///     monitors      monitor 16                                       → Monitor
///     watchlists    owner 17 · ordinal 8                             → monitor 16
///     thresholds    owner 17 · kind 1 · threshold 16 · monitor 16    → (key only)
///     overrides     owner 17 · length 1 · key 1…64 · monitor 16      → (key only)
///     rollUps       currency 1…32 · 00 · slot 1                      → RollUp
///     ledgerWatches ledger 16                                        → LedgerWatch
///     memories      monitor 16 · balance 16                          → MonitorStanding
///     events        sequence 8 · index 4                             → Event
///     webhooks      webhook 16                                       → WebhookEndpoint
///     standing      SHA-256 of a call_back_url 32                    → webhook 16
///     backlogs      webhook 16                                       → Backlog
///     deliveries    number 8                                         → Delivery
///     unfinished    number 8                                         → (key only)
///     lanes         webhook 16 · lane 16 · number 8                  → (key only)
///     turns         webhook 16 · time 8 · number 8                   → (key only)
///     deadLetters   webhook 16 · number 8                            → (key only)
///     finished      time 8 · number 8                                → (key only)
///     subscriptions subscription 16                                  → Subscription
///     subscriptionNames  name 1…256                                  → subscription 16
///     cursors       subscription 16                                  → SubscriptionCursor
///
/// An owner of monitors is its kind (0 balance, 1 ledger, 2 roll-up) and its id.
///
/// A commit, a transaction and a row of entries don't repeat what their keys say. A row of entries
/// holds those of one transaction, up to 16 of them. The first event of a commit mostly has no row:
/// where it only tells that its first transaction was made or completed, the commit says so.
///
/// Every row ends in a checksum over its key and itself, but for those of `balances`, where it
/// stands further in front.
///
/// commits, entries, events and deliveries are only appended to. Ids made by the server are ordered
/// by time, so that their tables grow at the right edge too. The sign bits of thresholds and of
/// effective times are turned over, so that negative ones come first.
enum Table: String, CaseIterable {
    case state, journal, commits, ledgers, balances, profiles, indicators, transactions, references
    case progress, children, dues, expiries
    case lineages, deposits, providers, providerNames, allocations
    case entries, backdated, monitors, watchlists, thresholds, overrides, rollUps
    case ledgerWatches, memories, events
    case webhooks, standing, backlogs, deliveries, unfinished, lanes, turns, deadLetters, finished
    case subscriptions, subscriptionNames, cursors
}

/// The open databases.
struct Tables: Sendable {
    let state, journal, commits, ledgers: Database
    let balances, profiles, indicators, transactions: Database
    let references, progress, children, dues, expiries: Database
    let lineages, deposits, providers, providerNames, allocations: Database
    let entries, backdated, monitors, watchlists, thresholds, overrides, rollUps: Database
    let ledgerWatches, memories, events: Database
    let webhooks, standing, backlogs, deliveries, unfinished, lanes: Database
    let turns, deadLetters, finished: Database
    let subscriptions, subscriptionNames, cursors: Database

    /// All of them, in the order of `Table`.
    var all: [Database] {
        [
            state, journal, commits, ledgers, balances, profiles, indicators, transactions,
            references, progress, children, dues, expiries, lineages, deposits, providers,
            providerNames,
            allocations, entries, backdated, monitors, watchlists, thresholds, overrides,
            rollUps, ledgerWatches, memories, events,
            webhooks, standing, backlogs, deliveries, unfinished, lanes, turns, deadLetters,
            finished,
            subscriptions, subscriptionNames, cursors,
        ]
    }

    init(_ opener: borrowing DatabaseOpener) throws(LMDBError) {
        state = try opener.open(Table.state.rawValue)
        journal = try opener.open(Table.journal.rawValue)
        commits = try opener.open(Table.commits.rawValue)
        ledgers = try opener.open(Table.ledgers.rawValue)
        balances = try opener.open(Table.balances.rawValue)
        profiles = try opener.open(Table.profiles.rawValue)
        indicators = try opener.open(Table.indicators.rawValue)
        transactions = try opener.open(Table.transactions.rawValue)
        references = try opener.open(Table.references.rawValue)
        progress = try opener.open(Table.progress.rawValue)
        children = try opener.open(Table.children.rawValue)
        dues = try opener.open(Table.dues.rawValue)
        expiries = try opener.open(Table.expiries.rawValue)
        lineages = try opener.open(Table.lineages.rawValue)
        deposits = try opener.open(Table.deposits.rawValue)
        providers = try opener.open(Table.providers.rawValue)
        providerNames = try opener.open(Table.providerNames.rawValue)
        allocations = try opener.open(Table.allocations.rawValue)
        entries = try opener.open(Table.entries.rawValue)
        backdated = try opener.open(Table.backdated.rawValue)
        monitors = try opener.open(Table.monitors.rawValue)
        watchlists = try opener.open(Table.watchlists.rawValue)
        thresholds = try opener.open(Table.thresholds.rawValue)
        overrides = try opener.open(Table.overrides.rawValue)
        rollUps = try opener.open(Table.rollUps.rawValue)
        ledgerWatches = try opener.open(Table.ledgerWatches.rawValue)
        memories = try opener.open(Table.memories.rawValue)
        events = try opener.open(Table.events.rawValue)
        webhooks = try opener.open(Table.webhooks.rawValue)
        standing = try opener.open(Table.standing.rawValue)
        backlogs = try opener.open(Table.backlogs.rawValue)
        deliveries = try opener.open(Table.deliveries.rawValue)
        unfinished = try opener.open(Table.unfinished.rawValue)
        lanes = try opener.open(Table.lanes.rawValue)
        turns = try opener.open(Table.turns.rawValue)
        deadLetters = try opener.open(Table.deadLetters.rawValue)
        finished = try opener.open(Table.finished.rawValue)
        subscriptions = try opener.open(Table.subscriptions.rawValue)
        subscriptionNames = try opener.open(Table.subscriptionNames.rawValue)
        cursors = try opener.open(Table.cursors.rawValue)
    }
}

/// A key as it is put together.
struct Key: Equatable {
    private(set) var bytes: [UInt8] = []

    init() {}

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The first key behind all that begin with the prefix; nil if there can be none.
    static func end(of prefix: Key) -> [UInt8]? {
        guard let last = prefix.bytes.lastIndex(where: { $0 < .max }) else { return nil }
        return prefix.bytes[..<last] + [prefix.bytes[last] + 1]
    }

    static let state = Key().text("state")
    static let journalMark = Key().text("mark")

    static func id<Kind>(_ id: Identifier<Kind>) -> Key { Key().bits(id.bits) }
    static func number(_ number: UInt64) -> Key { Key().number(number) }
    static func event(_ sequence: UInt64, _ index: UInt32) -> Key {
        Key().number(sequence).number32(index)
    }

    static func indicator(_ indicator: Indicator, _ currency: Currency) -> Key {
        Key().text(indicator.description).byte(0).currency(currency)
    }

    static func name(_ name: SubscriptionName) -> Key { Key().text(name.description) }

    static func reference(_ reference: Reference) -> Key { Key().text(reference.description) }

    /// The n-th thing of a balance.
    static func numbered(_ balance: BalanceID, _ number: UInt64) -> Key {
        Key().bits(balance.bits).number(number)
    }

    static func provider(_ balance: BalanceID, _ name: String) -> Key {
        Key().bits(balance.bits).text(name)
    }

    static func child(_ parent: TransactionID, _ child: TransactionID) -> Key {
        Key().bits(parent.bits).bits(child.bits)
    }

    static func due(_ due: Due) -> Key {
        Key().time(due.time).byte(due.kind.rawValue).bits(due.transactionID.bits)
    }

    static func expiry(_ expiry: HoldExpiry) -> Key {
        Key().bits(expiry.balanceID.bits).time(expiry.time).bits(expiry.transactionID.bits)
    }

    static func backdated(_ entry: Entry) -> Key {
        backdated(entry.balanceID, Lag(of: entry), entry.effectiveAt, entry.number)
    }

    static func backdated(
        _ balance: BalanceID, _ lag: Lag, _ effectiveAt: Timestamp, _ number: UInt64
    ) -> Key {
        Key().bits(balance.bits).byte(lag.code)
            .number(UInt64(bitPattern: effectiveAt.nanoseconds) ^ 1 << 63).number(number)
    }
}

extension Key {
    consuming func byte(_ value: UInt8) -> Key {
        var key = consume self
        key.bytes.append(value)
        return key
    }

    consuming func text(_ value: String) -> Key {
        var key = consume self
        key.bytes.append(contentsOf: value.utf8)
        return key
    }

    consuming func currency(_ value: Currency) -> Key {
        var key = consume self
        for position in 0..<value.count { key.bytes.append(value[position]) }
        return key
    }

    consuming func number(_ value: UInt64) -> Key { integer(value) }
    /// Times lie behind 1970, so that their order is that of their numbers.
    consuming func time(_ value: Timestamp) -> Key {
        integer(UInt64(bitPattern: value.nanoseconds))
    }
    consuming func number32(_ value: UInt32) -> Key { integer(value) }
    consuming func bits(_ value: UInt128) -> Key { integer(value) }

    private consuming func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _ value: Value
    ) -> Key {
        var key = consume self
        key.bytes.append(bytesOf: value.bigEndian)
        return key
    }
}

extension Span<UInt8> {
    /// The big-endian number at an offset of a key.
    func number<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Value {
        load(at: offset, as: Value.self).bigEndian
    }
}
