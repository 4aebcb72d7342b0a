/// A refusal by the rules: which one, about which field, and the facts a program may want.
///
/// The reasons stand in their order of precedence: where several apply, the first is answered; of
/// two balances, the source's. Only a fault of shape that shows against the state (a merged text
/// too long, a value that a partial update makes inexact) comes after the finding of what it names.
package struct Rejection: Error, Hashable, Sendable {
    package let reason: Reason
    /// The path of the field it is about, in the words of the request; empty where it is about
    /// none.
    package let field: String
    /// A sentence for people, never parsed by programs.
    package let message: String
    /// Every changing part of the message, for programs.
    package let facts: [Fact]

    package init(_ reason: Reason, field: String = "", _ message: String, facts: [Fact] = []) {
        self.reason = reason
        self.field = field
        self.message = message
        self.facts = facts
    }

    package struct Fact: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: some CustomStringConvertible) {
            self.name = name
            self.value = value.description
        }
    }

    /// The same refusal of a part of a request, with the part's path in front of the field.
    package func inside(_ path: String) -> Rejection {
        Rejection(reason, field: field.isEmpty ? path : "\(path).\(field)", message, facts: facts)
    }
}

extension Rejection {
    /// The kind of a refusal, as the calling program has to take it.
    package enum Kind: Sendable {
        /// The request itself is wrong; the same request will always be refused.
        case invalidArgument
        /// Something it names does not exist.
        case notFound
        /// Something it wants to make exists already, with other content.
        case alreadyExists
        /// The state forbids it now; it may succeed later.
        case failedPrecondition
        /// It was made on a state that has changed since: read again, then repeat.
        case aborted
        /// A result would lie outside what can be held.
        case outOfRange
        /// There are as many of a kind as there may be.
        case resourceExhausted
        /// The configuration of the server forbids it.
        case permissionDenied
        /// The API describes it and this version doesn't do it yet.
        case unimplemented
    }

    package enum Reason: String, CaseIterable, Sendable {
        // The shape of the request.
        case fieldRequired = "FIELD_REQUIRED"
        case fieldInvalid = "FIELD_INVALID"
        case invalidAmount = "INVALID_AMOUNT"
        case inexactAmount = "INEXACT_AMOUNT"
        case invalidPageToken = "INVALID_PAGE_TOKEN"
        case unknownFilter = "UNKNOWN_FILTER"
        case notImplemented = "NOT_IMPLEMENTED"
        case urlNotAllowed = "URL_NOT_ALLOWED"

        // What was done before.
        case duplicateReference = "DUPLICATE_REFERENCE"
        case duplicateID = "DUPLICATE_ID"
        case duplicateName = "DUPLICATE_NAME"

        // What it names.
        case ledgerNotFound = "LEDGER_NOT_FOUND"
        case transactionNotFound = "TRANSACTION_NOT_FOUND"
        case monitorNotFound = "BAL_MONITOR_NOT_FOUND"
        case balanceNotFound = "BALANCE_NOT_FOUND"
        case webhookNotFound = "WEBHOOK_NOT_FOUND"
        case deliveryNotFound = "DELIVERY_NOT_FOUND"
        case subscriptionNotFound = "SUBSCRIPTION_NOT_FOUND"
        case cursorExpired = "CURSOR_EXPIRED"

        // Whether what it names can still be changed.
        case notInflight = "NOT_INFLIGHT"
        case alreadyCommitted = "ALREADY_COMMITTED"
        case alreadyVoided = "ALREADY_VOIDED"
        case holdExpired = "HOLD_EXPIRED"
        case commitExceedsRemaining = "COMMIT_EXCEEDS_REMAINING"
        case notRefundable = "NOT_REFUNDABLE"
        case refundExceedsRemaining = "REFUND_EXCEEDS_REMAINING"
        case notScheduled = "NOT_SCHEDULED"
        case timePassed = "TIME_PASSED"
        case webhookDisabled = "WEBHOOK_DISABLED"
        case webhookInUse = "WEBHOOK_IN_USE"

        // Whether there is room for it.
        case limitReached = "LIMIT_REACHED"

        // Whether it fits what it names.
        case duplicateIndicator = "DUPLICATE_INDICATOR"
        case sameBalance = "SAME_BALANCE"
        case duplicateLeg = "DUPLICATE_LEG"
        case versionMismatch = "VERSION_MISMATCH"
        case currencyMismatch = "CURRENCY_MISMATCH"
        case precisionMismatch = "PRECISION_MISMATCH"
        case balanceFrozen = "BALANCE_FROZEN"
        case balanceClosed = "BALANCE_CLOSED"
        case balanceNotEmpty = "BALANCE_NOT_EMPTY"
        case distributionMismatch = "DISTRIBUTION_MISMATCH"
        case monitorTooComplex = "MONITOR_TOO_COMPLEX"

        // Whether the money is there.
        case amountOverflow = "AMOUNT_OVERFLOW"
        case insufficientFunds = "INSUFFICIENT_FUNDS"
        case overdraftLimitExceeded = "OVERDRAFT_LIMIT_EXCEEDED"
        case creditLimitExceeded = "CREDIT_LIMIT_EXCEEDED"

        package var kind: Kind {
            switch self {
            case .fieldRequired, .fieldInvalid, .invalidAmount, .inexactAmount, .invalidPageToken,
                .unknownFilter, .timePassed, .sameBalance, .duplicateLeg, .distributionMismatch,
                .monitorTooComplex:
                .invalidArgument
            case .ledgerNotFound, .balanceNotFound, .transactionNotFound, .monitorNotFound,
                .webhookNotFound, .deliveryNotFound, .subscriptionNotFound:
                .notFound
            case .duplicateReference, .duplicateID, .duplicateName, .duplicateIndicator:
                .alreadyExists
            case .versionMismatch:
                .aborted
            case .urlNotAllowed:
                .permissionDenied
            case .notImplemented:
                .unimplemented
            case .amountOverflow, .cursorExpired:
                .outOfRange
            case .limitReached:
                .resourceExhausted
            case .notInflight, .alreadyCommitted, .alreadyVoided, .holdExpired,
                .commitExceedsRemaining, .notRefundable, .refundExceedsRemaining, .notScheduled,
                .currencyMismatch, .balanceFrozen, .balanceClosed, .balanceNotEmpty,
                .precisionMismatch, .insufficientFunds, .overdraftLimitExceeded,
                .creditLimitExceeded, .webhookDisabled, .webhookInUse:
                .failedPrecondition
            }
        }
    }
}
