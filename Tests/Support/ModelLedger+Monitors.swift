import Ledger

extension ModelLedger {
    /// A monitor, as a list of tests that are all asked again after every change.
    struct Watch: Sendable {
        var id: MonitorID
        var ordinal: UInt64
        var subject: Subject
        var question: Question
        var trigger: Trigger
        var cooldown: Int64?
        var key: String
        var isEnabled: Bool
        var description: String
        var version: UInt64 = 1
        var fired: UInt64 = 0
        var swallowed: UInt64 = 0
        /// What it thinks of each account that it watches by itself; of a sum or of its own account
        /// under nil.
        var memories: [BalanceID?: Memory] = [:]
        var request: CreateMonitor?
    }

    enum Subject: Equatable, Sendable {
        case account(BalanceID)
        case sum(BalanceSelection)
        case each(LedgerRule)
    }

    mutating func create(_ command: CreateMonitor, _ made: Made, _ now: Timestamp) -> Verdict {
        if let present = watches.first(where: { $0.id == command.id }) {
            return present.request == command
                ? .replayed(sequence: sequence) : .refused(Fault(.duplicateID, "monitor_id"))
        }
        let (subject, missing) = named(command.target)
        guard let subject else { return verdict([missing]) }
        var watch = Watch(
            id: command.id ?? made.monitor, ordinal: watchesMade + 1, subject: subject,
            question: Question(command.question), trigger: command.trigger,
            cooldown: command.cooldown, key: command.overrideKey, isEnabled: command.isEnabled,
            description: command.description, request: command.id == nil ? nil : command)
        if let fault = fault(of: watch) { return .refused(fault) }
        watchesMade += 1
        begin(&watch)
        watches.append(watch)
        adopt(watch)
        heard.append("monitor created")
        if command.firesImmediately, command.isEnabled, let figures = figures(of: watch) {
            speak(watches.count - 1, of: figures, now)
        }
        return .applied
    }

    mutating func update(_ command: UpdateMonitor) -> Verdict {
        guard let position = watches.firstIndex(where: { $0.id == command.id }) else {
            return .refused(Fault(.monitorNotFound, "monitor_id"))
        }
        let former = watches[position]
        var watch = former
        var faults: [Fault] = []
        if case .set(let target) = command.target {
            let (subject, missing) = named(target)
            watch.subject = subject ?? watch.subject
            if subject == nil { faults.append(missing) }
        }
        if let expected = command.expectedVersion, expected != watch.version {
            faults.append(Fault(.versionMismatch, "expected_version", "\(watch.version)"))
        }
        guard faults.isEmpty else { return verdict(faults) }
        switch former.question.changed(by: command.question) {
        case .success(let question): watch.question = question
        case .failure(let fault): return .refused(fault)
        }
        if case .set(let trigger) = command.trigger { watch.trigger = trigger }
        if case .set(let cooldown) = command.cooldown { watch.cooldown = cooldown }
        if case .set(let key) = command.overrideKey { watch.key = key }
        if case .set(let isEnabled) = command.isEnabled { watch.isEnabled = isEnabled }
        if case .set(let description) = command.description { watch.description = description }
        if let fault = fault(of: watch) { return .refused(fault) }
        watch.version += 1
        let isOther = watch.subject != former.subject || watch.question != former.question
        if isOther || watch.isEnabled != former.isEnabled {
            let isNewLadder = watch.question.isLadder && watch.question != former.question
            begin(&watch, knowing: isNewLadder ? [:] : former.memories)
        }
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

    /// What a request names, or the fault of naming nothing.
    private func named(_ target: MonitorTarget) -> (Subject?, Fault) {
        switch target {
        case .balance(.id(let id)):
            return (account(id).map { .account($0.id) }, Fault(.balanceNotFound, "balance_id"))
        case .balance(.indicator(let indicator, let currency)):
            let found = account(indicator, currency)
            return (found.map { .account($0.id) }, Fault(.balanceNotFound, "indicator"))
        case .rollUp(let selection):
            let isThere = selection.ledgerID.map { id in ledgers.contains { $0.id == id } } ?? true
            return (isThere ? .sum(selection) : nil, Fault(.ledgerNotFound, "ledger_id"))
        case .ledgerRule(let rule):
            let isThere = ledgers.contains { $0.id == rule.ledgerID }
            return (isThere ? .each(rule) : nil, Fault(.ledgerNotFound, "ledger_id"))
        }
    }
}

// MARK: - What forbids it

extension ModelLedger {
    private func fault(of watch: Watch) -> Fault? {
        switch watch.subject {
        case .account(let id):
            guard var precision = account(id).map(\.precision) else { return nil }
            for (part, test) in watch.question.tests.enumerated() {
                if let given = test.writtenPrecision, let precision, given != precision {
                    let path =
                        watch.question.isLadder ? "condition" : watch.question.path(of: part)
                    return Fault(.precisionMismatch, "\(path).precision")
                }
                if test.isDecimal { precision = precision ?? test.writtenPrecision }
            }
            return nil
        case .each(let rule):
            guard rule.currency == nil,
                let part = watch.question.tests.firstIndex(where: \.isDecimal)
            else { return nil }
            return Fault(.fieldInvalid, "\(watch.question.path(of: part)).value")
        case .sum(let selection):
            if !watch.key.isEmpty { return Fault(.fieldInvalid, "override_key") }
            let part = watch.question.tests.firstIndex { test in
                if case .percent(let share) = test.threshold { share.base.isLimit } else { false }
            }
            if let part {
                return Fault(
                    .fieldInvalid, "\(watch.question.path(of: part)).percent_of.limit")
            }
            // A sum that was kept for another monitor can't be too large.
            let isKept = watches.contains { $0.subject == watch.subject }
            return isKept || total(of: selection) != nil
                ? nil : Fault(.amountOverflow, "amount")
        }
    }

    /// A balance without a precision takes it from the first decimal used on it.
    private mutating func adopt(_ watch: Watch) {
        guard case .account(let id) = watch.subject,
            let test = watch.question.tests.first(where: \.isDecimal)
        else { return }
        for position in accounts.indices where accounts[position].id == id {
            accounts[position].precision = accounts[position].precision ?? test.writtenPrecision
        }
    }

    /// Whether moving so much would make a sum over accounts leave 128 bits.
    func sumFaults(_ from: [(End, Int128)], _ to: [(End, Int128)]) -> [Fault] {
        let standings = standings()
        for watch in watches {
            guard case .sum(let selection) = watch.subject else { continue }
            for (ends, side) in [(from, Sums.Side.debit), (to, .credit)] {
                let moved = ends.filter { end, amount in
                    amount > 0 && (end.account.map { belongs($0, to: selection) } ?? false)
                }.map(\.1)
                guard !moved.isEmpty else { continue }
                let pools = accounts.filter { belongs($0, to: selection) }.flatMap { account in
                    let standing = standings[account.id] ?? Standing()
                    return side == .debit
                        ? [standing.debit, standing.inflightDebit]
                        : [standing.credit, standing.inflightCredit]
                }
                if Self.added(pools + moved) == nil { return [Fault(.amountOverflow, "amount")] }
            }
        }
        return []
    }
}
