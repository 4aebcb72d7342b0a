/// When a delivery is tried again, and when it is given up.
///
/// The pauses are those that Standard Webhooks suggests: the first try at once, then after 5 s,
/// 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, each up to a fifth longer by chance, so that
/// deliveries that failed together don't come back together. That is ten tries in three to four
/// days; then it is a dead letter.
package struct DeliverySchedule: Sendable {
    /// The pause behind each try but the last.
    private let pauses: [Duration]
    /// The largest part of a pause that chance adds.
    private static let jitter = 0.2
    /// The longest pause that a receiver may ask for by `Retry-After`: it decides that, so that
    /// without a bound it could keep deliveries for ever.
    package static let retryAfterMax = Duration.seconds(6 * 3600)

    package static let standard = DeliverySchedule(pauses: [
        .seconds(5), .seconds(300), .seconds(1800), .seconds(7200), .seconds(18_000),
        .seconds(36_000), .seconds(50_400), .seconds(72_000), .seconds(86_400),
    ])

    package init(pauses: [Duration]) {
        self.pauses = pauses
    }

    /// How often a delivery is tried at most.
    package var attemptsMax: Int { pauses.count + 1 }

    /// How long a whole schedule takes at most, but for what receivers ask for.
    private var longest: Duration { pauses.reduce(.zero, +) * (1 + Self.jitter) }

    /// What follows from what came back.
    ///
    /// - Parameters:
    ///   - attempt: which try it was, from 1.
    ///   - waited: how long ago the delivery was asked for. One that waited for longer than a whole
    ///     schedule behind others of its balance has one try, so that a queue behind a receiver
    ///     that is gone comes to its end.
    ///   - chance: from 0 to 1, by which pauses differ.
    ///   - now: the present time in seconds since 1970.
    package func verdict(
        on answer: WebhookAnswer, attempt: Int, waited: Duration = .zero, chance: Double,
        now: Int64
    ) -> Verdict {
        switch answer.status {
        case .some(200..<300): return .delivered
        case 410: return .gone
        default: break
        }
        guard attempt <= pauses.count, waited <= longest else { return .exhausted }
        var pause = pauses[max(attempt, 1) - 1]
        pause += pause * (Self.jitter * min(max(chance, 0), 1))
        if [429, 503].contains(answer.status), let asked = answer.pauseAsked(now: now) {
            // Less than the schedule's would use up the tries on a receiver that is merely busy.
            pause = max(pause, min(asked, Self.retryAfterMax))
        }
        return .retry(after: pause)
    }

    package enum Verdict: Hashable, Sendable {
        case delivered
        case retry(after: Duration)
        /// The last try failed.
        case exhausted
        /// The receiver wants no more of anything.
        case gone
    }
}

/// What came back of a post.
package struct WebhookAnswer: Hashable, Sendable {
    /// The HTTP status; nil where none came.
    package var status: Int?
    /// What went wrong, for people; empty where nothing did.
    package var problem: String
    /// The header `Retry-After` as it came.
    package var retryAfter: String?

    package init(status: Int? = nil, problem: String = "", retryAfter: String? = nil) {
        self.status = status
        self.problem = problem
        self.retryAfter = retryAfter
    }

    /// The pause that the receiver asks for, in seconds or by a date; nil where it doesn't, or says
    /// what is neither.
    func pauseAsked(now: Int64) -> Duration? {
        guard let retryAfter else { return nil }
        let text = retryAfter.drop { $0 == " " }
        if !text.isEmpty, text.utf8.allSatisfy(\.isDecimalDigit) {
            // More digits than a number holds ask for a long time all the same.
            return .seconds(min(Int64(text) ?? .max, 1 << 40))
        }
        guard let date = HTTPDate.seconds(text, now: now) else { return nil }
        return .seconds(max(0, date - now))
    }
}
