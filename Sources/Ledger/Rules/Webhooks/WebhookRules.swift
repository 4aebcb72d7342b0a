extension Book where Self: ~Copyable {
    mutating func create(_ command: CreateWebhook, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        if let id = command.id, let present = try webhook(id) {
            guard present.request == command.content else {
                return .rejected(.duplicateID(field: "webhook_id", id))
            }
            return .replayed(
                .webhook(present, try backlog(of: id)), sequence: commit.stamp.sequence - 1)
        }
        guard webhookCount(.registered) < UInt64(WebhookEndpoint.registeredMax) else {
            return .rejected(
                .limitReached("registered endpoints", max: WebhookEndpoint.registeredMax))
        }

        // From here on it must succeed.
        let made = WebhookEndpoint(
            id: command.id ?? commit.identifiers.make(), ordinal: nextWebhookOrdinal(),
            origin: .registered, url: command.url, filter: command.filter,
            description: command.description, isEnabled: command.isEnabled,
            metaData: command.metaData, secret: command.secret.bytes, createdAt: commit.time,
            request: command.id == nil ? nil : command.content)
        try save(made)
        return .applied(.webhook(made, try backlog(of: made.id)))
    }

    mutating func update(_ command: UpdateWebhook, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard var endpoint = try webhook(command.id) else {
            return .rejected(.webhookNotFound(command.id))
        }
        if let refusal = endpoint.refusal(ofVersion: command.expectedVersion) {
            return .rejected(refusal)
        }
        let url = command.url.applied(to: endpoint.url)
        let filter = command.filter.applied(to: endpoint.filter)
        if endpoint.origin == .monitor {
            if url != endpoint.url { return .rejected(.standing(field: "url")) }
            if filter != endpoint.filter { return .rejected(.standing(field: "filter")) }
        }

        // From here on it must succeed.
        endpoint.url = url
        endpoint.filter = filter
        endpoint.description = command.description.applied(to: endpoint.description)
        endpoint.metaData = command.metaData.applied(to: endpoint.metaData)
        if case .set(let isEnabled) = command.isEnabled {
            endpoint.isEnabled = isEnabled
            endpoint.disabledReason = ""
        }
        try saveChanged(&endpoint, commit)
        if !endpoint.isEnabled { try clearQueue(of: endpoint.id, commit) }
        return .applied(.webhook(endpoint, try backlog(of: endpoint.id)))
    }

    mutating func rotate(_ command: RotateWebhookSecret, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard var endpoint = try webhook(command.id) else {
            return .rejected(.webhookNotFound(command.id))
        }
        if let refusal = endpoint.refusal(ofVersion: command.expectedVersion) {
            return .rejected(refusal)
        }

        // From here on it must succeed.
        let end = Timestamp(
            nanoseconds: commit.time.nanoseconds + command.overlapNanoseconds)
        endpoint.formerSecret =
            end > commit.time
            ? WebhookEndpoint.FormerSecret(bytes: endpoint.secret.bytes, expiresAt: end) : nil
        endpoint.secret = WebhookEndpoint.Secret(bytes: command.secret, createdAt: commit.time)
        try saveChanged(&endpoint, commit)
        return .applied(.webhook(endpoint, try backlog(of: endpoint.id)))
    }

    mutating func delete(_ command: DeleteWebhook, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard let endpoint = try webhook(command.id) else {
            return .rejected(.webhookNotFound(command.id))
        }
        if let refusal = endpoint.refusal(ofVersion: command.expectedVersion) {
            return .rejected(refusal)
        }
        guard endpoint.monitorCount == 0 else { return .rejected(.webhookInUse(endpoint)) }

        // From here on it must succeed.
        let backlog = try backlog(of: endpoint.id)
        try delete(endpoint)
        try clearQueue(of: endpoint.id, commit)
        return .applied(.webhook(endpoint, backlog))
    }

    private mutating func saveChanged(
        _ endpoint: inout WebhookEndpoint, _ commit: Commit
    ) throws(Failure) {
        endpoint.updatedAt = commit.time
        endpoint.version += 1
        try save(endpoint)
    }
}

// MARK: - The endpoints of monitors

extension Book where Self: ~Copyable {
    /// Why a monitor may not name a URL; nil where it may.
    func refusal(ofCallBackURL url: String) throws(Failure) -> Rejection? {
        guard !url.isEmpty, webhookCount(.monitor) >= UInt64(WebhookEndpoint.standingMax),
            try standingWebhookID(for: url) == nil
        else { return nil }
        return .limitReached(
            "endpoints for monitors; delete some that no monitor names any more",
            max: WebhookEndpoint.standingMax, field: "call_back_url")
    }

    /// Counts a monitor that names a URL from now on; its endpoint is made with the first of them.
    mutating func attachCallBack(_ url: String, _ commit: inout Commit) throws(Failure) {
        guard !url.isEmpty else { return }
        if let id = try standingWebhookID(for: url), var endpoint = try webhook(id) {
            endpoint.monitorCount += 1
            try save(endpoint)
            return
        }
        let id: WebhookID = commit.identifiers.make()
        var endpoint = WebhookEndpoint(
            id: id, ordinal: nextWebhookOrdinal(), origin: .monitor, url: url,
            secret: firstSecret(of: id), createdAt: commit.time)
        endpoint.monitorCount = 1
        try save(endpoint)
    }

    /// Counts a monitor that no longer names a URL.
    mutating func detachCallBack(_ url: String) throws(Failure) {
        guard !url.isEmpty, let id = try standingWebhookID(for: url),
            var endpoint = try webhook(id), endpoint.monitorCount > 0
        else { return }
        endpoint.monitorCount -= 1
        try save(endpoint)
    }
}

// MARK: - Refusals

extension WebhookEndpoint {
    fileprivate func refusal(ofVersion expected: UInt64?) -> Rejection? {
        guard let expected, expected != version else { return nil }
        return .versionMismatch(field: "expected_version", expected: expected, actual: version)
    }
}

extension Rejection {
    package static func webhookNotFound(_ id: WebhookID) -> Rejection {
        Rejection(
            .webhookNotFound, field: "webhook_id", "there is no webhook endpoint \(id)",
            facts: [Fact("webhook_id", id)])
    }

    static func webhookDisabled(_ endpoint: WebhookEndpoint) -> Rejection {
        let reason = endpoint.disabledReason
        return Rejection(
            .webhookDisabled, field: "webhook_id",
            "the webhook endpoint \(endpoint.id) is switched off"
                + (reason.isEmpty ? "" : " because of \"\(reason)\""),
            facts: [Fact("webhook_id", endpoint.id), Fact("disabled_reason", reason)])
    }

    fileprivate static func webhookInUse(_ endpoint: WebhookEndpoint) -> Rejection {
        Rejection(
            .webhookInUse, field: "webhook_id",
            "\(endpoint.url) is the call_back_url of monitors, \(endpoint.monitorCount) in all",
            facts: [
                Fact("webhook_id", endpoint.id), Fact("monitor_count", endpoint.monitorCount),
            ])
    }

    /// An endpoint of monitors is what they make it.
    fileprivate static func standing(field: String) -> Rejection {
        Rejection(
            .fieldInvalid, field: field,
            "can't be changed, because the endpoint stands for the call_back_url of monitors")
    }
}
