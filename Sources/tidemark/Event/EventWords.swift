import Messages

extension V1.Event {
    /// What happened, in one line: `100.50 USD  @world -> @alice`.
    var words: String {
        switch payload {
        case .balance(let balance):
            balance.name == balance.balanceID
                ? "\(balance.currency)  \(balance.balanceID)"
                : "\(balance.name)  \(balance.currency)  \(balance.balanceID)"
        case .transaction(let transaction): transaction.words(type)
        case .monitorNotification(let notification): notification.words
        case .ledger(let ledger): "\(ledger.name)  \(ledger.ledgerID)"
        case .monitor(let monitor):
            [monitor.conditionText, monitor.description, monitor.monitorID]
                .filter { !$0.isEmpty }.joined(separator: "  ")
        case nil: ""
        }
    }

    /// How it stands out: alarms before money, money before the rest.
    var look: Style.Look? {
        switch type {
        case .balanceMonitor: .alarm
        case .balanceMonitorCleared: .good
        case .transactionApplied, .transactionCommitted: .good
        case .transactionInflight, .transactionScheduled, .transactionRefunded: .attention
        case .transactionVoid, .transactionExpired, .transactionCancelled: .attention
        case .transactionRejected: .alarm
        case .balanceCreated, .balanceUpdated, .ledgerCreated, .ledgerUpdated: .description
        case .monitorCreated, .monitorUpdated, .monitorDeleted: .description
        case .unspecified: nil
        }
    }
}

extension V1.Transaction {
    /// `30.00 USD  @alice -> @hotel  ref_…  of txn_…  first night`
    fileprivate func words(_ type: V1.EventType) -> String {
        [money.text(preciseAmount), route, reference, circumstance(type), description]
            .filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// What matters of it beside what moved: whose part it is, until when, why not.
    private func circumstance(_ type: V1.EventType) -> String {
        switch type {
        case .transactionInflight:
            if let inflightExpiresAt { return "until \(inflightExpiresAt.text)" }
            return inflightCommitAt.map { "commits itself \($0.text)" } ?? ""
        case .transactionScheduled: return scheduledFor.map { "for \($0.text)" } ?? ""
        case .transactionRejected: return rejectionText ?? ""
        default: return parentTransaction.isEmpty ? "" : "of \(parentTransaction)"
        }
    }
}

extension V1.MonitorNotification {
    /// What it is told of: the sum, or the balance by its indicator, or by its id where it has
    /// none.
    var watched: String {
        if let monitor, monitor.rollUp != nil { return monitor.scopeText }
        return indicator.isEmpty ? balanceID : indicator
    }

    /// `900.00 USD -> 1100.50 USD`
    var change: String {
        let condition = monitor?.condition ?? monitor?.conditions.first
        let money = condition?.money(currency) ?? Money(currency, multiplier: 0)
        return "\(money.text(observedBefore)) -> \(money.text(observedAfter))"
    }

    /// `@alice  debit_balance > 1000.00: 900.00 USD -> 1100.50 USD  critical  description`
    fileprivate var words: String {
        guard let monitor else { return balanceID }
        let subject = monitor.rollUp == nil ? watched : "sum over \(watched)"
        return [subject, "\(conditionText): \(change)", severity, monitor.description]
            .filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
