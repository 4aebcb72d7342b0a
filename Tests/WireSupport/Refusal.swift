import Messages
package import TTRPC

/// A status as a program reads it: its code, and what its details say.
package struct Refusal: Error, Equatable, CustomStringConvertible {
    package let code: StatusCode
    package let message: String
    /// Of ErrorInfo; empty where there is none.
    package var reason = ""
    package var domain = ""
    package var facts: [String: String] = [:]
    /// The path in BadRequest; empty where there is none.
    package var field = ""
    /// The subject of PreconditionFailure.
    package var subject = ""
    /// Whether RetryInfo says when to come again.
    package var saysWhenToRetry = false

    package init(_ error: RPCError) throws {
        code = error.code
        message = error.message
        for detail in error.details {
            switch detail.typeURL {
            case "type.googleapis.com/google.rpc.ErrorInfo":
                let info = try GoogleRPC.ErrorInfo(serialized: detail.value)
                reason = info.reason
                domain = info.domain
                facts = info.metadata
            case "type.googleapis.com/google.rpc.BadRequest":
                field =
                    try GoogleRPC.BadRequest(serialized: detail.value)
                    .fieldViolations.first?.field ?? ""
            case "type.googleapis.com/google.rpc.PreconditionFailure":
                subject =
                    try GoogleRPC.PreconditionFailure(serialized: detail.value)
                    .violations.first?.subject ?? ""
            case "type.googleapis.com/google.rpc.RetryInfo":
                saysWhenToRetry = true
            default: break
            }
        }
    }

    package var description: String { "\(code) / \(reason) at \"\(field)\(subject)\": \(message)" }
}

/// What a call is refused with; fails where it isn't refused.
package func refusal<Reply>(of call: () async throws -> Reply) async throws -> Refusal {
    let reply: Reply
    do {
        reply = try await call()
    } catch let error as RPCError {
        return try Refusal(error)
    }
    throw NotRefused(reply: "\(reply)")
}

package struct NotRefused: Error, CustomStringConvertible {
    let reply: String

    package var description: String { "was not refused but answered \(reply)" }
}
