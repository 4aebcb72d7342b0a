import Ledger
package import TTRPC

/// Every error that the server can answer with, with what it means and what to do about it.
///
/// It is made from the closed lists of reasons, whose `switch`es are exhaustive: a new reason does
/// not compile before it is explained. `tidemark errors` shows it, and docs/errors.md is written
/// from it.
package enum ErrorCatalogue {
    /// The refusals by the rules, in the order in which they are looked for: of several that apply,
    /// the first is answered.
    package static let refusals = Rejection.Reason.allCases.map { reason in
        ErrorEntry(reason.rawValue, reason.kind.statusCode, reason.explanation)
    }

    /// The failures of everything around the rules.
    package static let failures = FailureReason.allCases.map { reason in
        ErrorEntry(reason.rawValue, reason.code, reason.explanation)
    }

    /// What the protocol itself can answer with, by its code; these have no reason, since they are
    /// told before any service is asked.
    package static let protocolFailures = StatusCode.allCases.compactMap { code in
        code.explanation.map { ErrorEntry("", code, $0) }
    }

    package static func entry(for reason: String) -> ErrorEntry? {
        (refusals + failures).first { $0.reason == reason }
    }
}

/// An error and its explanation.
package struct ErrorEntry: Sendable {
    /// The reason in the ErrorInfo; empty where there is none.
    package let reason: String
    package let code: StatusCode
    package let explanation: ErrorExplanation

    init(_ reason: String, _ code: StatusCode, _ explanation: ErrorExplanation) {
        self.reason = reason
        self.code = code
        self.explanation = explanation
    }
}

/// What an error means to whoever gets it.
package struct ErrorExplanation: Sendable {
    /// What was the case, as a sentence.
    package let meaning: String
    package let retry: Retry
    /// What to do about it, as a sentence.
    package let advice: String

    init(_ meaning: String, retry: Retry, _ advice: String) {
        self.meaning = meaning
        self.retry = retry
        self.advice = advice
    }

    /// Whether sending the same request again can help.
    package enum Retry: String, CaseIterable, Sendable {
        /// The same request will always be answered so.
        case never
        /// Once something else has changed: another's money, a status, a time.
        case later
        /// As it is, after a pause. A reference or an id keeps a write from being applied twice.
        case yes
    }
}
