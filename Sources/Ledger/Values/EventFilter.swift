/// Which events a reader gets: lists are joined by "any of", different fields by "and". A field
/// that is empty asks for nothing.
package struct EventFilter: Hashable, Sendable {
    /// Ids that one list may hold, at most: enough for a desk's accounts, and few enough that a
    /// filter stays a small record.
    package static let idsMax = 1000
    /// Bytes of an indicator's beginning, at most: those of an indicator.
    package static let prefixMax = Indicator.lengthMax

    /// Every event passes.
    package static let all = EventFilter()

    package let monitorIDs: Set<MonitorID>
    package let balanceIDs: Set<BalanceID>
    package let ledgerID: LedgerID?
    package let types: Set<EventType>
    // As bytes, which is how indicators are compared.
    private let prefix: [UInt8]

    package init(
        monitorIDs: some Sequence<MonitorID> = [], balanceIDs: some Sequence<BalanceID> = [],
        ledgerID: LedgerID? = nil, indicatorPrefix: String = "",
        types: some Sequence<EventType> = []
    ) {
        self.monitorIDs = Set(monitorIDs)
        self.balanceIDs = Set(balanceIDs)
        self.ledgerID = ledgerID
        self.types = Set(types)
        prefix = Array(indicatorPrefix.utf8)
    }

    /// What an indicator has to begin with.
    package var indicatorPrefix: String { String(decoding: prefix, as: UTF8.self) }

    package func passes(_ event: EventFacets) -> Bool {
        guard types.isEmpty || types.contains(event.type) else { return false }
        guard monitorIDs.isEmpty || event.monitorID.map(monitorIDs.contains) ?? false else {
            return false
        }
        guard balanceIDs.isEmpty || event.balances.contains(where: { balanceIDs.contains($0.id) })
        else { return false }
        if let ledgerID {
            guard
                event.ledgerID == ledgerID
                    || event.balances.contains(where: { $0.ledgerID == ledgerID })
            else { return false }
        }
        guard prefix.isEmpty || event.balances.contains(where: { $0.begins(with: prefix) }) else {
            return false
        }
        return true
    }
}

/// What filters ask of an event.
package struct EventFacets: Hashable, Sendable {
    package let type: EventType
    /// The monitor that fired or was changed.
    package let monitorID: MonitorID?
    /// The balances that it concerns: the one that was made or changed, the monitor's, those that
    /// the transaction touched then.
    package let balances: [Balance]
    /// The ledger that was made or changed.
    package let ledgerID: LedgerID?

    package init(
        _ type: EventType, monitorID: MonitorID? = nil, balances: [Balance] = [],
        ledgerID: LedgerID? = nil
    ) {
        self.type = type
        self.monitorID = monitorID
        self.balances = balances
        self.ledgerID = ledgerID
    }

    /// What of a balance never changes.
    package struct Balance: Hashable, Sendable {
        package let id: BalanceID
        package let ledgerID: LedgerID
        package let indicator: Indicator?

        package init(_ profile: BalanceProfile) {
            id = profile.id
            ledgerID = profile.ledgerID
            indicator = profile.indicator
        }

        fileprivate func begins(with prefix: [UInt8]) -> Bool {
            indicator?.description.utf8.starts(with: prefix) ?? false
        }
    }
}
