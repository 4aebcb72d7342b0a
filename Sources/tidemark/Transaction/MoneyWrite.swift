import Messages
import TTRPC
import TidemarkClient

/// One write that moves money: tells its refusals in the words and units of the command, and how to
/// go on where nobody knows whether it was applied.
struct MoneyWrite {
    let reference: String
    let money: Money
    /// What the command calls its balances, by the paths of their fields or by their ids.
    let names: [String: String]
    /// The server's address.
    let server: String
    /// Whether the same command would ask for the same again.
    var isRepeatable = true

    /// Makes the call.
    func send<Reply>(_ call: () async throws(RPCError) -> Reply) async throws(Failure) -> Reply {
        do {
            return try await call()
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: RPCError) -> Failure {
        var failure = Failure(error, server: server)
        if error.mayHaveBeenApplied {
            // Whatever became of it, its reference tells, and sending it again by that is safe.
            failure.advice.append(
                isRepeatable
                    ? "the same command with --reference \(reference)"
                    : "tidemark transaction get --by-reference \(reference)")
        }
        if let sentence = sentence(error) { failure.message = sentence }
        return failure
    }

    /// The refusals that are about amounts, which the server tells in minor units.
    private func sentence(_ error: RPCError) -> String? {
        let facts = error.metadata
        func amount(_ fact: String) -> String? { facts[fact].map(money.text) }
        func asked(_ words: String) -> String {
            amount("requested").map { ", \($0) \(words)" } ?? ""
        }
        let balance = name(of: error)
        switch error.reason {
        case "INSUFFICIENT_FUNDS":
            return amount("available").map { "\(balance) has \($0) available\(asked("is needed"))" }
        case "OVERDRAFT_LIMIT_EXCEEDED":
            guard let available = amount("available"), let limit = amount("overdraft_limit") else {
                return nil
            }
            return "\(balance) has \(available) available and may go \(limit) below zero"
                + asked("is needed")
        case "CREDIT_LIMIT_EXCEEDED":
            return amount("credit_limit").map {
                "\(balance) may hold \($0) at most, with what is on its way to it"
            }
        case "COMMIT_EXCEEDS_REMAINING":
            return amount("remaining").map { "\($0) remains of the hold\(asked("was asked for"))" }
        case "REFUND_EXCEEDS_REMAINING":
            return amount("remaining").map { "\($0) can be refunded\(asked("was asked for"))" }
        case "DISTRIBUTION_MISMATCH":
            let side = error.fieldViolations.first?.field ?? "the legs"
            return amount("total").map { "the shares of \(side) don't make up \($0) exactly" }
        case "INVALID_AMOUNT":
            return amount("committed").map { "a hold's total is above what is committed, \($0)" }
        default: return nil
        }
    }

    private func name(of error: RPCError) -> String {
        let id = error.metadata["balance_id"] ?? ""
        return error.fieldViolations.compactMap { names[$0.field] }.first ?? names[id] ?? id
    }
}

extension RPCError {
    /// Whether nobody knows if the server did it.
    var mayHaveBeenApplied: Bool {
        code == .unavailable || code == .deadlineExceeded || code == .cancelled
    }
}
