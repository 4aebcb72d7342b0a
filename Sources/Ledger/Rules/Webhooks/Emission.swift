extension Book where Self: ~Copyable {
    /// Appends an event to the log, and queues it for every endpoint that is to have it: the one
    /// way by which events come about.
    ///
    /// A store without endpoints pays one test for it.
    mutating func emit(_ content: Event.Content, _ commit: inout Commit) throws(Failure) {
        let event = commit.event(content)
        try append(event)
        let receivers = try receivers(of: content)
        guard !receivers.isEmpty else { return }
        let facets = try facets(of: content)
        for receiver in receivers where receiver.filter.passes(facets) {
            try queue(
                Delivery(
                    number: nextDeliveryNumber(), webhookID: receiver.id, eventID: event.id,
                    subject: .event(sequence: event.sequence, index: event.index),
                    type: facets.type, monitorID: facets.monitorID,
                    balanceID: content.balanceID, lanes: facets.lanes, createdAt: commit.time))
        }
    }

    /// The endpoints that are asked about an event: the registered ones, and that of the monitor.
    private mutating func receivers(
        of content: Event.Content
    ) throws(Failure) -> [WebhookEndpoint] {
        var receivers = webhookCount(.registered) == 0 ? [] : try registeredWebhooks()
        receivers.removeAll { !$0.isEnabled }
        if let url = content.callBackURL, let id = try standingWebhookID(for: url),
            let endpoint = try webhook(id), endpoint.isEnabled
        {
            receivers.append(endpoint)
        }
        return receivers
    }
}

extension Event.Content {
    /// The one balance that it is about.
    fileprivate var balanceID: BalanceID? {
        switch self {
        case .balanceCreated(let view), .balanceUpdated(let view): view.balance.id
        case .monitorCreated(let monitor), .monitorUpdated(let monitor),
            .monitorDeleted(let monitor):
            monitor.scope.balanceID
        case .monitorFired(let told), .monitorCleared(let told): told.balanceID
        case .transaction, .ledgerCreated, .ledgerUpdated, .damagedMonitorDeleted: nil
        }
    }

    /// Where the monitor that speaks is to be heard besides.
    fileprivate var callBackURL: String? {
        switch self {
        case .monitorFired(let told), .monitorCleared(let told): told.monitor.callBackURL
        default: nil
        }
    }
}

extension EventFacets {
    /// The balances that it touches, but for the outside: nearly everything touches that, so that
    /// its order would make everything wait for everything.
    fileprivate var lanes: [Delivery.Lane] {
        let touched = balances.filter { $0.indicator != .world }.map(\.id.bits)
        if touched.isEmpty, let monitorID { return [Delivery.Lane(bits: monitorID.bits)] }
        return touched.map { Delivery.Lane(bits: $0) }
    }
}
