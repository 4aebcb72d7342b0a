import Messages

extension V1.Delivery {
    /// Everything about it, and its attempts.
    var layouts: [any Layout] {
        var card = Card()
        card.add("delivery", deliveryID)
        card.add("webhook", webhookID)
        card.add("url", url)
        card.add("event", eventID)
        card.add("type", type.word)
        card.add("test", test ? "yes" : nil)
        card.add("sequence", sequence > 0 ? String(sequence) : nil)
        card.add("monitor", monitorID)
        card.add("balance", balanceID)
        card.add("status", status.word)
        card.add("attempts", String(attemptCount))
        card.add("next attempt", nextAttemptAt?.text)
        card.add("created", createdAt?.text)
        card.add("delivered", deliveredAt?.text)
        let columns: [Table<V1.DeliveryAttempt>.Column] = [
            .init("ATTEMPT") { $0.startedAt?.text ?? "" },
            .init("TOOK", isNumber: true) { $0.duration?.text ?? "" },
            .init("ANSWER", \.answer),
        ]
        return [card, Table(columns: columns, rows: attempts)]
    }

    /// `404 at 2026-…; connection refused at 2026-…`
    fileprivate var attemptsText: String {
        attempts.map { "\($0.answer) at \($0.startedAt?.text ?? "?")" }.joined(separator: "; ")
    }
}

extension V1.DeliveryAttempt {
    /// What was wrong, or the status of what was right.
    fileprivate var answer: String {
        error.isEmpty && httpStatus > 0 ? String(httpStatus) : error
    }
}

extension Table<V1.Delivery>.Column {
    /// A line for each delivery.
    static func ofDeliveries(withAttempts: Bool) -> [Table<V1.Delivery>.Column] {
        let columns: [Table<V1.Delivery>.Column] = [
            .init("DELIVERY", \.deliveryID),
            .init("STATUS", \.status.word),
            .init("EVENT", \.type.word),
            .init("SEQUENCE", isNumber: true) { $0.test ? "test" : String($0.sequence) },
            .init("TRIED", isNumber: true) { String($0.attemptCount) },
            .init("LAST") { $0.attempts.first?.answer ?? "" },
            .init("NEXT") { $0.nextAttemptAt?.text ?? "" },
            .init("URL", \.url),
        ]
        return columns + (withAttempts ? [.init("ATTEMPTS", \.attemptsText)] : [])
    }
}
