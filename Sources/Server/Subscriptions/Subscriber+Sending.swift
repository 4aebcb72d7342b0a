import Ledger
import Messages
import Store
import TTRPC

extension Subscriber {
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
    mutating func advance(_ feed: EventFeed, _ shared: inout SharedMessages) throws -> Progress {
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
        if isAnybodys, let message = shared[place, batchMax] {
            send(message)
            return .more
        }
        let batch = try feed.batch(from: next)
        guard batch.through >= next else { return .caughtUp }
        // Messages of few events are many of one reading.
        repeat {
            let portion = EventPortion(of: batch, from: place, passing: filter, limit: batchMax)
            guard let first = portion.events.first else {
                place = portion.end
                return .more
            }
            guard credit != 0 else {
                if first.sequence != next { place = EventPortion.Place(sequence: first.sequence) }
                lacksCredit = true
                return .lacksCredit
            }
            send(portion, &shared)
        } while place.sequence <= batch.through && place.sent == 0 && call.isWritable
        return .more
    }

    /// Whether its messages are those of any stream that stands where it does.
    private var isAnybodys: Bool { filter == .all && credit == nil }

    private mutating func send(_ portion: EventPortion, _ shared: inout SharedMessages) {
        let start = place
        place = portion.end
        credit = credit.map { $0 - 1 }
        let message = SharedMessages.Message(
            bytes: message(portion.events), eventCount: portion.events.count, end: place)
        if isAnybodys { shared[start, batchMax] = message }
        send(message)
    }

    private mutating func send(_ message: SharedMessages.Message) {
        place = message.end
        send(message.bytes, eventCount: message.eventCount)
    }

    /// The first message: who it is, and where it stands.
    mutating func greet() { send(message([], id: id), eventCount: 0) }

    /// Sends an empty message that says how far it got.
    mutating func beat() { send(message([]), eventCount: 0) }

    private mutating func send(_ message: [UInt8], eventCount: Int) {
        call.send(message)
        sentEvents += eventCount
        sentBytes += message.count
        lastSentAt = .now
    }

    private func message(_ events: [EncodedEvent], id: String = "") -> [UInt8] {
        let items = events.map(\.bytes)
        guard let credit else {
            return V1.SubscribeResponse(
                subscriptionID: id, sequence: Int64(reached), commitContinues: place.sent > 0,
                sentAt: .init(.wallClock)
            ).serialized(behind: items, ofField: Self.eventsField)
        }
        return V1.WatchResponse(
            subscriptionID: id, sequence: Int64(reached), commitContinues: place.sent > 0,
            sentAt: .init(.wallClock), credits: Int32(credit),
            acknowledgedSequence: Int64(acknowledged)
        ).serialized(behind: items, ofField: Self.eventsField)
    }

    /// The number of `events` in `SubscribeResponse` and `WatchResponse`.
    private static let eventsField = 2
}
