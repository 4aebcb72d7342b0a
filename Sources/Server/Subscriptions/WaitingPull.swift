import Ledger
import TTRPC

/// A call of PullEvents that waits until there is something to answer.
struct WaitingPull: Sendable {
    let call: UnaryCall
    /// When it is answered with whatever there is.
    let until: ContinuousClock.Instant
    private var pull: EventPull
    /// Makes the answer, encoded.
    private let reply: @Sendable (EventPull.Answer) -> [UInt8]

    /// - Parameter pull: stands behind what it found nothing in.
    init(
        _ call: UnaryCall, _ pull: EventPull, until: ContinuousClock.Instant,
        reply: @escaping @Sendable (EventPull.Answer) -> [UInt8]
    ) {
        self.call = call
        self.pull = pull
        self.until = until
        self.reply = reply
    }

    enum Progress {
        case answered
        case waits
        /// There is more to look at.
        case more
    }

    /// Looks at what is new, and answers if it can or must.
    mutating func advance(_ feed: EventFeed) -> Progress {
        if call.isCancelled {
            call.fail(RPCError(.cancelled, "the client has gone"))
            return .answered
        }
        let answer: EventPull.Answer
        do { answer = try pull.read(feed) } catch {
            call.fail(RPCError(answering: error))
            return .answered
        }
        if answer.events.isEmpty, until > .now { return answer.isMore ? .more : .waits }
        call.answerEncoded { [reply] in reply(answer) }
        return .answered
    }

    /// Answers that there was nothing.
    func answerAsItStands() {
        call.answerEncoded { [reply, pull] in reply(EventPull.Answer(reached: pull.next - 1)) }
    }
}
