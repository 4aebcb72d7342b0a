package import Ledger

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
            case .rejected(let rejection): self = .refused(Fault(rejection))
            }
        }
    }

    package enum BatchVerdict: Equatable, Sendable {
        case applied([Verdict])
        case refused(Fault, item: Int)

        package init(_ outcome: BatchOutcome) {
            switch outcome {
            case .applied(let outcomes): self = .applied(outcomes.map(Verdict.init))
            case .rejected(let rejection, let item): self = .refused(Fault(rejection), item: item)
            }
        }
    }

    package struct Fault: Error, Equatable {
        package let reason: Rejection.Reason
        package let field: String
        /// The fields that differ, the version there is, or what remains.
        package let detail: String

        package init(_ reason: Rejection.Reason, _ field: String, _ detail: String = "") {
            self.reason = reason
            self.field = field
            self.detail = detail
        }

        package init(_ rejection: Rejection) {
            let detail = rejection.facts.first {
                ["differing_fields", "version", "remaining"].contains($0.name)
            }
            self.init(rejection.reason, rejection.field, detail?.value ?? "")
        }

        /// Its place in the order of precedence.
        private var rank: Int {
            let peer: Rejection.Reason =
                switch reason {
                // Frozen or closed, it is not open; the source is looked at first.
                case .balanceClosed: .balanceFrozen
                // One limit or the other, it is not enough.
                case .overdraftLimitExceeded: .insufficientFunds
                // What is expected of a balance that isn't there shows with other expectations.
                case .balanceNotFound where field.hasPrefix("expected_versions"): .versionMismatch
                // Faults of shape that show against the state come after the finding of it.
                case .fieldInvalid, .invalidAmount: .timePassed
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
}
