import LMDB
import Ledger

extension StoreView {
    /// How many rows are walked for webhooks and their deliveries.
    func deliveryRowCount() throws(StoreError) -> Int {
        var count = try rowCount(tables.webhooks) + rowCount(tables.monitors)
        count += try rowCount(tables.deliveries) + rowCount(tables.backlogs)
        for index in Delivery.indexes { count += try rowCount(tables.index(index)) }
        return count + (try rowCount(tables.standing))
    }

    /// Each delivery is where it is looked for and nowhere else, has its turn if it is the first in
    /// its lanes, and is counted.
    func verifyDeliveries(_ verifier: inout Verifier) throws(StoreError) {
        var backlogs: [WebhookID: Backlog] = [:]
        try each(Delivery.self, of: tables.deliveries, &verifier) {
            (key, delivery, verifier) throws(StoreError) in
            for row in delivery.indexRows {
                let key = Key(bytes: row.key)
                if try !contains(tables.index(row.table), key) {
                    verifier.miss(row.table, key, "it leads to \(delivery.id)")
                }
            }
            switch delivery.status {
            case .pending:
                backlogs[delivery.webhookID, default: Backlog()].pendingCount += 1
                if try delivery.isNext != isFirst(delivery) {
                    verifier.find(
                        .deliveries, key,
                        delivery.isNext
                            ? "an earlier one waits, and it has its turn"
                            : "nothing before it waits, and it hasn't its turn")
                }
            case .dead: backlogs[delivery.webhookID, default: Backlog()].deadCount += 1
            case .delivered: break
            }
        }
        for index in Delivery.indexes { try verify(index, &verifier) }
        try each(Backlog.self, of: tables.backlogs, &verifier) { key, backlog, verifier in
            let counted = WebhookID(key).flatMap { backlogs.removeValue(forKey: $0) }
            if counted != backlog {
                verifier.find(.backlogs, key, "it counts other deliveries than there are")
            }
        }
        for id in backlogs.keys.sorted() { verifier.miss(.backlogs, .id(id)) }
    }

    private func verify(_ index: Table, _ verifier: inout Verifier) throws(StoreError) {
        try eachKey(of: index, tables.index(index), &verifier) {
            (key, verifier) throws(StoreError) in
            var delivery: Delivery?
            if key.bytes.count >= 8 {
                let number: UInt64 = key.bytes.span.number(at: key.bytes.count - 8)
                delivery = try intact(tables.deliveries, .number(number))
                if delivery == nil, number <= state.deliveryCount {
                    verifier.miss(.deliveries, .number(number))
                    return
                }
            }
            let isOwn =
                delivery?.indexRows.contains { $0.table == index && $0.key == key.bytes } ?? false
            if !isOwn { verifier.find(index, key, "no delivery belongs there") }
        }
    }

    /// Whether nothing before it waits in its lanes.
    private func isFirst(_ delivery: Delivery) throws(StoreError) -> Bool {
        for lane in delivery.lanes {
            let prefix = Key.lane(delivery.webhookID, lane)
            var first: UInt64?
            try txn.scan(tables.lanes, prefix: prefix.bytes.span) { (key, _) throws(StoreError) in
                first = key.count == 40 ? key.number(at: 32) : nil
                return .stop
            }
            if first != delivery.number { return false }
        }
        return true
    }
}

// MARK: - Endpoints

extension StoreView {
    /// Each endpoint of monitors is found by its URL and counts those that name it; and the store
    /// counts all endpoints.
    func verifyWebhooks(_ verifier: inout Verifier) throws(StoreError) {
        var naming: [String: UInt64] = [:]
        try each(Monitor.self, of: tables.monitors, &verifier) { _, monitor, _ in
            guard !monitor.callBackURL.isEmpty else { return }
            naming[monitor.callBackURL, default: 0] += 1
        }
        var counts: [WebhookEndpoint.Origin: UInt64] = [:]
        try each(WebhookEndpoint.self, of: tables.webhooks, &verifier) {
            (key, endpoint, verifier) throws(StoreError) in
            counts[endpoint.origin, default: 0] += 1
            guard endpoint.origin == .monitor else { return }
            let standing = Key.standing(endpoint.url)
            if try !contains(tables.standing, standing) {
                verifier.miss(.standing, standing, "it leads to \(endpoint.id)")
            }
            if endpoint.monitorCount != naming.removeValue(forKey: endpoint.url) ?? 0 {
                verifier.find(.webhooks, key, "it counts other monitors than name its URL")
            }
        }
        for url in naming.keys.sorted() {
            verifier.miss(.standing, .standing(url), "monitors name \(url)")
        }
        try eachID(of: .standing, tables.standing, &verifier) {
            (key, id: WebhookID, verifier) throws(StoreError) in
            let endpoint: WebhookEndpoint? = try intact(tables.webhooks, .id(id))
            if endpoint.map({ Key.standing($0.url).bytes }) != key.bytes {
                verifier.find(.standing, key, "it leads to \(id), which has another URL")
            }
        }
        guard !verifier.isOver else { return }
        if counts[.registered, default: 0] != state.registeredWebhookCount
            || counts[.monitor, default: 0] != state.standingWebhookCount
        {
            verifier.find(.state, .state, "it counts other endpoints than there are")
        }
    }
}
