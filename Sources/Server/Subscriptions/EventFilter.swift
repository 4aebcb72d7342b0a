import Ledger
import Messages

/// Which events a subscriber gets: lists are joined by "any of", different fields by "and".
struct EventFilter: Sendable {
    /// Ids that one list may hold, at most.
    private static let idsMax = 1000

    private let monitorIDs: Set<String>
    private let balanceIDs: Set<String>
    private let ledgerID: String
    private let indicatorPrefix: String
    private let types: Set<V1.EventType>
    /// As it came, for those who ask.
    let message: V1.EventFilter?

    init(_ filter: V1.EventFilter?) throws(Rejection) {
        let given = filter ?? V1.EventFilter()
        try Shape.count(given.monitorIDs, "filter.monitor_ids", in: 0...EventFilter.idsMax)
        try Shape.count(given.balanceIDs, "filter.balance_ids", in: 0...EventFilter.idsMax)
        for (position, text) in given.monitorIDs.enumerated() {
            let _: MonitorID = try Shape.id(text, "filter.monitor_ids[\(position)]")
        }
        for (position, text) in given.balanceIDs.enumerated() {
            let _: BalanceID = try Shape.id(text, "filter.balance_ids[\(position)]")
        }
        let _: LedgerID? = try Shape.optionalID(given.ledgerID, "filter.ledger_id")
        for (position, type) in given.types.enumerated() where type == .unspecified {
            throw Rejection(
                .fieldInvalid, field: "filter.types[\(position)]", "must name a type")
        }
        monitorIDs = Set(given.monitorIDs)
        balanceIDs = Set(given.balanceIDs)
        ledgerID = given.ledgerID
        indicatorPrefix = given.indicatorPrefix
        types = Set(given.types)
        message = filter
    }

    func passes(_ event: RenderedEvent) -> Bool {
        guard types.isEmpty || types.contains(event.type) else { return false }
        if !monitorIDs.isEmpty {
            guard let id = event.monitorID, monitorIDs.contains(id) else { return false }
        }
        if !balanceIDs.isEmpty {
            guard event.balances.contains(where: { balanceIDs.contains($0.balanceID) }) else {
                return false
            }
        }
        if !ledgerID.isEmpty {
            guard
                event.ledgerID == ledgerID
                    || event.balances.contains(where: { $0.ledgerID == ledgerID })
            else { return false }
        }
        if !indicatorPrefix.isEmpty {
            guard
                event.balances.contains(where: {
                    $0.indicator.utf8.starts(with: indicatorPrefix.utf8)
                })
            else { return false }
        }
        return true
    }
}
