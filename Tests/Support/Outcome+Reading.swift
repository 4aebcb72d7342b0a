package import Ledger

// What a test expects an outcome to hold; nil where it holds something else.
extension Outcome {
    /// What was done, now or before.
    private var result: Result? {
        switch self {
        case .applied(let result), .replayed(let result, _): result
        case .rejected: nil
        }
    }

    package var ledger: LedgerRecord? {
        if case .ledger(let ledger) = result { ledger } else { nil }
    }

    package var balance: BalanceView? {
        if case .balance(let balance) = result { balance } else { nil }
    }

    package var transaction: TransactionResult? {
        if case .transaction(let transaction) = result { transaction } else { nil }
    }

    package var monitor: Monitor? { monitorView?.monitor }

    /// Whether a monitor's condition holds now.
    package var isMet: Bool? { monitorView?.isMet }

    package var monitorView: MonitorView? {
        switch result {
        case .monitor(let view), .monitorDeleted(let view): view
        default: nil
        }
    }

    package var subscription: SubscriptionView? {
        switch result {
        case .subscription(let view), .subscriptionDeleted(let view): view
        default: nil
        }
    }

    /// Whether it was done before, by an equal command.
    package var isReplay: Bool {
        if case .replayed = self { true } else { false }
    }

    package var rejection: Rejection? {
        if case .rejected(let rejection) = self { rejection } else { nil }
    }
}

extension Rejection {
    /// The value of a fact by its name.
    package func fact(_ name: String) -> String? { facts.first { $0.name == name }?.value }
}
