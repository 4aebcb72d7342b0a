/// The refusals of what can be done to a hold, or be given back.
extension Rejection {
    static func notInflight(_ transaction: Transaction) -> Rejection {
        stands(.notInflight, transaction, "is not an open hold")
    }

    static func alreadyCommitted(_ hold: Transaction) -> Rejection {
        stands(.alreadyCommitted, hold, "is committed already, all of it")
    }

    static func alreadyVoided(_ hold: Transaction) -> Rejection {
        stands(.alreadyVoided, hold, "was voided")
    }

    static func holdExpired(_ hold: Transaction) -> Rejection {
        stands(.holdExpired, hold, "has expired")
    }

    static func notRefundable(_ transaction: Transaction) -> Rejection {
        stands(.notRefundable, transaction, "has nothing settled that could be given back")
    }

    static func notScheduled(_ id: TransactionID) -> Rejection {
        Rejection(
            .notScheduled, field: "transaction_id", "\(id) doesn't wait for its time",
            facts: [Fact("transaction_id", id)])
    }

    static func commitExceedsRemaining(_ asked: Amount, remaining: Amount) -> Rejection {
        Rejection(
            .commitExceedsRemaining, field: "amount",
            "cannot commit more than the remaining amount. Available: \(remaining),"
                + " requested: \(asked)",
            facts: [Fact("remaining", remaining), Fact("requested", asked)])
    }

    static func refundExceedsRemaining(_ asked: Amount?, remaining: Amount) -> Rejection {
        Rejection(
            .refundExceedsRemaining, field: "amount",
            "cannot refund more than the remaining amount. Available: \(remaining)"
                + (asked.map { ", requested: \($0)" } ?? ""),
            facts: [Fact("remaining", remaining)] + (asked.map { [Fact("requested", $0)] } ?? []))
    }

    static func totalWithinCommitted(_ total: Amount, _ committed: Amount) -> Rejection {
        Rejection(
            .invalidAmount, field: "amount",
            "must be above what is committed, \(committed)",
            facts: [Fact("committed", committed), Fact("requested", total)])
    }

    static func timePassed(field: String) -> Rejection {
        Rejection(.timePassed, field: field, "must lie ahead")
    }

    private static func stands(
        _ reason: Reason, _ transaction: Transaction, _ words: String
    ) -> Rejection {
        Rejection(
            reason, field: "transaction_id", "\(transaction.id) \(words)",
            facts: [Fact("transaction_id", transaction.id)])
    }
}
