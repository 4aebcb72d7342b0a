import TTRPC
import TidemarkClient

/// What someone can do about a refusal: the next command, with what the server said filled in.
enum Advice {
    static func after(_ error: RPCError, server: String) -> [String] {
        if error.isConnectionFailure {
            return [
                "tidemark serve",
                "--server ADDRESS, or the variable TIDEMARK_SERVER (now \(server))",
            ]
        }
        if let advice = about(error.reason, error.metadata) { return [advice] }
        switch error.code {
        case .deadlineExceeded: return ["a longer --timeout; what was written stays written"]
        case .unimplemented: return ["tidemark call --list, for what this server answers"]
        default: return []
        }
    }

    private static func about(_ reason: String, _ facts: [String: String]) -> String? {
        let balance = facts["balance_id"].map { "tidemark balance get \($0)" }
        switch reason {
        case "INSUFFICIENT_FUNDS", "OVERDRAFT_LIMIT_EXCEEDED", "CREDIT_LIMIT_EXCEEDED",
            "BALANCE_FROZEN", "BALANCE_CLOSED", "BALANCE_NOT_EMPTY", "CURRENCY_MISMATCH",
            "DUPLICATE_INDICATOR", "SAME_BALANCE", "DUPLICATE_LEG":
            return balance
        case "LINEAGE_NOT_TRACKED":
            return "tidemark balance create --track-lineage fifo, for a balance that does"
        case "DISTRIBUTION_MISMATCH":
            return "one share as @name=left, which takes what the others leave"
        case "PRECISION_MISMATCH":
            return facts["currency_multiplier"].map { "--precision \($0)" } ?? balance
        case "INEXACT_AMOUNT":
            return "an amount with fewer decimals, or a larger --precision"
        case "BALANCE_NOT_FOUND": return "tidemark balance list"
        case "LEDGER_NOT_FOUND": return "tidemark ledger list"
        case "TRANSACTION_NOT_FOUND": return "tidemark transaction list"
        case "BAL_MONITOR_NOT_FOUND": return "tidemark monitor list"
        case "SUBSCRIPTION_NOT_FOUND", "DUPLICATE_NAME": return "tidemark subscription list"
        case "WEBHOOK_NOT_FOUND": return "tidemark webhook list"
        case "DELIVERY_NOT_FOUND": return "tidemark webhook deliveries"
        case "WEBHOOK_DISABLED":
            return facts["webhook_id"].map { "tidemark webhook update \($0) --enable" }
        case "URL_NOT_ALLOWED": return "tidemark serve --webhook-allow, for a target that is yours"
        case "WEBHOOK_IN_USE": return "tidemark monitor update mon_… --clear call_back_url"
        case "DUPLICATE_REFERENCE", "NOT_INFLIGHT", "ALREADY_COMMITTED", "ALREADY_VOIDED",
            "HOLD_EXPIRED", "NOT_REFUNDABLE", "NOT_SCHEDULED":
            return facts["transaction_id"].map { "tidemark transaction get \($0)" }
        case "COMMIT_EXCEEDS_REMAINING": return "without an amount, for all that remains"
        case "REFUND_EXCEEDS_REMAINING":
            return facts["requested"].map { _ in "without an amount, for all that is left" }
        case "TIME_PASSED": return "a time ahead of the server's clock; tidemark info shows it"
        case "ALREADY_RUNNING": return "the same command when the other one is done"
        case "VERSION_MISMATCH": return "reading it again, then --expect-version with what is there"
        case "CURSOR_EXPIRED":
            return facts["oldest_sequence"].map { "--from \($0), or --from-oldest" }
        case "STORE_FULL": return "making room on the server's disk; reads are still served"
        case "QUEUE_FULL", "SHUTTING_DOWN": return "the same command again in a moment"
        default: return nil
        }
    }
}
