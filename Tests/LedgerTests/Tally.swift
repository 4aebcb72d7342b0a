import Ledger
import TestSupport

/// Counts what random runs have come across, so that a workload that loses a part of the world is
/// noticed.
struct Tally: Sendable, CustomStringConvertible {
    private(set) var counts: [String: Int] = [:]

    mutating func count(_ command: Command, _ outcome: Outcome, _ book: DictionaryBook) {
        let name = command.name
        if case .createChild(let child) = command, case .applied = outcome {
            counts["\(child.order.part) applied", default: 0] += 1
        }
        switch outcome {
        case .replayed: counts["\(name) replayed", default: 0] += 1
        case .rejected(let rejection):
            counts["\(name) \(rejection.reason.rawValue)", default: 0] += 1
        case .applied:
            counts["\(name) applied", default: 0] += 1
            count(outcome.transaction)
            count(outcome.transaction.flatMap { book.transactionLineages[$0.transaction.id] }, book)
            for event in book.events.reversed().prefix(while: { $0.sequence == book.sequence }) {
                switch event.content {
                case .monitorFired(let told): count(told)
                case .monitorCleared: counts["cleared", default: 0] += 1
                default: break
                }
            }
        }
    }

    /// What is special about a firing.
    private mutating func count(_ told: MonitorNotification) {
        let (question, trigger) = (told.monitor.question, told.monitor.trigger)
        let condition = question.parts[told.step ?? 0]
        counts["fired \(condition.field)", default: 0] += 1
        counts["fired \(condition.comparison) \(trigger)", default: 0] += 1
        let shape =
            switch question {
            case .one: condition.isFixed ? "one" : "a share"
            case .several(_, let join): "\(join) of several"
            case .ladder: "a step"
            }
        counts["fired \(shape) \(trigger)", default: 0] += 1
        let scope =
            switch told.monitor.scope {
            case .balance: "a balance"
            case .rollUp: "a sum"
            case .ledgerRule: "a rule"
            }
        counts["fired for \(scope)", default: 0] += 1
        if condition.rearm != nil { counts["fired rearmed", default: 0] += 1 }
        if told.suppressedCount > 0 { counts["fired after a cooldown", default: 0] += 1 }
        if told.transactionID == nil { counts["fired without a transaction", default: 0] += 1 }
        if told.observations[0].after == condition.preciseValue {
            counts["fired exactly at the threshold", default: 0] += 1
        }
    }

    /// What is special about a transaction.
    private mutating func count(_ result: TransactionResult?) {
        guard let result else { return }
        let (order, movement) = (result.transaction.order, result.transaction.movement)
        counts["\(result.transaction.kind) \(result.progress.status)", default: 0] += 1
        if let rejection = result.progress.rejection {
            counts["later \(rejection.reason.rawValue)", default: 0] += 1
        }
        let legs = movement.map { $0.sources + $0.destinations } ?? []
        if order.sources.count > 1, order.destinations.count > 1 {
            counts["n:m \(result.transaction.kind)", default: 0] += 1
        }
        if legs.contains(where: { $0.amount == .zero }) {
            counts["a share of nothing", default: 0] += 1
        }
    }

    /// Whose money it was.
    private mutating func count(_ lineage: TransactionLineage?, _ book: DictionaryBook) {
        guard let lineage else { return }
        for (id, parts) in Dictionary(grouping: lineage.allocations, by: \.balanceID) {
            guard let strategy = book.balances[id]?.allocation else { continue }
            let providers = Set(parts.map(\.provider)).count
            counts["\(strategy) of \(providers > 1 ? "several" : "one")", default: 0] += 1
        }
        for deposit in lineage.deposits {
            let name = book.provider(deposit.provider, of: deposit.balanceID)?.name ?? ""
            counts["provided by \(name.hasPrefix("bln_") ? "an id" : name)", default: 0] += 1
        }
    }

    /// A batch as a whole.
    mutating func count(_ batch: String) { counts["batch \(batch)", default: 0] += 1 }

    mutating func add(_ other: Tally) {
        counts.merge(other.counts, uniquingKeysWith: +)
    }

    var description: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    }

    /// Of what is expected, what a few thousand runs come across some ten times only, and so may
    /// miss altogether: asked for where there are many more.
    static let rare: Set<String> = [
        "cancelTransaction replayed", "createChild BALANCE_CLOSED",
        "createChild CREDIT_LIMIT_EXCEEDED", "createChild FIELD_INVALID",
        "createMonitor AMOUNT_OVERFLOW", "updateMonitor FIELD_REQUIRED",
        "updateMonitor LEDGER_NOT_FOUND", "fired after a cooldown", "fired equal bothEdges",
        "fired equal everyMatch", "fired all of several bothEdges",
        "fired all of several crossing", "fired all of several everyMatch", "n:m commit",
        "n:m holdUpdate", "n:m void",
    ]

    /// What has to come up in many runs, and but for what is rare in any few thousand.
    static let expected: Set<String> = {
        let outcomes: [String: [String]] = [
            "createLedger": ["applied", "replayed", "DUPLICATE_ID"],
            "updateLedger": ["applied", "LEDGER_NOT_FOUND", "VERSION_MISMATCH"],
            "createBalance": [
                "applied", "replayed", "DUPLICATE_ID", "LEDGER_NOT_FOUND", "DUPLICATE_INDICATOR",
            ],
            "updateBalance": [
                "applied", "BALANCE_NOT_FOUND", "VERSION_MISMATCH", "BALANCE_NOT_EMPTY",
            ],
            "createTransaction": [
                "applied", "replayed", "DUPLICATE_REFERENCE", "DUPLICATE_ID", "LEDGER_NOT_FOUND",
                "BALANCE_NOT_FOUND", "SAME_BALANCE", "CURRENCY_MISMATCH", "BALANCE_FROZEN",
                "BALANCE_CLOSED", "VERSION_MISMATCH", "PRECISION_MISMATCH",
                "AMOUNT_OVERFLOW", "INSUFFICIENT_FUNDS", "OVERDRAFT_LIMIT_EXCEEDED",
                "CREDIT_LIMIT_EXCEEDED", "DUPLICATE_LEG", "DISTRIBUTION_MISMATCH", "TIME_PASSED",
            ],
            "createChild": [
                "replayed", "DUPLICATE_REFERENCE", "TRANSACTION_NOT_FOUND", "NOT_INFLIGHT",
                "ALREADY_COMMITTED", "ALREADY_VOIDED", "HOLD_EXPIRED", "COMMIT_EXCEEDS_REMAINING",
                "NOT_REFUNDABLE", "REFUND_EXCEEDS_REMAINING", "TIME_PASSED", "FIELD_INVALID",
                "INVALID_AMOUNT", "VERSION_MISMATCH", "PRECISION_MISMATCH", "BALANCE_FROZEN",
                "BALANCE_CLOSED", "DISTRIBUTION_MISMATCH", "AMOUNT_OVERFLOW", "INSUFFICIENT_FUNDS",
                "OVERDRAFT_LIMIT_EXCEEDED", "CREDIT_LIMIT_EXCEEDED",
            ],
            "cancelTransaction": [
                "applied", "replayed", "TRANSACTION_NOT_FOUND", "NOT_SCHEDULED",
            ],
            "runScheduled": ["applied", "NOT_SCHEDULED"],
            "commitDue": ["applied", "NOT_INFLIGHT", "TRANSACTION_NOT_FOUND"],
            "expireDue": ["applied", "NOT_INFLIGHT", "TRANSACTION_NOT_FOUND"],
            "batch": ["applied", "refused", "dry"],
            "createMonitor": [
                "applied", "replayed", "DUPLICATE_ID", "BALANCE_NOT_FOUND", "PRECISION_MISMATCH",
                "LEDGER_NOT_FOUND", "FIELD_INVALID", "AMOUNT_OVERFLOW",
            ],
            "updateMonitor": [
                "applied", "BAL_MONITOR_NOT_FOUND", "BALANCE_NOT_FOUND", "VERSION_MISMATCH",
                "INEXACT_AMOUNT", "PRECISION_MISMATCH", "LEDGER_NOT_FOUND", "FIELD_INVALID",
                "FIELD_REQUIRED",
            ],
            "deleteMonitor": ["applied", "BAL_MONITOR_NOT_FOUND", "VERSION_MISMATCH"],
        ]
        var expected = Set(
            outcomes.flatMap { name, outcomes in outcomes.map { "\(name) \($0)" } })
        for comparison in Condition.Comparison.allCases {
            for trigger in Trigger.allCases { expected.insert("fired \(comparison) \(trigger)") }
        }
        for field in Condition.Field.allCases { expected.insert("fired \(field)") }
        for shape in ["one", "a share", "all of several", "any of several", "a step"] {
            for trigger in Trigger.allCases { expected.insert("fired \(shape) \(trigger)") }
        }
        return expected.union([
            "fired exactly at the threshold", "fired for a balance", "fired for a sum",
            "fired for a rule", "fired rearmed", "fired after a cooldown",
            "fired without a transaction", "cleared", "a share of nothing", "n:m transfer",
            "n:m hold",
            "n:m commit", "n:m void", "n:m holdUpdate", "n:m refund", "transfer scheduled",
            "hold scheduled", "transfer rejected", "hold rejected", "void expired",
            "commit rest applied", "commit part applied", "refund rest applied",
            "refund part applied", "raise or lower applied", "extend applied", "void applied",
            "firstInFirstOut of several", "lastInFirstOut of several", "proportional of several",
            "provided by stripe", "provided by @world", "provided by an id",
            "later INSUFFICIENT_FUNDS", "later BALANCE_FROZEN", "later TIME_PASSED",
        ])
    }()
}

extension ChildOrder {
    fileprivate var part: String {
        switch action {
        case .commit(.rest): "commit rest"
        case .commit(.amount): "commit part"
        case .refund(.rest): "refund rest"
        case .refund(.amount): "refund part"
        case .void: "void"
        case .expire: "expire"
        case .update(let change): change.total == .keep ? "extend" : "raise or lower"
        }
    }
}

extension Command {
    fileprivate var name: String {
        switch self {
        case .createLedger: "createLedger"
        case .updateLedger: "updateLedger"
        case .createBalance: "createBalance"
        case .updateBalance: "updateBalance"
        case .createTransaction: "createTransaction"
        case .createChild: "createChild"
        case .cancelTransaction: "cancelTransaction"
        case .runScheduled: "runScheduled"
        case .commitDue: "commitDue"
        case .expireDue: "expireDue"
        case .createMonitor: "createMonitor"
        case .updateMonitor: "updateMonitor"
        case .deleteMonitor: "deleteMonitor"
        case .createWebhook: "createWebhook"
        case .updateWebhook: "updateWebhook"
        case .deleteWebhook: "deleteWebhook"
        case .rotateWebhookSecret: "rotateWebhookSecret"
        case .retryDelivery: "retryDelivery"
        case .sendTestEvent: "sendTestEvent"
        case .createSubscription: "createSubscription"
        case .deleteSubscription: "deleteSubscription"
        case .note: "note"
        }
    }
}
