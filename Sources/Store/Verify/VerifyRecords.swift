import LMDB
import Ledger

extension StoreView {
    /// Decodes every row of every table, and finds it where it belongs.
    func verifyRecords(_ verifier: inout Verifier) throws(StoreError) {
        var total = 0
        for database in tables.all { total += try rowCount(database) }
        verifier.begin(.records, total: total)
        try check(StoreState.self, tables.state, &verifier) { _ in .state }
        try check(JournalMark.self, tables.journal, &verifier) { _ in .journalMark }
        try check(CommitRecord.self, tables.commits, &verifier) { .number($0.sequence) }
        try check(LedgerRecord.self, tables.ledgers, &verifier) { .id($0.id) }
        try eachBalance(&verifier) { _, _ in }
        try check(BalanceProfile.self, tables.profiles, &verifier) { .id($0.id) }
        try check(Transaction.self, tables.transactions, &verifier) { .id($0.id) }
        try check(TransactionProgress.self, tables.progress, &verifier) { .id($0.transactionID) }
        try check(EntryRow.self, tables.entries, &verifier)
        try check(LineageHead.self, tables.lineages, &verifier)
        try check(Deposit.self, tables.deposits, &verifier) { .numbered($0.balanceID, $0.number) }
        try check(Provider.self, tables.providers, &verifier) { .numbered($0.balanceID, $0.number) }
        try check(ProviderNumber.self, tables.providerNames, &verifier)
        try check(TransactionLineage.self, tables.allocations, &verifier)
        try check(Monitor.self, tables.monitors, &verifier) { .id($0.id) }
        try check(RollUp.self, tables.rollUps, &verifier) { .rollUp($0) }
        try check(LedgerWatch.self, tables.ledgerWatches, &verifier) { .id($0.ledgerID) }
        try check(MonitorStanding.self, tables.memories, &verifier)
        try check(Event.self, tables.events, &verifier) { .event($0.sequence, $0.index) }
        try check(WebhookEndpoint.self, tables.webhooks, &verifier) { .id($0.id) }
        try check(Backlog.self, tables.backlogs, &verifier)
        try check(Delivery.self, tables.deliveries, &verifier) { .number($0.number) }
        for index in Delivery.indexes {
            try eachKey(of: index, tables.index(index), &verifier) { _, _ in }
        }
        try eachID(of: .standing, tables.standing, &verifier) { (_, _: WebhookID, _) in }
        try check(Subscription.self, tables.subscriptions, &verifier) { .id($0.id) }
        try check(SubscriptionCursor.self, tables.cursors, &verifier) { .id($0.id) }
        try eachKey(of: .children, tables.children, &verifier) { _, _ in }
        try eachKey(of: .dues, tables.dues, &verifier) { _, _ in }
        try eachKey(of: .expiries, tables.expiries, &verifier) { _, _ in }
        try eachKey(of: .backdated, tables.backdated, &verifier) { _, _ in }
        try eachKey(of: .thresholds, tables.thresholds, &verifier) { _, _ in }
        try eachKey(of: .overrides, tables.overrides, &verifier) { _, _ in }
        try eachID(of: .indicators, tables.indicators, &verifier) { (_, _: BalanceID, _) in }
        try eachID(of: .references, tables.references, &verifier) { (_, _: TransactionID, _) in }
        try eachID(of: .watchlists, tables.watchlists, &verifier) { (_, _: MonitorID, _) in }
        try eachID(of: .subscriptionNames, tables.subscriptionNames, &verifier) {
            (_, _: SubscriptionID, _) in
        }
    }

    /// - Parameter ownKey: where a record says by itself which key it has.
    private func check<Value: Record>(
        _ type: Value.Type, _ database: Database, _ verifier: inout Verifier,
        _ ownKey: (Value) -> Key? = { _ in nil }
    ) throws(StoreError) {
        try each(type, of: database, &verifier) { key, value, verifier in
            if let own = ownKey(value), own.bytes != key.bytes {
                verifier.find(Value.table, key, "it is the record of another key")
            }
        }
    }
}
