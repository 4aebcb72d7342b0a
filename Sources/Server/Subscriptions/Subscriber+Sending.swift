import Ledger
import Messages
import Store
import TTRPC

extension Subscriber {
    /// Bytes of events in one message: large enough to be efficient, well below a frame.
    private static let messageBytesMax = 256 << 10
    /// Bytes of one part of a commit that is too large for a frame as a whole.
    private static let partBytesMax = 3 << 20

    /// What came of an attempt to send.
    enum Progress {
        /// There is nothing more to send now.
        case caughtUp
        /// The reader has to take something first.
        case blocked
        /// The client has to give credit first.
        case lacksCredit
        /// There may be more.
        case more
    }

    /// Sends the next commits: what one reading of the log gives, as long as the reader takes it.
    mutating func advance(_ feed: EventFeed, _ shared: SharedMessage) throws -> Progress {
        guard call.isWritable else {
            if next <= feed.tail, stalledSince == nil { stalledSince = .now }
            return .blocked
        }
        flows()
        if lacksCredit {
            // It may wait for ever, but not for what is gone.
            guard next >= feed.oldest else { throw Rejection.cursorExpired(oldest: feed.oldest) }
            return .lacksCredit
        }
        let batch = try feed.batch(from: next)
        guard batch.through >= next else { return .caughtUp }
        var events: [EncodedEvent] = []
        var bytes = 0
        let rest = batch.events.lazy.filter { [filter] in filter.passes($0.facets) }
        for event in rest.dropFirst(sentOfNext) {
            let size = event.bytes.count
            let isNewCommit = event.sequence != events.last?.sequence
            if isNewCommit, !events.isEmpty,
                events.count >= batchMax || bytes + size > Self.messageBytesMax
            {
                // The commit before is whole, so the cursor may stand behind it.
                move(to: event.sequence)
                send(events, shared)
                guard call.isWritable else { return .more }
                events = []
                bytes = 0
            }
            if !isNewCommit, bytes + size > Self.partBytesMax {
                // The rest comes when the reader has taken this; the cursor stays before it all.
                move(to: event.sequence)
                sentOfNext += events.count { $0.sequence == event.sequence }
                send(events, shared)
                return .more
            }
            if events.isEmpty, credit == 0 {
                move(to: event.sequence)
                lacksCredit = true
                return .lacksCredit
            }
            events.append(event)
            bytes += size
        }
        move(to: batch.through + 1)
        if !events.isEmpty { send(events, shared) }
        return .more
    }

    private mutating func move(to sequence: UInt64) {
        if sequence != next { sentOfNext = 0 }
        next = sequence
    }

    /// The first message: who it is, and where it stands.
    mutating func greet() { send([], id: id) }

    /// Sends an empty message that says how far it got.
    mutating func beat() { send([]) }

    private mutating func send(
        _ events: [EncodedEvent], _ shared: SharedMessage? = nil, id: String = ""
    ) {
        if !events.isEmpty { credit = credit.map { $0 - 1 } }
        let isAnybodys = filter == .all && credit == nil
        if let shared, isAnybodys {
            call.send(
                shared.bytes(events, reached: reached, isPart: sentOfNext > 0) {
                    message(events, id)
                })
        } else {
            call.send(message(events, id))
        }
        sentEvents += events.count
        lastSentAt = .now
    }

    private func message(_ events: [EncodedEvent], _ id: String) -> [UInt8] {
        let items = events.map(\.bytes)
        guard let credit else {
            return V1.SubscribeResponse(
                subscriptionID: id, sequence: Int64(reached), commitContinues: sentOfNext > 0,
                sentAt: .init(.wallClock)
            ).serialized(behind: items, ofField: Self.eventsField)
        }
        return V1.WatchResponse(
            subscriptionID: id, sequence: Int64(reached), commitContinues: sentOfNext > 0,
            sentAt: .init(.wallClock), credits: Int32(credit),
            acknowledgedSequence: Int64(acknowledged)
        ).serialized(behind: items, ofField: Self.eventsField)
    }

    /// The number of `events` in `SubscribeResponse` and `WatchResponse`.
    private static let eventsField = 2
}
