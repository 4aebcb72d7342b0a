import LMDB
import Ledger

extension LMDBBook {
    mutating func append(_ event: Event) throws(StoreError) {
        let nextEntry = state.entryCount + 1
        if let plain = PlainEvent(
            event, transactions: content.transactionIDs,
            entries: nextEntry - content.entryCount..<nextEntry)
        {
            content.addEvent(plain)
            return
        }
        let key = FixedKey.event(event.sequence, event.index)
        try put(tables.events, key.span, event, .append)
        content.addEvent(record)
    }

    /// What the one event of a commit tells of, which made a transaction and its entries.
    func material(
        _ transaction: Transaction, _ entries: [Entry], of commit: CommitRecord
    ) throws(StoreError) -> EventMaterial? {
        guard let event = commit.plain?.event(of: commit) else { return nil }
        let facets = try EventFacets(
            event.content,
            profile: { (id) throws(StoreError) in try profile(id) },
            entry: { (number) throws(StoreError) in entries.first { $0.number == number } })
        return EventMaterial(
            event: event, facets: facets,
            moved: EventMaterial.Moved(
                transaction: transaction, progress: transaction.initialProgress,
                multiplier: try look().multiplier(of: transaction),
                allocations: AllocationList(), entries: entries.map { ($0, transaction) }))
    }

    func trimmedThrough() -> UInt64 { state.trimmedThrough }

    mutating func deleteEvents(through sequence: UInt64) throws(StoreError) {
        var count: UInt64 = 0
        for sequence in state.trimmedThrough + 1...sequence {
            count += try txn.commit(tables, sequence)?.eventCount ?? 0
        }
        var keys: [[UInt8]] = []
        let end = Key.number(sequence + 1)
        try txn.scan(tables.events, to: end.bytes.span) { (key, _) throws(StoreError) in
            keys.append(key.copied())
            return .continue
        }
        for key in keys { try remove(tables.events, Key(bytes: key)) }
        noteTrimmed(count, through: sequence)
    }

    func oldestUnfinishedDelivery() throws(StoreError) -> UInt64? {
        try txn.oldestUnfinishedDelivery(tables)
    }
}

// MARK: - Subscriptions

extension LMDBBook {
    func subscription(_ id: SubscriptionID) throws(StoreError) -> SubscriptionView? {
        try txn.subscription(tables, id)
    }

    func subscriptionID(named name: SubscriptionName) throws(StoreError) -> SubscriptionID? {
        try txn.subscriptionID(tables, named: name)
    }

    func subscriptionCount() throws(StoreError) -> Int {
        do { return try txn.statistics(tables.subscriptions).entries } catch { throw .lmdb(error) }
    }

    func subscriptionsMade() -> UInt64 { state.subscriptionCount }

    mutating func insert(_ view: SubscriptionView) throws(StoreError) {
        let subscription = view.subscription
        try put(tables.subscriptions, Key.id(subscription.id), subscription)
        let key = Key.name(subscription.name)
        try putBytes(tables.subscriptionNames, key, subscription.id.stored(under: key))
        try save(view.cursor)
        countSubscription()
    }

    mutating func save(_ cursor: SubscriptionCursor) throws(StoreError) {
        try put(tables.cursors, Key.id(cursor.id), cursor)
    }

    mutating func delete(_ subscription: Subscription) throws(StoreError) {
        try remove(tables.cursors, Key.id(subscription.id))
        try remove(tables.subscriptionNames, Key.name(subscription.name))
        try remove(tables.subscriptions, Key.id(subscription.id))
    }
}
