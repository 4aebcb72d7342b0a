extension Book where Self: ~Copyable {
    mutating func retry(_ command: RetryDelivery, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard var delivery = try delivery(command.id),
            let endpoint = try webhook(delivery.webhookID)
        else { return .rejected(.deliveryNotFound(command.id, "there is no delivery")) }
        guard endpoint.isEnabled else { return .rejected(.webhookDisabled(endpoint)) }
        if case .event(let sequence, let index) = delivery.subject,
            try !hasEvent(sequence: sequence, index: index)
        {
            return .rejected(
                .deliveryNotFound(command.id, "the event is no longer retained of delivery"))
        }

        // From here on it must succeed.
        let isWaiting = delivery.status == .pending
        delivery.status = .pending
        delivery.finishedAt = nil
        delivery.formerAttemptCount = delivery.attemptCount
        delivery.queuedAt = commit.time
        delivery.nextAttemptAt = commit.time
        if isWaiting { try save(delivery) } else { delivery = try queue(delivery) }
        return .applied(.delivery(delivery, url: endpoint.url))
    }

    mutating func sendTest(_ command: SendTestEvent, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard let endpoint = try webhook(command.id) else {
            return .rejected(.webhookNotFound(command.id))
        }
        guard endpoint.isEnabled else { return .rejected(.webhookDisabled(endpoint)) }

        // From here on it must succeed.
        let delivery = try queue(
            Delivery(
                number: nextDeliveryNumber(), webhookID: endpoint.id,
                eventID: commit.identifiers.make(), subject: .test, type: command.type,
                createdAt: commit.time))
        return .applied(.delivery(delivery, url: endpoint.url))
    }

    /// The delivery with an id.
    private func delivery(_ id: DeliveryID) throws(Failure) -> Delivery? {
        guard let delivery = try delivery(id.number), delivery.id == id else { return nil }
        return delivery
    }
}

// MARK: - Notes

extension Book where Self: ~Copyable {
    /// Notes what became of an attempt. A delivery may have been deleted, given up or asked for
    /// again meanwhile, and its endpoint may have moved.
    mutating func note(_ note: NoteAttempt, _ commit: Commit) throws(Failure) {
        guard var delivery = try delivery(note.id) else { return }
        delivery.attemptCount += 1
        delivery.attempts.insert(note.attempt, at: 0)
        delivery.attempts = Array(delivery.attempts.prefix(Delivery.attemptsKept))
        let isCurrent = delivery.queuedAt == note.queuedAt
        if !isCurrent { delivery.formerAttemptCount = delivery.attemptCount }
        switch note.verdict {
        case .gone(let reason) where try webhook(delivery.webhookID)?.url == note.url:
            try finish(delivery, .dead, commit)
            try switchOff(delivery.webhookID, reason, commit)
        case _ where !isCurrent: try save(delivery)
        case .delivered: try finish(delivery, .delivered, commit)
        case .exhausted: try finish(delivery, .dead, commit)
        case .retry(let time):
            delivery.nextAttemptAt = time
            try save(delivery)
        case .gone:
            delivery.nextAttemptAt = commit.time
            try save(delivery)
        }
    }

    /// Takes what waits for an endpoint that is switched off or gone from the queue, or the first
    /// part of it: of the one it becomes dead letters, of the other nothing is left.
    mutating func clearQueue(of id: WebhookID, _ commit: Commit) throws(Failure) {
        let endpoint = try webhook(id)
        guard endpoint?.isEnabled != true else { return }
        var left = ClearQueue.max
        while left > 0 {
            // With each that goes, others may get their turn.
            let numbers = try nextDeliveries(to: id, limit: left)
            guard !numbers.isEmpty else { return }
            left -= numbers.count
            for number in numbers {
                guard let delivery = try delivery(number) else { continue }
                if endpoint == nil {
                    try delete(delivery)
                    try passTurn(of: delivery)
                } else {
                    try finish(delivery, .dead, commit)
                }
            }
        }
    }

    mutating func forget(_ note: ForgetDeliveries) throws(Failure) {
        for number in try finishedDeliveries(limit: min(note.count, ForgetDeliveries.max)) {
            if let delivery = try delivery(number) { try delete(delivery) }
        }
    }

    private mutating func switchOff(
        _ id: WebhookID, _ reason: String, _ commit: Commit
    ) throws(Failure) {
        guard var endpoint = try webhook(id), endpoint.isEnabled else { return }
        endpoint.isEnabled = false
        endpoint.disabledReason = reason
        endpoint.updatedAt = commit.time
        endpoint.version += 1
        try save(endpoint)
        try clearQueue(of: id, commit)
    }
}

// MARK: - Order

extension Book where Self: ~Copyable {
    /// Puts a delivery into the queue, at its place by its number. It is its turn if nothing before
    /// it waits in any of its lanes.
    @discardableResult
    mutating func queue(_ delivery: Delivery) throws(Failure) -> Delivery {
        var delivery = delivery
        var overtaken: [UInt64] = []
        delivery.isNext = true
        for lane in delivery.lanes {
            guard let first = try firstDelivery(to: delivery.webhookID, in: lane) else { continue }
            if first < delivery.number { delivery.isNext = false } else { overtaken.append(first) }
        }
        try save(delivery)
        // Only one that is sent again comes before others.
        for number in overtaken {
            guard var other = try self.delivery(number), other.isNext else { continue }
            other.isNext = false
            try save(other)
        }
        return delivery
    }

    /// Ends a delivery; those behind it may have their turn.
    private mutating func finish(
        _ delivery: Delivery, _ status: Delivery.Status, _ commit: Commit
    ) throws(Failure) {
        let wasWaiting = delivery.status == .pending
        // What was given up and arrives all the same has arrived.
        guard wasWaiting || status == .delivered else { return try save(delivery) }
        var delivery = delivery
        delivery.status = status
        delivery.isNext = false
        delivery.finishedAt = commit.time
        try save(delivery)
        if wasWaiting { try passTurn(of: delivery) }
    }

    /// Gives the turn to whatever is first now in the lanes of a delivery that has left them.
    private mutating func passTurn(of delivery: Delivery) throws(Failure) {
        for lane in delivery.lanes {
            guard let number = try firstDelivery(to: delivery.webhookID, in: lane),
                var next = try self.delivery(number), !next.isNext
            else { continue }
            guard try isFirst(next) else { continue }
            next.isNext = true
            try save(next)
        }
    }

    private func isFirst(_ delivery: Delivery) throws(Failure) -> Bool {
        for lane in delivery.lanes {
            let first = try firstDelivery(to: delivery.webhookID, in: lane)
            guard first == delivery.number else { return false }
        }
        return true
    }
}

extension Rejection {
    fileprivate static func deliveryNotFound(_ id: DeliveryID, _ sentence: String) -> Rejection {
        Rejection(
            .deliveryNotFound, field: "delivery_id", "\(sentence) \(id)",
            facts: [Fact("delivery_id", id)])
    }
}
