/// What the rules may read and write: the state of the ledger, as one command sees it.
///
/// A book is the store's open write transaction, or a plain dictionary in the tests. Its failures
/// are those of the disk; a refusal by the rules is never one. Within a command the rules make all
/// their checks before the first write, so that a refused command leaves every byte as it was.
package protocol Book: ~Copyable {
    associatedtype Failure: Error

    // Ledgers.
    func ledger(_ id: LedgerID) throws(Failure) -> LedgerRecord?
    mutating func save(_ ledger: LedgerRecord) throws(Failure)

    // Balances.
    func balanceID(_ indicator: Indicator, _ currency: Currency) throws(Failure) -> BalanceID?
    func balance(_ id: BalanceID) throws(Failure) -> Balance?
    func profile(_ id: BalanceID) throws(Failure) -> BalanceProfile?
    mutating func insert(_ view: BalanceView) throws(Failure)
    mutating func save(_ balance: Balance) throws(Failure)
    mutating func save(_ profile: BalanceProfile) throws(Failure)

    // Transactions and entries.
    func transactionID(_ reference: Reference) throws(Failure) -> TransactionID?
    func transaction(_ id: TransactionID) throws(Failure) -> Transaction?
    /// Writes a transaction anew, with its reference, and where it is a child among its parent's.
    mutating func insert(_ transaction: Transaction) throws(Failure)
    /// Writes a scheduled transaction over its former self once it has run.
    mutating func complete(_ transaction: Transaction) throws(Failure)
    /// Where a transaction stands; nil where it stands as it was made.
    func progress(_ id: TransactionID) throws(Failure) -> TransactionProgress?
    mutating func save(_ progress: TransactionProgress) throws(Failure)
    func entry(_ number: UInt64) throws(Failure) -> Entry?
    /// The number the next entry has to have.
    func nextEntryNumber() throws(Failure) -> UInt64
    /// Writes the entries of a transaction, all of them, in the order of their numbers.
    mutating func append(_ entries: [Entry]) throws(Failure)

    // What is done by itself at a time.
    mutating func insert(_ due: Due) throws(Failure)
    mutating func delete(_ due: Due) throws(Failure)
    /// Notes on a balance that an open hold on it expires, or no longer does.
    mutating func insert(expiry: HoldExpiry) throws(Failure)
    mutating func delete(expiry: HoldExpiry) throws(Failure)

    // Lineage.
    func lineageHead(of balance: BalanceID) throws(Failure) -> LineageHead?
    mutating func save(_ head: LineageHead, of balance: BalanceID) throws(Failure)
    func provider(_ number: UInt64, of balance: BalanceID) throws(Failure) -> Provider?
    func provider(named name: String, of balance: BalanceID) throws(Failure) -> Provider?
    mutating func save(_ provider: Provider) throws(Failure)
    func deposit(_ number: UInt64, of balance: BalanceID) throws(Failure) -> Deposit?
    mutating func save(_ deposit: Deposit) throws(Failure)
    /// What a transaction brought and took; nil where no balance of it tracks its lineage.
    func lineage(of transaction: TransactionID) throws(Failure) -> TransactionLineage?
    mutating func save(
        _ lineage: TransactionLineage, of transaction: TransactionID
    ) throws(Failure)

    // Monitors.
    func monitor(_ id: MonitorID) throws(Failure) -> Monitor?
    /// The same, but nil too where the record is damaged: for firing, where others wait behind it.
    func readableMonitor(_ id: MonitorID) throws(Failure) -> Monitor?
    /// The ordinal the next monitor has to have.
    func nextMonitorOrdinal() throws(Failure) -> UInt64
    /// Writes a monitor anew or over its former self; the index of thresholds follows.
    mutating func save(_ monitor: Monitor) throws(Failure)
    mutating func delete(_ monitor: Monitor) throws(Failure)
    /// The enabled monitors of one kind that an owner has with thresholds in the range, at most
    /// `limit` of them, in no order that matters.
    func monitorIDs(
        of owner: MonitorOwner, _ kind: WatchKind, in thresholds: ClosedRange<Amount>, limit: Int
    ) throws(Failure) -> [MonitorID]
    /// The enabled monitors of an owner with an override key.
    func monitorIDs(
        of owner: MonitorOwner, overriding key: String, limit: Int
    ) throws(Failure) -> [MonitorID]
    /// Whether there is a monitor of which nothing can be read.
    func isDamaged(_ id: MonitorID) throws(Failure) -> Bool
    /// Deletes such a monitor, with all that leads to it; answers with whom it was found.
    mutating func deleteDamagedMonitor(_ id: MonitorID) throws(Failure) -> [MonitorOwner]

    // Sums over balances.
    func rollUp(_ currency: Currency, _ slot: UInt8) throws(Failure) -> RollUp?
    func rollUp(_ id: RollUpID) throws(Failure) -> RollUp?
    /// Those of a currency by slot.
    func rollUps(of currency: Currency) throws(Failure) -> [RollUp]
    mutating func save(_ rollUp: RollUp) throws(Failure)
    mutating func delete(_ rollUp: RollUp) throws(Failure)
    func balanceCount() throws(Failure) -> UInt64
    /// The balances behind one in the order of their ids, at most `limit` of them.
    func balanceIDs(after id: BalanceID?, limit: Int) throws(Failure) -> [BalanceID]

    // Ledger rules.
    /// Whether any ledger has any.
    func hasLedgerRules() throws(Failure) -> Bool
    func ledgerWatch(_ id: LedgerID) throws(Failure) -> LedgerWatch?
    mutating func save(_ watch: LedgerWatch) throws(Failure)
    mutating func delete(_ watch: LedgerWatch) throws(Failure)
    /// What a rule remembers of a balance.
    func standing(
        of monitor: MonitorID, on balance: BalanceID
    ) throws(Failure) -> MonitorStanding?
    mutating func save(
        _ standing: MonitorStanding, of monitor: MonitorID, on balance: BalanceID
    ) throws(Failure)
    /// Has a rule forget all balances: as much work as there are.
    mutating func deleteStandings(of monitor: MonitorID) throws(Failure)

    // Events.
    mutating func append(_ event: Event) throws(Failure)
    /// The last sequence whose events were let go; 0 before the first were.
    func trimmedThrough() -> UInt64
    /// Deletes the events up to a sequence, and notes that they are gone.
    mutating func deleteEvents(through sequence: UInt64) throws(Failure)
    /// The sequence of the oldest event that is still to be delivered to a receiver; nil where all
    /// deliveries are done.
    func oldestUnfinishedDelivery() throws(Failure) -> UInt64?

    // Webhooks.
    func webhook(_ id: WebhookID) throws(Failure) -> WebhookEndpoint?
    /// The endpoint that stands for a `call_back_url`.
    func standingWebhookID(for url: String) throws(Failure) -> WebhookID?
    /// How many endpoints there are of an origin.
    func webhookCount(_ origin: WebhookEndpoint.Origin) -> UInt64
    /// All that were registered, in the order of their creation.
    mutating func registeredWebhooks() throws(Failure) -> [WebhookEndpoint]
    /// The ordinal the next endpoint has to have.
    func nextWebhookOrdinal() -> UInt64
    /// The first secret of an endpoint that nobody gave one: the same whenever it is asked for, and
    /// known to nobody outside.
    func firstSecret(of id: WebhookID) -> [UInt8]
    /// Writes an endpoint anew or over its former self.
    mutating func save(_ endpoint: WebhookEndpoint) throws(Failure)
    mutating func delete(_ endpoint: WebhookEndpoint) throws(Failure)

    // Deliveries.
    func delivery(_ number: UInt64) throws(Failure) -> Delivery?
    /// The number the next delivery has to have.
    func nextDeliveryNumber() -> UInt64
    /// Writes a delivery anew or over its former self; the indexes and the endpoint's backlog
    /// follow.
    mutating func save(_ delivery: Delivery) throws(Failure)
    mutating func delete(_ delivery: Delivery) throws(Failure)
    func backlog(of id: WebhookID) throws(Failure) -> Backlog
    /// The number of the first delivery that waits in a lane.
    func firstDelivery(to id: WebhookID, in lane: Delivery.Lane) throws(Failure) -> UInt64?
    /// Numbers of deliveries to an endpoint whose turn it is, by the time of their next attempt.
    func nextDeliveries(to id: WebhookID, limit: Int) throws(Failure) -> [UInt64]
    /// Numbers of the deliveries that have been finished for longest.
    func finishedDeliveries(limit: Int) throws(Failure) -> [UInt64]
    /// Whether an event is still retained.
    func hasEvent(sequence: UInt64, index: UInt32) throws(Failure) -> Bool
    // Subscriptions.
    func subscription(_ id: SubscriptionID) throws(Failure) -> SubscriptionView?
    func subscriptionID(named name: SubscriptionName) throws(Failure) -> SubscriptionID?
    /// How many there are.
    func subscriptionCount() throws(Failure) -> Int
    /// How many were ever made.
    func subscriptionsMade() -> UInt64
    mutating func insert(_ view: SubscriptionView) throws(Failure)
    mutating func save(_ cursor: SubscriptionCursor) throws(Failure)
    mutating func delete(_ subscription: Subscription) throws(Failure)

    // Taking back.
    /// From here on everything that is written can be taken back, until one of the next two.
    mutating func beginTrial()
    /// Takes everything back that was written since.
    mutating func takeBack() throws(Failure)
    mutating func endTrial()
}
