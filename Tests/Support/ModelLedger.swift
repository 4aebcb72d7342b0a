package import Ledger

/// The ledger once more, from its description and not from its code: lists that are searched from
/// the start, sums that are added up anew each time, monitors that are all asked before and after.
///
/// Shown a command and what the rules answered, it says what they should have answered, then holds
/// its own idea of the state against theirs. From the answer it takes nothing but the ids that the
/// rules made up.
package struct ModelLedger: Sendable {
    var ledgers: [Book] = [Book(id: .general, name: "General Ledger")]
    var accounts: [Account] = []
    var movements: [Movement] = []
    var watches: [Watch] = []
    var watchesMade: UInt64 = 0
    /// The number of the last commit.
    var sequence: UInt64 = 0
    /// What the last commit is to be heard of.
    var heard: [String] = []

    package init() {}

    struct Book: Sendable {
        var id: LedgerID
        var name: String
        var version = 1
        var request: CreateLedger?
    }

    struct Account: Sendable {
        var id: BalanceID
        var currency: Currency
        var indicator: Indicator?
        var ledger: LedgerID
        var identity = ""
        var status = BalanceStatus.open
        var precision: Int64?
        var overdraft: Int128?
        var ceiling: Int128?
        var request: CreateBalance?
    }

    struct Movement: Sendable {
        var id: TransactionID
        var command: CreateTransaction
        var from: BalanceID
        var to: BalanceID
        var stamp: Stamp
        var amount: Int128 { command.order.amount.minorUnits }
    }

    struct Watch: Sendable {
        var id: MonitorID
        var ordinal: UInt64
        var account: BalanceID
        var field: Condition.Field
        var comparison: Condition.Comparison
        var threshold: Condition.Threshold
        var precision: Int64?
        var trigger: Trigger
        var isEnabled: Bool
        var description: String
        var version: UInt64 = 1
        var fired: UInt64 = 0
        var request: CreateMonitor?
    }
}

// MARK: - Verdicts

extension ModelLedger {
    /// What a command comes to, without the records it shows.
    package enum Verdict: Equatable, Sendable {
        case applied
        case replayed(sequence: UInt64)
        case refused(Fault)

        package init(_ outcome: Outcome) {
            switch outcome {
            case .applied: self = .applied
            case .replayed(_, let sequence): self = .replayed(sequence: sequence)
            case .rejected(let rejection):
                let detail = rejection.facts.first {
                    $0.name == "differing_fields" || $0.name == "version"
                }
                self = .refused(Fault(rejection.reason, rejection.field, detail?.value ?? ""))
            }
        }
    }

    package struct Fault: Equatable, Sendable {
        package let reason: Rejection.Reason
        package let field: String
        /// The fields that differ, or the version there is.
        package let detail: String

        package init(_ reason: Rejection.Reason, _ field: String, _ detail: String = "") {
            self.reason = reason
            self.field = field
            self.detail = detail
        }

        /// Its place in the order of precedence.
        private var rank: Int {
            let peer: Rejection.Reason =
                switch reason {
                // Frozen or closed, it is not open; the source is looked at first.
                case .balanceClosed: .balanceFrozen
                // What is expected of a balance that isn't there shows with other expectations.
                case .balanceNotFound where field.hasPrefix("expected_versions"): .versionMismatch
                default: reason
                }
            return Rejection.Reason.allCases.firstIndex(of: peer) ?? 0
        }

        /// Of several faults, the one that is answered: by reason, then in the order found.
        static func first(of faults: [Fault]) -> Fault? {
            var first: Fault?
            for fault in faults where first.map({ fault.rank < $0.rank }) ?? true { first = fault }
            return first
        }
    }

    /// Plays one command. `outcome` is what the rules made of it.
    package mutating func play(_ command: Command, _ stamp: Stamp, _ outcome: Outcome) -> Verdict {
        heard = []
        let made = Made(outcome)
        let verdict: Verdict =
            switch command {
            case .createLedger(let command): create(command, made)
            case .updateLedger(let command): update(command)
            case .createBalance(let command): create(command, made)
            case .updateBalance(let command): update(command)
            case .createTransaction(let command): create(command, stamp, made)
            // These are played by themselves.
            case .createChild, .cancelTransaction, .runScheduled, .commitDue, .expireDue: .applied
            case .createMonitor(let command): create(command, made)
            case .updateMonitor(let command): update(command)
            case .deleteMonitor(let command): delete(command)
            }
        if verdict == .applied { sequence += 1 }
        return verdict
    }

    /// The verdict on a command without a replay: refused for the first fault, or applied.
    func verdict(_ faults: [Fault]) -> Verdict {
        Fault.first(of: faults).map(Verdict.refused) ?? .applied
    }
}

/// The ids in an answer: those that the rules made, where the client gave none.
struct Made {
    var ledger = LedgerID(bits: 1)
    var transaction = TransactionID(bits: 1)
    var balances: [BalanceID] = [BalanceID(bits: 1), BalanceID(bits: 2)]
    var monitor = MonitorID(bits: 1)

    init(_ outcome: Outcome) {
        guard case .applied(let result) = outcome else { return }
        switch result {
        case .ledger(let record): ledger = record.id
        case .balance(let view): balances = [view.balance.id]
        case .transaction(let result):
            transaction = result.transaction.id
            balances = result.balances.map(\.balance.id)
        case .monitor(let shown, _): monitor = shown.id
        case .monitorDeleted: break
        }
    }
}
