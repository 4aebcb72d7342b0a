import Messages
public import TTRPC

/// What the server said beside the sentence, decoded: for programs, which never parse the sentence.
///
///     do {
///         _ = try await client.transactions.createTransaction(request)
///     } catch let error where error.reason == "INSUFFICIENT_FUNDS" {
///         let available = error.metadata["available"]
///     }
extension RPCError {
    /// Why, in capitals, `INSUFFICIENT_FUNDS`; means the same for ever. Empty where no server said
    /// anything, as when the connection was lost.
    public var reason: String { errorInfo?.reason ?? "" }

    /// The facts of the case, such as `balance_id` or `available`; amounts in minor units.
    public var metadata: [String: String] { errorInfo?.metadata ?? [:] }

    /// The fields of the request that are at fault, by their paths: those that are wrong, those
    /// whose balance or transaction the state forbids to be used so, and those that name what isn't
    /// there or is there already.
    public var fieldViolations: [FieldViolation] {
        let wrong = (detail(GoogleRPC.BadRequest.self)?.fieldViolations ?? []).map {
            FieldViolation(field: $0.field, description: $0.description)
        }
        let forbidden = (detail(GoogleRPC.PreconditionFailure.self)?.violations ?? []).map {
            FieldViolation(field: $0.subject, description: $0.description)
        }
        let found = wrong + forbidden
        guard found.isEmpty, let field = metadata["field"] else { return found }
        return [FieldViolation(field: field, description: message)]
    }

    /// How long to wait before the next try, where the server asks for it.
    public var retryDelay: Duration? {
        detail(GoogleRPC.RetryInfo.self)?.retryDelay.map {
            .seconds($0.seconds) + .nanoseconds(Int64($0.nanos))
        }
    }

    /// The oldest sequence whose events are left, where `reason` is `CURSOR_EXPIRED`.
    public var oldestSequence: Int64? { metadata["oldest_sequence"].flatMap { Int64($0) } }

    /// Whether no server answered: it can't be reached, or the connection was lost. Whether a write
    /// was applied is then not known; sent again with the same reference it is safe.
    public var isConnectionFailure: Bool { code == .unavailable && errorInfo == nil }

    private var errorInfo: GoogleRPC.ErrorInfo? { detail(GoogleRPC.ErrorInfo.self) }

    /// The first detail of a type; nil also where it can't be read, since the error itself counts.
    private func detail<Detail: Message>(_ type: Detail.Type) -> Detail? {
        details.lazy.filter { $0.typeURL.hasSuffix("/" + type.fullName) }
            .compactMap { try? type.init(serialized: $0.value) }.first
    }
}

/// A field of a request that the server refused.
public struct FieldViolation: Hashable, Sendable {
    /// Its path, `condition.value` or `items[3].amount`.
    public let field: String
    /// What is wrong with it, for people.
    public let description: String
}
