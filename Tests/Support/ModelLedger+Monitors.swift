import Ledger

extension ModelLedger {
    mutating func create(_ command: CreateMonitor, _ made: Made) -> Verdict {
        if let present = watches.first(where: { $0.id == command.id }) {
            return present.request == command
                ? .replayed(sequence: sequence) : .refused(Fault(.duplicateID, "monitor_id"))
        }
        let (found, missing) = named(command.balance)
        guard let account = found else { return verdict([missing]) }
        let watch = Watch(
            id: command.id ?? made.monitor, ordinal: watchesMade + 1, account: account.id,
            field: command.condition.field, comparison: command.condition.comparison,
            threshold: command.condition.threshold, precision: command.condition.precision,
            trigger: command.trigger, isEnabled: command.isEnabled,
            description: command.description, request: command.id == nil ? nil : command)
        guard !hasOtherPrecision(watch, account) else {
            return .refused(Fault(.precisionMismatch, "condition.precision"))
        }
        watchesMade += 1
        watches.append(watch)
        adopt(watch)
        heard.append("monitor created")
        return .applied
    }

    mutating func update(_ command: UpdateMonitor) -> Verdict {
        guard let position = watches.firstIndex(where: { $0.id == command.id }) else {
            return .refused(Fault(.monitorNotFound, "monitor_id"))
        }
        var watch = watches[position]
        var faults: [Fault] = []
        if case .set(let balance) = command.balance {
            let (found, missing) = named(balance)
            watch.account = found?.id ?? watch.account
            if found == nil { faults.append(missing) }
        }
        if let expected = command.expectedVersion, expected != watch.version {
            faults.append(Fault(.versionMismatch, "expected_version", "\(watch.version)"))
        }
        if case .set(let field) = command.condition.field { watch.field = field }
        if case .set(let comparison) = command.condition.comparison {
            watch.comparison = comparison
        }
        if case .set(let threshold) = command.condition.threshold { watch.threshold = threshold }
        if case .set(let precision) = command.condition.precision { watch.precision = precision }
        guard faults.isEmpty else { return verdict(faults) }
        if threshold(of: watch) == nil { return .refused(Fault(.inexactAmount, "condition.value")) }
        if let account = account(watch.account), hasOtherPrecision(watch, account) {
            return .refused(Fault(.precisionMismatch, "condition.precision"))
        }
        if case .set(let trigger) = command.trigger { watch.trigger = trigger }
        if case .set(let isEnabled) = command.isEnabled { watch.isEnabled = isEnabled }
        if case .set(let description) = command.description { watch.description = description }
        watch.version += 1
        watches[position] = watch
        adopt(watch)
        heard.append("monitor updated")
        return .applied
    }

    mutating func delete(_ command: DeleteMonitor) -> Verdict {
        guard let watch = watches.first(where: { $0.id == command.id }) else {
            return .refused(Fault(.monitorNotFound, "monitor_id"))
        }
        if let expected = command.expectedVersion, expected != watch.version {
            return .refused(Fault(.versionMismatch, "expected_version", "\(watch.version)"))
        }
        watches.removeAll { $0.id == command.id }
        heard.append("monitor deleted")
        return .applied
    }

    /// The balance a monitor names, or the fault of naming none.
    private func named(_ balance: MonitoredBalance) -> (Account?, Fault) {
        switch balance {
        case .id(let id): (account(id), Fault(.balanceNotFound, "balance_id"))
        case .indicator(let indicator, let currency):
            (account(indicator, currency), Fault(.balanceNotFound, "indicator"))
        }
    }
}

// MARK: - Thresholds and precision

extension ModelLedger {
    /// The precision a threshold is written in; nil for minor units without one.
    private func writtenPrecision(_ watch: Watch) -> Int64? {
        if case .decimal = watch.threshold { return watch.precision ?? 1 }
        return watch.precision
    }

    private func hasOtherPrecision(_ watch: Watch, _ account: Account) -> Bool {
        guard let own = account.precision, let other = writtenPrecision(watch) else { return false }
        return own != other
    }

    /// A balance without a precision takes it from the first decimal used on it.
    private mutating func adopt(_ watch: Watch) {
        guard case .decimal = watch.threshold else { return }
        for position in accounts.indices where accounts[position].id == watch.account {
            accounts[position].precision = accounts[position].precision ?? watch.precision ?? 1
        }
    }

    /// The threshold in minor units, by hand: the digits without their point, times the precision,
    /// and as many places back. Nil where something is left over.
    func threshold(of watch: Watch) -> Int128? {
        switch watch.threshold {
        case .minorUnits(let amount): return amount.minorUnits
        case .decimal(let text):
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            let places = parts.count == 2 ? parts[1].count : 0
            guard var value = Int128(parts.joined()) else { return nil }
            value *= Int128(watch.precision ?? 1)
            for _ in 0..<places {
                guard value % 10 == 0 else { return nil }
                value /= 10
            }
            return value
        }
    }
}

// MARK: - Firing

extension ModelLedger {
    func isMet(_ watch: Watch, _ figure: Int128) -> Bool {
        guard let threshold = threshold(of: watch) else { return false }
        return switch watch.comparison {
        case .greaterThan: figure > threshold
        case .lessThan: figure < threshold
        case .equal: figure == threshold
        case .notEqual: figure != threshold
        case .greaterThanOrEqual: figure >= threshold
        case .lessThanOrEqual: figure <= threshold
        }
    }

    /// Asks a watch what it makes of a figure's change, and counts if it fires.
    mutating func tell(_ position: Int, _ before: Int128, _ after: Int128) {
        let watch = watches[position]
        guard watch.isEnabled, isMet(watch, after), before != after else { return }
        if watch.trigger == .crossing, isMet(watch, before) { return }
        watches[position].fired += 1
        heard.append("fired \(watch.id) \(before) \(after) #\(watch.fired + 1)")
    }
}
