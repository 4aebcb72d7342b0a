extension Book where Self: ~Copyable {
    mutating func create(
        _ command: CreateSubscription, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        let last = commit.stamp.sequence - 1
        if let id = command.id, let present = try subscription(id) {
            guard present.subscription.isWhat(command) else {
                return .rejected(.duplicateID(field: "subscription_id", id))
            }
            return .replayed(.subscription(present), sequence: last)
        }
        if let id = try subscriptionID(named: command.name), let present = try subscription(id) {
            guard command.id == nil, present.subscription.isWhat(command) else {
                return .rejected(.duplicateName(command.name, id))
            }
            return .replayed(.subscription(present), sequence: last)
        }
        if let refusal = startRefusal(command.start, last: last) { return .rejected(refusal) }
        guard try subscriptionCount() < Subscription.countMax else {
            return .rejected(.limitReached("subscriptions", max: Subscription.countMax))
        }

        // From here on it must succeed.
        let id: SubscriptionID = command.id ?? commit.identifiers.make()
        let acknowledged: UInt64 =
            switch command.start {
            case .next: commit.stamp.sequence
            case .oldest: trimmedThrough()
            case .sequence(let first): first - 1
            }
        let made = SubscriptionView(
            subscription: Subscription(
                id: id, name: command.name, filter: command.filter, start: command.start,
                retainFor: command.retainFor, createdAt: commit.time),
            cursor: SubscriptionCursor(id: id, acknowledged: acknowledged))
        try insert(made)
        return .applied(.subscription(made))
    }

    private func startRefusal(_ start: EventStart, last: UInt64) -> Rejection? {
        guard case .sequence(let first) = start else { return nil }
        let oldest = trimmedThrough() + 1
        if first < oldest { return .cursorExpired(oldest: oldest) }
        return first > last + 1 ? .sequenceNotReached(field: "from_sequence", next: last + 1) : nil
    }

    mutating func delete(
        _ command: DeleteSubscription, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        guard let present = try subscription(command.subscription) else {
            return .rejected(.subscriptionNotFound(command.subscription))
        }

        // From here on it must succeed.
        try delete(present.subscription)
        return .applied(.subscriptionDeleted(present))
    }

    mutating func acknowledge(
        _ note: AcknowledgeSubscription, _ commit: Commit
    ) throws(Failure) -> Outcome {
        guard var present = try subscription(note.subscription) else {
            return .rejected(.subscriptionNotFound(note.subscription))
        }
        guard note.sequence < commit.stamp.sequence else {
            return .rejected(
                .sequenceNotReached(
                    field: "acknowledged_sequence", next: commit.stamp.sequence))
        }
        // What comes late or again changes nothing.
        if note.sequence > present.cursor.acknowledged {
            present.cursor.acknowledged = note.sequence
            present.cursor.acknowledgedAt = commit.time
            try save(present.cursor)
        }
        return .applied(.subscription(present))
    }

    private func subscription(
        _ named: NamedSubscription
    ) throws(Failure) -> SubscriptionView? {
        switch named {
        case .id(let id): return try subscription(id)
        case .name(let name):
            guard let id = try subscriptionID(named: name) else { return nil }
            return try subscription(id)
        }
    }
}

extension Rejection {
    package static func subscriptionNotFound(
        _ named: NamedSubscription, field: String = "subscription_id"
    ) -> Rejection {
        Rejection(
            .subscriptionNotFound, field: field, "there is no subscription \(named)",
            facts: [Fact("subscription", named)])
    }

    /// Refuses to read from where events are gone.
    package static func cursorExpired(oldest: UInt64) -> Rejection {
        Rejection(
            .cursorExpired, field: "from_sequence",
            "events are retained from sequence \(oldest) on",
            facts: [Fact("oldest_sequence", oldest)])
    }

    package static func sequenceNotReached(field: String, next: UInt64) -> Rejection {
        Rejection(
            .fieldInvalid, field: field,
            field == "from_sequence"
                ? "must be at most \(next), the sequence that comes next"
                : "must be below \(next), the sequence that comes next",
            facts: [Fact("next_sequence", next)])
    }

    fileprivate static func duplicateName(
        _ name: SubscriptionName, _ holder: SubscriptionID
    ) -> Rejection {
        Rejection(
            .duplicateName, field: "name",
            "the name \"\(name)\" belongs to \(holder), which differs",
            facts: [Fact("subscription_id", holder)])
    }
}
