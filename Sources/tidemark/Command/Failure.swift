import Ledger
import TTRPC
import TidemarkClient

/// Why a command ends without having done its work: one sentence, and what to do next.
struct Failure: Error {
    let status: ExitStatus
    /// The reason by which programs tell refusals apart, `INSUFFICIENT_FUNDS`; empty for what no
    /// server said.
    var reason = ""
    /// gRPC's name of the kind of failure; empty for what no server said.
    var code = ""
    var message: String
    var metadata: [String: String] = [:]
    var fieldViolations: [FieldViolation] = []
    /// Commands and hints, the likeliest first.
    var advice: [String] = []
    /// Whether it is written for programs.
    var isJSON = false

    /// A failure that is found out on this side.
    init(_ status: ExitStatus, _ message: String, advice: String...) {
        self.status = status
        self.message = message
        self.advice = advice
    }

    /// What a call failed with.
    init(_ error: RPCError, server: String) {
        // Without a reason it is found out on this side: an address that is none.
        let isUsage = error.code == .invalidArgument && error.reason.isEmpty
        status = error.isConnectionFailure ? .unreachable : isUsage ? .usage : .failed
        reason = error.reason
        code = error.code.name
        message = error.message.isEmpty ? error.code.name : error.message
        metadata = error.metadata
        fieldViolations = error.fieldViolations
        advice = Advice.after(error, server: server)
    }
}

extension Failure {
    /// The lines for standard error.
    func lines(_ style: Style) -> [String] {
        if isJSON { return [json.text] }
        let name = reason.isEmpty ? code : reason
        let head = name.isEmpty ? "error" : name
        return ["\(style.paint(head, .alarm)): \(message.printable)"]
            + advice.map { "  try: \($0)" }
    }

    private var json: JSONValue {
        var members: [JSONMember] = []
        if !code.isEmpty { members.append(.init("code", .string(code))) }
        if !reason.isEmpty { members.append(.init("reason", .string(reason))) }
        members.append(.init("message", .string(message)))
        if !metadata.isEmpty {
            let facts = metadata.sorted { $0.key < $1.key }
            members.append(
                .init("metadata", .object(facts.map { .init($0.key, .string($0.value)) })))
        }
        if !fieldViolations.isEmpty {
            let violations = fieldViolations.map { violation -> JSONValue in
                .object([
                    .init("field", .string(violation.field)),
                    .init("description", .string(violation.description)),
                ])
            }
            members.append(.init("field_violations", .array(violations)))
        }
        if !advice.isEmpty { members.append(.init("try", .array(advice.map { .string($0) }))) }
        return .object([.init("error", .object(members))])
    }
}
