import Messages

/// What the live view was asked to show, for each of its lists.
struct WatchScope: Sendable {
    let filter: V1.EventFilter?

    init(_ filter: V1.EventFilter?) {
        self.filter = filter
    }

    /// The events that it needs: those of all types, so that the balances go on moving where only
    /// some types are listed.
    var streamFilter: V1.EventFilter? {
        guard var filter else { return nil }
        filter.types = []
        return filter == V1.EventFilter() ? nil : filter
    }

    /// Whether events of a type are listed by themselves.
    func lists(_ type: V1.EventType) -> Bool {
        guard let filter, !filter.types.isEmpty else { return true }
        return filter.types.contains(type)
    }

    /// Whether a balance is asked for. The other side of a transaction needn't be.
    func takesIn(_ balance: V1.Balance) -> Bool {
        guard let filter else { return true }
        return (filter.balanceIDs.isEmpty || filter.balanceIDs.contains(balance.balanceID))
            && (filter.ledgerID.isEmpty || filter.ledgerID == balance.ledgerID)
            && balance.indicator.hasPrefix(filter.indicatorPrefix)
    }

    /// Whether a monitor is asked for.
    func takesIn(_ monitor: V1.Monitor, balances: [V1.Balance]) -> Bool {
        guard let filter else { return true }
        guard filter.monitorIDs.isEmpty || filter.monitorIDs.contains(monitor.monitorID) else {
            return false
        }
        let isOfAny =
            filter.balanceIDs.isEmpty && filter.ledgerID.isEmpty && filter.indicatorPrefix.isEmpty
        return isOfAny || balances.contains { $0.balanceID == monitor.balanceID }
    }
}
