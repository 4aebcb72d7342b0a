import Ledger

/// What the one event of a commit will tell of, kept while the commit is made: a transaction and
/// its entries.
struct EventDraft {
    /// Entries, and bytes of metadata, of a transaction that is told of: what waits to be taken in
    /// is counted, not weighed.
    private static let entriesMax = 8
    private static let metaDataBytesMax = 1024

    private var transaction: Transaction?
    private var entries: [Entry] = []
    /// Whether the commit holds more than an event can be told of without looking it up.
    private var hasMore = false

    mutating func add(_ transaction: Transaction) {
        if self.transaction != nil { hasMore = true }
        self.transaction = transaction
    }

    mutating func add(_ entries: [Entry]) { self.entries += entries }

    /// Notes that the commit says something else of its transaction.
    mutating func addMore() { hasMore = true }

    /// The transaction and its entries, if they are all and not large.
    var whole: (transaction: Transaction, entries: [Entry])? {
        guard let transaction, !hasMore, entries.count <= Self.entriesMax,
            transaction.order.metaData.canonical.utf8.count <= Self.metaDataBytesMax,
            entries.allSatisfy({ $0.transactionID == transaction.id })
        else { return nil }
        return (transaction, entries)
    }
}
