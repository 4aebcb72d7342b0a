import Ledger
import Messages

extension EventFilter {
    /// Reads the filter of a request; none is one that everything passes.
    init(_ filter: V1.EventFilter?) throws(Rejection) {
        guard let filter else {
            self = .all
            return
        }
        try Shape.count(filter.monitorIDs, "filter.monitor_ids", in: 0...EventFilter.idsMax)
        try Shape.count(filter.balanceIDs, "filter.balance_ids", in: 0...EventFilter.idsMax)
        var monitors: [MonitorID] = []
        for (position, text) in filter.monitorIDs.enumerated() {
            monitors.append(try Shape.id(text, "filter.monitor_ids[\(position)]"))
        }
        var balances: [BalanceID] = []
        for (position, text) in filter.balanceIDs.enumerated() {
            balances.append(try Shape.id(text, "filter.balance_ids[\(position)]"))
        }
        var types: [EventType] = []
        for (position, type) in filter.types.enumerated() {
            guard let type = EventType(type) else {
                throw Rejection(
                    .fieldInvalid, field: "filter.types[\(position)]", "must name a type")
            }
            types.append(type)
        }
        self.init(
            monitorIDs: monitors, balanceIDs: balances,
            ledgerID: try Shape.optionalID(filter.ledgerID, "filter.ledger_id"),
            indicatorPrefix: try Shape.text(
                filter.indicatorPrefix, "filter.indicator_prefix", max: EventFilter.prefixMax),
            types: types)
    }
}

extension V1.EventFilter {
    /// The filter as it is shown, its lists in order; nil for one that everything passes.
    init?(_ filter: EventFilter) {
        guard filter != .all else { return nil }
        self.init(
            monitorIDs: filter.monitorIDs.sorted().map(\.description),
            balanceIDs: filter.balanceIDs.sorted().map(\.description),
            ledgerID: filter.ledgerID?.description ?? "",
            indicatorPrefix: filter.indicatorPrefix,
            types: filter.types.sorted().map { V1.EventType($0) })
    }
}

extension EventType {
    fileprivate init?(_ type: V1.EventType) {
        guard let number = UInt8(exactly: type.rawValue) else { return nil }
        self.init(rawValue: number)
    }
}

extension V1.EventType {
    /// The numbers of the ledger's types are those of the protocol.
    init(_ type: EventType) {
        self = V1.EventType(rawValue: Int32(type.rawValue)) ?? .unspecified
    }
}
