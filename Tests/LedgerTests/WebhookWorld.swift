import Ledger
import TestSupport
import Testing

/// A book with a few balances, and the commands about webhooks.
struct WebhookWorld {
    var book = DictionaryBook()
    private var stamps = StampSource()
    private var sequence: UInt64 = 0
    private var references = 0

    var time: Timestamp { stamps.time }

    /// Deliveries in the order of their events.
    var deliveries: [Delivery] { book.deliveries.values.sorted { $0.number < $1.number } }

    /// Numbers of the deliveries that may be sent.
    var next: [UInt64] { deliveries.filter { $0.status == .pending && $0.isNext }.map(\.number) }

    @discardableResult
    mutating func apply(_ command: Command) -> Outcome {
        let outcome = book.apply(command, stamps.next(after: sequence))
        if case .applied = outcome, !command.isNote { sequence += 1 }
        return outcome
    }

    mutating func pay(_ source: String, _ destination: String, _ amount: Int128 = 1) throws {
        references += 1
        apply(
            .createTransaction(
                try Orders.transfer("r\(references)", source, destination, amount)))
    }

    @discardableResult
    mutating func endpoint(
        _ filter: EventFilter = .all, url: String = "https://example.com/", isEnabled: Bool = true
    ) throws -> WebhookEndpoint {
        let outcome = apply(
            .createWebhook(
                CreateWebhook(url: url, filter: filter, isEnabled: isEnabled, secret: .made([1]))))
        return try #require(outcome.webhook)
    }

    @discardableResult
    mutating func monitor(
        _ indicator: String, above threshold: Int128, callBack url: String = ""
    ) throws -> Monitor {
        let outcome = apply(
            .createMonitor(
                CreateMonitor(
                    target: .balance(
                        .indicator(try #require(Indicator(indicator)), try Orders.usd)),
                    question: .one(
                        try Condition(
                            field: .balance, comparison: .greaterThan,
                            threshold: .minorUnits(Amount(threshold)))),
                    trigger: .everyMatch, callBackURL: url)))
        return try #require(outcome.monitor)
    }

    /// Notes an attempt of a delivery as it is, or as it was when it was sent.
    mutating func note(
        _ number: UInt64, _ verdict: NoteAttempt.Verdict, sent former: Delivery? = nil,
        to url: String? = nil
    ) throws {
        let delivery = try #require(former ?? book.delivery(number))
        let endpoint = book.webhook(delivery.webhookID)
        apply(
            .note(
                .attempt(
                    NoteAttempt(
                        id: delivery.id, queuedAt: delivery.queuedAt,
                        url: url ?? endpoint?.url ?? "",
                        attempt: DeliveryAttempt(
                            startedAt: time, nanoseconds: 1, status: 500, problem: "answered 500"),
                        verdict: verdict))))
    }
}

extension Outcome {
    var webhook: WebhookEndpoint? {
        switch self {
        case .applied(.webhook(let endpoint, _)), .replayed(.webhook(let endpoint, _), _): endpoint
        default: nil
        }
    }

    var delivery: Delivery? {
        if case .applied(.delivery(let delivery, _)) = self { delivery } else { nil }
    }
}
