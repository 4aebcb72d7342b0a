package import Ledger

/// All that an event tells of, read in one go, so that it can be put together where nobody waits.
///
/// The records it names never change, but for the descriptions of balances, which are those of the
/// view.
package struct EventMaterial: Sendable {
    package let event: Event
    /// What filters ask of it.
    package let facets: EventFacets
    /// What a transaction's event tells of; nil for all others.
    package let moved: Moved?

    package struct Moved: Sendable {
        package let transaction: Transaction
        package let progress: TransactionProgress
        /// As `multiplier(of:)`.
        package let multiplier: Int64?
        package let allocations: AllocationList
        /// In order, each with the transaction that it is from.
        package let entries: [(entry: Entry, transaction: Transaction)]
    }
}

extension StoreView {
    package func material(of event: Event) throws(StoreError) -> EventMaterial {
        guard case .transaction(let told) = event.content else {
            return EventMaterial(event: event, facets: try facets(of: event.content), moved: nil)
        }
        var entries: [Entry] = []
        for offset in 0..<UInt64(told.entryCount) {
            if let entry = try entry(told.firstEntry + offset) { entries.append(entry) }
        }
        return EventMaterial(
            event: event, facets: try facets(of: event.content, entries),
            moved: try moved(told, entries))
    }

    private func moved(
        _ told: TransactionEvent, _ entries: [Entry]
    ) throws(StoreError) -> EventMaterial.Moved? {
        guard let transaction = try transaction(told.transactionID) else { return nil }
        var sources: [(entry: Entry, transaction: Transaction)] = []
        sources.reserveCapacity(entries.count)
        for entry in entries {
            let source =
                entry.transactionID == transaction.id
                ? transaction : try self.transaction(entry.transactionID) ?? transaction
            sources.append((entry, source))
        }
        return EventMaterial.Moved(
            transaction: transaction,
            progress: told.progress ?? transaction.initialProgress,
            multiplier: try multiplier(of: transaction),
            allocations: try allocations(of: transaction.id, max: AllocationList.shownMax),
            entries: sources)
    }

    /// What filters ask of an event.
    /// - Parameter entries: those of a transaction's event.
    func facets(
        of content: Event.Content, _ entries: [Entry] = []
    ) throws(StoreError) -> EventFacets {
        try EventFacets(
            content,
            profile: { (id) throws(StoreError) in try txn.profile(tables, id) },
            entry: { (number) throws(StoreError) in entries.first { $0.number == number } })
    }
}
