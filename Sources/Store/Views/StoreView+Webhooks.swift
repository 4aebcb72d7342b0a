import LMDB
package import Ledger

extension StoreView {
    package func webhook(_ id: WebhookID) throws(StoreError) -> WebhookEndpoint? {
        try txn.webhook(tables, id)
    }

    package func backlog(of id: WebhookID) throws(StoreError) -> Backlog {
        try txn.backlog(tables, id)
    }

    /// The endpoint that stands for a `call_back_url`.
    package func standingWebhookID(for url: String) throws(StoreError) -> WebhookID? {
        guard !url.isEmpty else { return nil }
        return try txn.identifier(tables.standing, Key.standing(url))
    }

    package func webhooks(
        _ page: PageRequest, where matches: (WebhookEndpoint) throws(StoreError) -> Bool
    ) throws(StoreError) -> Page<WebhookEndpoint> {
        try rows(of: tables.webhooks, page) { (key, value) throws(StoreError) in
            let endpoint = try WebhookEndpoint(record: value, under: key.span)
            return try matches(endpoint) ? endpoint : nil
        }
    }
}

extension StoreView {
    /// The endpoints that a firing of a monitor would go to now: that of its `call_back_url`, then
    /// the registered ones.
    package func receivers(of monitor: Monitor) throws(StoreError) -> [WebhookID] {
        let told = try facets(of: .monitorUpdated(monitor))
        let firing = EventFacets(
            .balanceMonitor, monitorID: told.monitorID, balances: told.balances,
            ledgerID: told.ledgerID)
        let standing = try standingWebhookID(for: monitor.callBackURL)
        var registered: [WebhookEndpoint] = []
        var receivers: [WebhookID] = []
        try txn.scan(tables.webhooks) { (key, row) throws(StoreError) in
            let endpoint = try WebhookEndpoint(record: row.copied(), under: key)
            guard endpoint.isEnabled else { return .continue }
            switch endpoint.origin {
            case .monitor: if endpoint.id == standing { receivers.append(endpoint.id) }
            case .registered: if endpoint.filter.passes(firing) { registered.append(endpoint) }
            }
            return .continue
        }
        return receivers + registered.sorted { $0.ordinal < $1.ordinal }.map(\.id)
    }
}

// MARK: - Deliveries

/// Which deliveries are walked along.
package enum DeliveryList: Sendable {
    case all
    /// Those that wait.
    case unfinished
    /// The dead letters of one endpoint.
    case deadLetters(WebhookID)
}

/// What is to be sent now.
package struct DueDeliveries: Sendable {
    /// The deliveries whose turn and time it is, by endpoint.
    package var ripe: [Delivery] = []
    /// Endpoints for which deliveries wait although they are switched off or gone.
    package var orphaned: [WebhookID] = []
    /// When there is more to do; nil where it is not known yet.
    package var next: Timestamp?
}

extension StoreView {
    package func delivery(_ id: DeliveryID) throws(StoreError) -> Delivery? {
        guard let delivery = try txn.delivery(tables, id.number), delivery.id == id else {
            return nil
        }
        return delivery
    }

    /// The stored event of a delivery; nil for a test, or where it is no longer retained.
    package func event(of delivery: Delivery) throws(StoreError) -> Event? {
        guard case .event(let sequence, let index) = delivery.subject else { return nil }
        return try txn.event(tables, sequence, index, after: state.trimmedThrough)
    }

    /// Deliveries in the order of their events.
    package func deliveries(
        _ list: DeliveryList, _ page: PageRequest,
        where matches: (Delivery) throws(StoreError) -> Bool
    ) throws(StoreError) -> Page<Delivery> {
        switch list {
        case .all:
            try rows(of: tables.deliveries, page) { (key, value) throws(StoreError) in
                let delivery = try Delivery(record: value, under: key.span)
                return try matches(delivery) ? delivery : nil
            }
        case .unfinished:
            try deliveries(in: tables.unfinished, Key(), page, where: matches)
        case .deadLetters(let id):
            try deliveries(in: tables.deadLetters, Key.id(id), page, where: matches)
        }
    }

    private func deliveries(
        in index: Database, _ prefix: Key, _ page: PageRequest,
        where matches: (Delivery) throws(StoreError) -> Bool
    ) throws(StoreError) -> Page<Delivery> {
        try rows(of: index, within: prefix, page) { (key, _) throws(StoreError) in
            guard key.count == prefix.bytes.count + 8,
                let delivery = try txn.delivery(
                    tables, key.span.number(at: prefix.bytes.count))
            else { throw .damaged(table: "deliveries", key: hexadecimal(key.span)) }
            return try matches(delivery) ? delivery : nil
        }
    }

    /// What is to be sent at a time: of each endpoint with something to send the first deliveries,
    /// but for those that are being sent.
    ///
    /// - Parameters:
    ///   - last: the endpoint behind which to begin, so that all get their share; it goes round.
    ///   - limit: deliveries in all.
    ///   - limitOfEach: deliveries of one endpoint, those that are being sent included.
    ///   - inFlight: the endpoints of the deliveries that are being sent, by their numbers.
    package func dueDeliveries(
        at time: Timestamp, after last: WebhookID?, limit: Int, limitOfEach: Int,
        inFlight: [UInt64: WebhookID]
    ) throws(StoreError) -> DueDeliveries {
        // A clock may be set back, and time may not: what was just queued is due.
        let time = max(time, state.time)
        var due = DueDeliveries()
        let start = last.flatMap { Key.end(of: Key.id($0)) }
        let scan = TurnScan(
            time: time, limit: limit, limitOfEach: limitOfEach, inFlight: inFlight,
            counts: inFlight.values.reduce(into: [:]) { $0[$1, default: 0] += 1 })
        try walkTurns(from: start, to: nil, scan, &due)
        if let start { try walkTurns(from: nil, to: start, scan, &due) }
        return due
    }

    private struct TurnScan {
        let time: Timestamp
        let limit: Int
        let limitOfEach: Int
        let inFlight: [UInt64: WebhookID]
        /// How many of each endpoint are being sent.
        let counts: [WebhookID: Int]
    }

    /// Walks from endpoint to endpoint, passing over the rest of each by a jump.
    private func walkTurns(
        from lower: [UInt8]?, to upper: [UInt8]?, _ scan: TurnScan,
        _ due: inout DueDeliveries
    ) throws(StoreError) {
        var position = lower ?? []
        while due.ripe.count < scan.limit {
            guard let id = try firstWebhook(from: position, to: upper) else { return }
            if try webhook(id)?.isEnabled == true {
                try addTurns(of: id, scan, &due)
            } else {
                due.orphaned.append(id)
            }
            guard let end = Key.end(of: Key.id(id)) else { return }
            position = end
        }
    }

    private func firstWebhook(
        from lower: [UInt8], to upper: [UInt8]?
    ) throws(StoreError) -> WebhookID? {
        var id: WebhookID?
        try txn.scan(
            tables.turns, from: lower.span, to: upper?.span
        ) { (key, _) throws(StoreError) in
            guard key.count == 32 else {
                throw .damaged(table: Table.turns.rawValue, key: hexadecimal(key))
            }
            id = WebhookID(bits: key.number(at: 0))
            return .stop
        }
        return id
    }

    private func addTurns(
        of id: WebhookID, _ scan: TurnScan, _ due: inout DueDeliveries
    ) throws(StoreError) {
        let prefix = Key.id(id)
        var count = scan.counts[id] ?? 0
        try txn.scan(tables.turns, prefix: prefix.bytes.span) { (key, _) throws(StoreError) in
            guard count < scan.limitOfEach, due.ripe.count < scan.limit, key.count == 32 else {
                return .stop
            }
            let time = Timestamp(nanoseconds: key.number(at: 16))
            guard time <= scan.time else {
                due.next = min(due.next ?? time, time)
                return .stop
            }
            let number: UInt64 = key.number(at: 24)
            if scan.inFlight[number] == nil, let delivery = try txn.delivery(tables, number) {
                due.ripe.append(delivery)
                count += 1
            }
            return .continue
        }
    }
}

// MARK: - Retention

extension StoreView {
    /// How many finished deliveries are to be forgotten: those finished before a time, and the
    /// oldest ones where there are more than `keep`; at most so many at once.
    package func forgettableDeliveries(
        before time: Timestamp, keep: Int, limit: Int
    ) throws(StoreError) -> Int {
        let count: Int
        do { count = try txn.statistics(tables.finished).entries } catch { throw .lmdb(error) }
        var old = 0
        try txn.scan(tables.finished) { (key, _) throws(StoreError) in
            guard old < limit, key.count == 16,
                Timestamp(nanoseconds: key.number(at: 0)) < time
            else { return .stop }
            old += 1
            return .continue
        }
        return min(max(old, count - keep), limit)
    }
}
