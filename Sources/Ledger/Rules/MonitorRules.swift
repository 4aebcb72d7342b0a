extension Book where Self: ~Copyable {
    mutating func create(_ command: CreateMonitor, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        if let id = command.id, let present = try monitor(id) {
            guard present.request == command else {
                return .rejected(.duplicateID(field: "monitor_id", id))
            }
            return .replayed(
                .monitor(present, isMet: try isMet(present)), sequence: commit.stamp.sequence - 1)
        }
        var balance: Balance
        switch try watched(command.balance) {
        case .success(let found): balance = found
        case .failure(let refusal): return .rejected(refusal)
        }
        if let refusal = balance.refusal(of: command.condition) { return .rejected(refusal) }
        if let refusal = try refusal(ofCallBackURL: command.callBackURL) {
            return .rejected(refusal)
        }

        // From here on it must succeed.
        let made = Monitor(
            id: command.id ?? commit.identifiers.make(), ordinal: try nextMonitorOrdinal(),
            balanceID: balance.id, condition: command.condition, trigger: command.trigger,
            isEnabled: command.isEnabled, description: command.description,
            callBackURL: command.callBackURL, metaData: command.metaData, createdAt: commit.time,
            request: command.id == nil ? nil : command)
        try save(made)
        balance.attach(made)
        try save(balance)
        try attachCallBack(made.callBackURL, &commit)
        try emit(.monitorCreated(made), &commit)
        return .applied(.monitor(made, isMet: made.condition.holds(for: balance.sums)))
    }

    mutating func update(_ command: UpdateMonitor, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard let former = try monitor(command.id) else {
            return .rejected(.monitorNotFound(command.id))
        }
        let named: MonitoredBalance = command.balance.applied(to: .id(former.balanceID))
        var balance: Balance
        switch try watched(named) {
        case .success(let found): balance = found
        case .failure(let refusal): return .rejected(refusal)
        }
        if let expected = command.expectedVersion, expected != former.version {
            return .rejected(
                .versionMismatch(
                    field: "expected_version", expected: expected, actual: former.version))
        }
        let condition: Condition
        do {
            condition = try command.condition.applied(to: former.condition)
        } catch {
            return .rejected(.invalidAmount(error, field: "condition.value"))
        }
        if let refusal = balance.refusal(of: condition) { return .rejected(refusal) }
        guard let metaData = command.metaData.applied(to: former.metaData) else {
            return .rejected(.metaDataTooLarge)
        }
        let callBackURL = command.callBackURL.applied(to: former.callBackURL)
        if let refusal = try refusal(ofCallBackURL: callBackURL) { return .rejected(refusal) }

        // From here on it must succeed.
        var monitor = former
        monitor.balanceID = balance.id
        monitor.condition = condition
        monitor.trigger = command.trigger.applied(to: former.trigger)
        monitor.isEnabled = command.isEnabled.applied(to: former.isEnabled)
        monitor.description = command.description.applied(to: former.description)
        monitor.callBackURL = callBackURL
        monitor.metaData = metaData
        monitor.updatedAt = commit.time
        monitor.version += 1
        try save(monitor)
        try detach(former)
        balance = try self.balance(balance.id) ?? balance
        balance.attach(monitor)
        try save(balance)
        if callBackURL != former.callBackURL {
            try detachCallBack(former.callBackURL)
            try attachCallBack(callBackURL, &commit)
        }
        try emit(.monitorUpdated(monitor), &commit)
        return .applied(.monitor(monitor, isMet: condition.holds(for: balance.sums)))
    }

    mutating func delete(_ command: DeleteMonitor, _ commit: inout Commit) throws(Failure)
        -> Outcome
    {
        guard let former = try monitor(command.id) else {
            return .rejected(.monitorNotFound(command.id))
        }
        if let expected = command.expectedVersion, expected != former.version {
            return .rejected(
                .versionMismatch(
                    field: "expected_version", expected: expected, actual: former.version))
        }

        // From here on it must succeed.
        let isMet = try isMet(former)
        try delete(former)
        try detach(former)
        try detachCallBack(former.callBackURL)
        try emit(.monitorDeleted(former), &commit)
        return .applied(.monitorDeleted(former, isMet: isMet))
    }

    /// Whether the condition holds now.
    package func isMet(_ monitor: Monitor) throws(Failure) -> Bool {
        guard let balance = try balance(monitor.balanceID) else { return false }
        return monitor.condition.holds(for: balance.sums)
    }

    private func watched(
        _ named: MonitoredBalance
    ) throws(Failure) -> Swift.Result<Balance, Rejection> {
        switch named {
        case .id(let id):
            guard let balance = try balance(id) else {
                return .failure(.balanceNotFound(id, field: "balance_id"))
            }
            return .success(balance)
        case .indicator(let indicator, let currency):
            guard let id = try balanceID(indicator, currency), let balance = try balance(id) else {
                return .failure(.balanceNotFound(indicator, currency, field: "indicator"))
            }
            return .success(balance)
        }
    }

    /// Clears the bit of a kind of which the balance has no monitor any more. The monitor itself
    /// has left the index before.
    private mutating func detach(_ monitor: Monitor) throws(Failure) {
        guard monitor.isEnabled, var balance = try balance(monitor.balanceID) else { return }
        let others = try monitorIDs(of: balance.id, monitor.watch, in: .min ... .max, limit: 1)
        guard others.isEmpty else { return }
        balance.watched.remove(monitor.watch)
        try save(balance)
    }
}

extension Balance {
    /// A monitor's precision has to be the balance's.
    fileprivate func refusal(of condition: Condition) -> Rejection? {
        let given: Int64? =
            switch condition.threshold {
            case .minorUnits: condition.precision
            case .decimal: condition.precision ?? 1
            }
        guard let given, let multiplier, given != multiplier else { return nil }
        return .precisionMismatch(
            field: "condition.precision", self, given: given, multiplier: multiplier)
    }

    /// Marks the kind of an enabled monitor, and takes over the precision of its value where the
    /// balance has none yet, so that no later transaction can give the threshold another meaning.
    fileprivate mutating func attach(_ monitor: Monitor) {
        if monitor.isEnabled { watched.insert(monitor.watch) }
        if case .decimal = monitor.condition.threshold, multiplier == nil {
            multiplier = monitor.condition.precision ?? 1
        }
    }
}

extension ConditionChange {
    fileprivate func applied(to old: Condition) throws(AmountText.Failure) -> Condition {
        try Condition(
            field: field.applied(to: old.field),
            comparison: comparison.applied(to: old.comparison),
            threshold: threshold.applied(to: old.threshold),
            precision: precision.applied(to: old.precision))
    }
}
