extension Book where Self: ~Copyable {
    mutating func create(_ command: CreateMonitor, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        if let id = command.id, let present = try monitor(id) {
            guard present.request == command else {
                return .rejected(.duplicateID(field: "monitor_id", id))
            }
            return .replayed(.monitor(try view(present)), sequence: commit.stamp.sequence - 1)
        }
        let place: MonitorPlace
        switch try find(command.target, &commit) {
        case .success(let found): place = found
        case .failure(let refusal): return .rejected(refusal)
        }
        var made = Monitor(
            id: command.id ?? commit.identifiers.make(), ordinal: try nextMonitorOrdinal(),
            scope: place.scope, question: command.question, trigger: command.trigger,
            cooldown: command.cooldown, overrideKey: command.overrideKey,
            isEnabled: command.isEnabled, description: command.description,
            callBackURL: command.callBackURL, metaData: command.metaData, createdAt: commit.time,
            request: command.id == nil ? nil : command)
        if let refusal = try refusal(of: made, instead: nil, at: place) {
            return .rejected(refusal)
        }
        if let refusal = try refusal(ofCallBackURL: made.callBackURL) {
            return .rejected(refusal)
        }

        // From here on it must succeed.
        made.standing = made.standing.asking(made.question, of: place.figures)
        try save(made)
        try attach(made, to: place)
        try attachCallBack(made.callBackURL, &commit)
        try emit(.monitorCreated(made), &commit)
        if command.firesImmediately, made.isEnabled, let figures = place.figures {
            try speak(&made, figures, at: place, &commit)
        }
        return .applied(.monitor(MonitorView(made, place.figures)))
    }

    mutating func update(_ command: UpdateMonitor, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard let former = try monitor(command.id) else {
            return .rejected(.monitorNotFound(command.id))
        }
        let place: MonitorPlace
        switch try self.place(of: former, after: command.target, &commit) {
        case .success(let found): place = found
        case .failure(let refusal): return .rejected(refusal)
        }
        if let refusal = former.refusal(expecting: command.expectedVersion) {
            return .rejected(refusal)
        }
        var monitor = former
        do throws(Rejection) {
            monitor.question = try command.question.applied(to: former.question)
        } catch {
            return .rejected(error)
        }
        guard let metaData = command.metaData.applied(to: former.metaData) else {
            return .rejected(.metaDataTooLarge)
        }
        monitor.scope = place.scope
        monitor.trigger = command.trigger.applied(to: former.trigger)
        monitor.cooldown = command.cooldown.applied(to: former.cooldown)
        monitor.overrideKey = command.overrideKey.applied(to: former.overrideKey)
        monitor.isEnabled = command.isEnabled.applied(to: former.isEnabled)
        monitor.description = command.description.applied(to: former.description)
        monitor.callBackURL = command.callBackURL.applied(to: former.callBackURL)
        monitor.metaData = metaData
        monitor.updatedAt = commit.time
        monitor.version += 1
        if let refusal = try refusal(of: monitor, instead: former, at: place) {
            return .rejected(refusal)
        }
        if let refusal = try refusal(ofCallBackURL: monitor.callBackURL) {
            return .rejected(refusal)
        }

        // From here on it must succeed.
        if monitor.isAskedAfresh(since: former) {
            monitor.standing = monitor.standing(since: former, on: place.figures)
            if former.scope.isLedgerRule { try deleteStandings(of: former.id) }
        }
        try save(monitor)
        try attach(monitor, to: place)
        try detach(former)
        if monitor.callBackURL != former.callBackURL {
            try detachCallBack(former.callBackURL)
            try attachCallBack(monitor.callBackURL, &commit)
        }
        try emit(.monitorUpdated(monitor), &commit)
        return .applied(.monitor(MonitorView(monitor, place.figures)))
    }

    mutating func delete(_ command: DeleteMonitor, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        if try isDamaged(command.id) { return try deleteDamaged(command, &commit) }
        guard let former = try monitor(command.id) else {
            return .rejected(.monitorNotFound(command.id))
        }
        if let refusal = former.refusal(expecting: command.expectedVersion) {
            return .rejected(refusal)
        }

        // From here on it must succeed.
        let last = try view(former)
        try delete(former)
        try detach(former)
        if former.scope.isLedgerRule { try deleteStandings(of: former.id) }
        try detachCallBack(former.callBackURL)
        try emit(.monitorDeleted(former), &commit)
        return .applied(.monitorDeleted(last))
    }

    /// Deletes a monitor of which nothing can be read: what leads to it is found by looking through
    /// the indexes.
    private mutating func deleteDamaged(
        _ command: DeleteMonitor, _ commit: inout Commit
    ) throws(Failure) -> Outcome {
        if let expected = command.expectedVersion {
            return .rejected(
                .versionMismatch(field: "expected_version", expected: expected, actual: 0))
        }
        let owners = try deleteDamagedMonitor(command.id)
        for owner in owners { try refresh(owner) }
        try deleteStandings(of: command.id)
        try emit(.damagedMonitorDeleted(command.id), &commit)
        return .applied(.damagedMonitorDeleted(command.id))
    }

    /// A monitor with its answer of now.
    package func view(_ monitor: Monitor) throws(Failure) -> MonitorView {
        MonitorView(monitor, try figures(of: monitor.scope))
    }

    /// What a monitor looks at now; nil for a ledger rule.
    private func figures(of scope: MonitorScope) throws(Failure) -> Figures? {
        switch scope {
        case .balance(let id): try balance(id).map(Figures.init)
        case .rollUp(let selection, let place):
            try rollUp(selection.currency, place.slot).map { Figures($0.sums) }
        case .ledgerRule: nil
        }
    }
}

extension Monitor {
    fileprivate func refusal(expecting expected: UInt64?) -> Rejection? {
        guard let expected, expected != version else { return nil }
        return .versionMismatch(field: "expected_version", expected: expected, actual: version)
    }

    /// What it remembers when it begins anew. The steps of another ladder have fired never yet, and
    /// what fired anywhere says nothing of one balance.
    fileprivate func standing(since former: Monitor, on figures: Figures?) -> MonitorStanding {
        let isOther =
            question.isLadder && question != former.question
            || scope.isLedgerRule != former.scope.isLedgerRule
        let known = isOther ? MonitorStanding(of: question) : standing
        return known.asking(question, of: figures)
    }

    /// Whether an update changed what it watches, so that it begins anew.
    fileprivate func isAskedAfresh(since former: Monitor) -> Bool {
        scope != former.scope || question != former.question || isEnabled != former.isEnabled
    }
}
