import Crypto
import Foundation
import LMDB
import Ledger

extension LMDBBook {
    func webhook(_ id: WebhookID) throws(StoreError) -> WebhookEndpoint? {
        try txn.webhook(tables, id)
    }

    func standingWebhookID(for url: String) throws(StoreError) -> WebhookID? {
        guard !url.isEmpty else { return nil }
        return try txn.identifier(tables.standing, Key.standing(url))
    }

    func webhookCount(_ origin: WebhookEndpoint.Origin) -> UInt64 {
        switch origin {
        case .registered: state.registeredWebhookCount
        case .monitor: state.standingWebhookCount
        }
    }

    mutating func registeredWebhooks() throws(StoreError) -> [WebhookEndpoint] {
        if let registered { return registered }
        var found: [WebhookEndpoint] = []
        try txn.scan(tables.webhooks) { (key, row) throws(StoreError) in
            let endpoint = try WebhookEndpoint(record: row.copied(), under: key)
            if endpoint.origin == .registered { found.append(endpoint) }
            return .continue
        }
        found.sort { $0.ordinal < $1.ordinal }
        registered = found
        return found
    }

    func nextWebhookOrdinal() -> UInt64 { state.webhookOrdinal + 1 }

    func firstSecret(of id: WebhookID) -> [UInt8] { state.firstSecret(of: id) }

    mutating func save(_ endpoint: WebhookEndpoint) throws(StoreError) {
        arrivals.insert(.deliveries)
        if endpoint.ordinal > state.webhookOrdinal {
            state.webhookOrdinal = endpoint.ordinal
            switch endpoint.origin {
            case .registered: state.registeredWebhookCount += 1
            case .monitor:
                state.standingWebhookCount += 1
                let key = Key.standing(endpoint.url)
                try putBytes(tables.standing, key, endpoint.id.stored(under: key))
            }
        }
        try put(tables.webhooks, Key.id(endpoint.id), endpoint)
        if endpoint.origin == .registered { registered = nil }
    }

    mutating func delete(_ endpoint: WebhookEndpoint) throws(StoreError) {
        arrivals.insert(.deliveries)
        try remove(tables.webhooks, Key.id(endpoint.id))
        switch endpoint.origin {
        case .registered:
            state.registeredWebhookCount -= 1
            registered = nil
        case .monitor:
            state.standingWebhookCount -= 1
            try remove(tables.standing, Key.standing(endpoint.url))
        }
    }
}

extension Key {
    /// A URL may be longer than a key, so that its hash stands for it.
    static func standing(_ url: String) -> Key {
        Key(bytes: Array(SHA256.hash(data: Data(url.utf8))))
    }
}

// MARK: - Deliveries

extension LMDBBook {
    func delivery(_ number: UInt64) throws(StoreError) -> Delivery? {
        try txn.delivery(tables, number)
    }

    func nextDeliveryNumber() -> UInt64 { state.deliveryCount + 1 }

    func backlog(of id: WebhookID) throws(StoreError) -> Backlog {
        try txn.backlog(tables, id)
    }

    mutating func save(_ delivery: Delivery) throws(StoreError) {
        arrivals.insert(.deliveries)
        let isNew = delivery.number > state.deliveryCount
        let former = isNew ? nil : try self.delivery(delivery.number)
        try index(delivery.indexRows, instead: former?.indexRows ?? [])
        try count(delivery, instead: former)
        let key = FixedKey.number(delivery.number)
        try put(tables.deliveries, key.span, delivery, isNew ? .append : .overwrite)
        state.deliveryCount = max(state.deliveryCount, delivery.number)
    }

    mutating func delete(_ delivery: Delivery) throws(StoreError) {
        try index([], instead: delivery.indexRows)
        try count(nil, instead: delivery)
        try remove(tables.deliveries, Key.number(delivery.number))
    }

    func firstDelivery(
        to id: WebhookID, in lane: Delivery.Lane
    ) throws(StoreError) -> UInt64? {
        let prefix = Key.lane(id, lane)
        return try numbers(in: tables.lanes, at: 32, prefix, limit: 1).first
    }

    func nextDeliveries(to id: WebhookID, limit: Int) throws(StoreError) -> [UInt64] {
        try numbers(in: tables.turns, at: 24, Key.id(id), limit: limit)
    }

    func finishedDeliveries(limit: Int) throws(StoreError) -> [UInt64] {
        try numbers(in: tables.finished, at: 8, Key(), limit: limit)
    }

    func hasEvent(sequence: UInt64, index: UInt32) throws(StoreError) -> Bool {
        try txn.event(tables, sequence, index, after: state.trimmedThrough) != nil
    }

    /// The numbers that stand in the keys of an index, behind a prefix.
    private func numbers(
        in index: Database, at offset: Int, _ prefix: Key, limit: Int
    ) throws(StoreError) -> [UInt64] {
        var numbers: [UInt64] = []
        try txn.scan(index, prefix: prefix.bytes.span) { (key, row) throws(StoreError) in
            guard numbers.count < limit else { return .stop }
            guard key.count == offset + 8, KeyRecord.isIntact(row, under: key) else {
                throw .damaged(table: "deliveries", key: hexadecimal(key))
            }
            numbers.append(key.number(at: offset))
            return .continue
        }
        return numbers
    }

    private mutating func index(
        _ rows: Set<Delivery.IndexRow>, instead former: Set<Delivery.IndexRow>
    ) throws(StoreError) {
        for row in former where !rows.contains(row) {
            try remove(tables.index(row.table), Key(bytes: row.key))
        }
        for row in rows where !former.contains(row) {
            try putKey(tables.index(row.table), Key(bytes: row.key))
        }
    }

    /// Brings the backlog of its endpoint to what it is with one delivery instead of another.
    private mutating func count(
        _ delivery: Delivery?, instead former: Delivery?
    ) throws(StoreError) {
        guard let id = (delivery ?? former)?.webhookID, delivery?.status != former?.status else {
            return
        }
        var backlog = try backlog(of: id)
        switch former?.status {
        case .pending: backlog.pendingCount -= 1
        case .dead: backlog.deadCount -= 1
        case .delivered, nil: break
        }
        switch delivery?.status {
        case .pending: backlog.pendingCount += 1
        case .dead: backlog.deadCount += 1
        case .delivered, nil: break
        }
        if backlog == Backlog() {
            try remove(tables.backlogs, Key.id(id))
        } else {
            try put(tables.backlogs, Key.id(id), backlog)
        }
    }
}
