import Ledger
import Messages
import Store
import TTRPC

/// How every failure looks on the wire: a status code, a sentence, and ErrorInfo for programs.
extension RPCError {
    /// The domain of our ErrorInfo reasons.
    static let domain = "tidemark"
    /// The fact that names the field at fault, of whichever kind the failure is.
    static let fieldFact = "field"

    /// The answer to a call that failed with `error`, whichever part of the server threw it.
    init(answering error: any Error) {
        switch error {
        case let error as RPCError: self = error
        case let error as Rejection: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as DecodingError: self.init(error)
        default: self.init(reason: .internalError, "the server failed: \(error)")
        }
    }

    /// A failure with a reason of the server's own, that no rule of the ledger has.
    init(
        reason: FailureReason, _ message: String, field: String = "",
        facts: [String: String] = [:], retryAfterMilliseconds: Int64? = nil
    ) {
        self.init(
            reason.code, reason: reason.rawValue, message, field: field, facts: facts,
            retryAfterMilliseconds: retryAfterMilliseconds)
    }

    private init(
        _ code: StatusCode, reason: String, _ message: String, field: String = "",
        facts: [String: String] = [:], retryAfterMilliseconds: Int64? = nil
    ) {
        var facts = facts
        if !field.isEmpty { facts[RPCError.fieldFact] = field }
        var details = [
            Detail(
                GoogleRPC.ErrorInfo(
                    reason: reason, domain: RPCError.domain, metadata: facts))
        ]
        if !field.isEmpty { details.append(.badField(field, message)) }
        if let retryAfterMilliseconds {
            details.append(.retry(afterMilliseconds: retryAfterMilliseconds))
        }
        self.init(code, message, details: details)
    }

    /// Bytes of a sentence or a fact, at most: more is only what a client sent, quoted.
    private static let textMax = 1024

    private init(_ rejection: Rejection) {
        var facts = rejection.facts.map { ($0.name, $0.value.beginning(bytes: Self.textMax)) }
        if !rejection.field.isEmpty { facts.append((RPCError.fieldFact, rejection.field)) }
        let message = rejection.message.beginning(bytes: Self.textMax)
        let sentence = rejection.field.isEmpty ? message : "\(rejection.field): \(message)"
        self.init(
            rejection.reason.kind.statusCode, reason: rejection.reason.rawValue, sentence,
            facts: Dictionary(facts, uniquingKeysWith: { first, _ in first }))
        guard !rejection.field.isEmpty else { return }
        switch rejection.reason.kind {
        case .invalidArgument, .outOfRange, .permissionDenied, .unimplemented:
            details.append(.badField(rejection.field, message))
        case .failedPrecondition, .aborted:
            details.append(
                .precondition(rejection.reason.rawValue, subject: rejection.field, message))
        case .notFound, .alreadyExists, .resourceExhausted: break
        }
    }

    private init(_ failure: StoreError) {
        switch failure {
        case .queueFull:
            self.init(
                reason: .queueFull, "\(failure); try again shortly", retryAfterMilliseconds: 100)
        case .diskFull:
            self.init(reason: .storeFull, "\(failure); reads are still served")
        case .deadlineExceeded:
            self.init(reason: .deadlineExceeded, "\(failure)")
        case .closed:
            self.init(reason: .shuttingDown, "\(failure)", retryAfterMilliseconds: 1000)
        case .damaged:
            self.init(reason: .recordDamaged, "\(failure)")
        case .lmdb, .journal, .unusableFolder, .unreproducible:
            self.init(reason: .storeFailed, "\(failure)")
        }
    }

    private init(_ error: DecodingError) {
        switch error.reason {
        case .messageTooLarge(let limit):
            self.init(reason: .requestTooLarge, error.description, facts: ["limit": "\(limit)"])
        case .unknownFilterField:
            let reason = Rejection.Reason.unknownFilter
            self.init(
                reason.kind.statusCode, reason: reason.rawValue, error.description,
                field: error.path)
        default:
            self.init(reason: .malformedRequest, error.description, field: error.path)
        }
    }
}

extension Rejection.Kind {
    var statusCode: StatusCode {
        switch self {
        case .invalidArgument: .invalidArgument
        case .notFound: .notFound
        case .alreadyExists: .alreadyExists
        case .failedPrecondition: .failedPrecondition
        case .aborted: .aborted
        case .outOfRange: .outOfRange
        case .resourceExhausted: .resourceExhausted
        case .permissionDenied: .permissionDenied
        case .unimplemented: .unimplemented
        }
    }
}

// MARK: - Details

extension RPCError.Detail {
    fileprivate init(_ message: some Message) {
        self.init(
            typeURL: "type.googleapis.com/\(type(of: message).fullName)",
            value: message.serialized())
    }

    fileprivate static func badField(_ field: String, _ description: String) -> Self {
        Self(
            GoogleRPC.BadRequest(fieldViolations: [
                GoogleRPC.BadRequest.FieldViolation(field: field, description: description)
            ]))
    }

    fileprivate static func precondition(
        _ type: String, subject: String, _ description: String
    ) -> Self {
        Self(
            GoogleRPC.PreconditionFailure(violations: [
                GoogleRPC.PreconditionFailure.Violation(
                    type: type, subject: subject, description: description)
            ]))
    }

    fileprivate static func retry(afterMilliseconds milliseconds: Int64) -> Self {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return Self(
            GoogleRPC.RetryInfo(
                retryDelay: GoogleProtobuf.Duration(
                    seconds: seconds, nanos: Int32(rest) * 1_000_000)))
    }
}

extension String {
    /// As many whole characters as fit, with an ellipsis where some don't.
    func beginning(bytes max: Int) -> String {
        guard utf8.count > max else { return self }
        var text = ""
        var left = max
        for scalar in unicodeScalars {
            left -= UTF8.width(scalar)
            guard left >= 0 else { break }
            text.unicodeScalars.append(scalar)
        }
        return text + "…"
    }
}
