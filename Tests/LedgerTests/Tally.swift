import Ledger
import TestSupport

/// Counts what random runs have come across, so that a workload that loses a part of the world is
/// noticed.
struct Tally: Sendable, CustomStringConvertible {
    private(set) var counts: [String: Int] = [:]

    mutating func count(_ command: Command, _ outcome: Outcome, _ book: DictionaryBook) {
        let name = command.name
        switch outcome {
        case .replayed: counts["\(name) replayed", default: 0] += 1
        case .rejected(let rejection):
            counts["\(name) \(rejection.reason.rawValue)", default: 0] += 1
        case .applied:
            counts["\(name) applied", default: 0] += 1
            for event in book.events.reversed().prefix(while: { $0.sequence == book.sequence }) {
                guard case .monitorFired(let told) = event.content else { continue }
                let watch = told.monitor.watch
                counts["fired \(watch.field)", default: 0] += 1
                counts["fired \(watch.comparison) \(watch.trigger)", default: 0] += 1
                if told.observedAfter == told.monitor.condition.preciseValue {
                    counts["fired exactly at the threshold", default: 0] += 1
                }
            }
        }
    }

    mutating func add(_ other: Tally) {
        counts.merge(other.counts, uniquingKeysWith: +)
    }

    var description: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    }

    /// What has to come up in any few thousand runs.
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
                "CREDIT_LIMIT_EXCEEDED",
            ],
            "createMonitor": [
                "applied", "replayed", "DUPLICATE_ID", "BALANCE_NOT_FOUND", "PRECISION_MISMATCH",
            ],
            "updateMonitor": [
                "applied", "BAL_MONITOR_NOT_FOUND", "BALANCE_NOT_FOUND", "VERSION_MISMATCH",
                "INEXACT_AMOUNT", "PRECISION_MISMATCH",
            ],
            "deleteMonitor": ["applied", "BAL_MONITOR_NOT_FOUND", "VERSION_MISMATCH"],
        ]
        var expected = Set(
            outcomes.flatMap { name, outcomes in outcomes.map { "\(name) \($0)" } })
        for comparison in Condition.Comparison.allCases {
            for trigger in Trigger.allCases { expected.insert("fired \(comparison) \(trigger)") }
        }
        for field in ["balance", "creditBalance", "debitBalance", "availableBalance"] {
            expected.insert("fired \(field)")
        }
        return expected.union(["fired exactly at the threshold"])
    }()
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
        }
    }
}
