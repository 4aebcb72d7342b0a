import Ledger

/// What the next message of a stream takes of what a reading of the log gave: some commits whole,
/// or a part of one that is too large for a frame.
struct EventPortion {
    /// Bytes of events in one message: large enough to be efficient, well below a frame.
    private static let bytesMax = 256 << 10
    /// Bytes of one part of a commit that is too large for a frame as a whole.
    private static let partBytesMax = 3 << 20

    /// Where a stream stands.
    struct Place: Hashable {
        /// The next sequence to send.
        var sequence: UInt64
        /// How many events of that sequence have been sent already, of a commit sent in parts.
        var sent = 0
    }

    private(set) var events: [EncodedEvent] = []
    /// Where the stream stands behind them.
    private(set) var end: Place

    /// - Parameter limit: the most events, where that doesn't divide a commit.
    init(of batch: EventFeed.Batch, from place: Place, passing filter: EventFilter, limit: Int) {
        end = Place(sequence: batch.through + 1)
        var bytes = 0
        let passesAll = filter == .all
        let passing = batch.events.drop { $0.sequence < place.sequence }.lazy.filter {
            passesAll || filter.passes($0.facets)
        }
        for event in passing.dropFirst(place.sent) {
            let size = event.bytes.count
            if event.sequence != events.last?.sequence {
                if !events.isEmpty, events.count >= limit || bytes + size > Self.bytesMax {
                    // The commit before is whole, so the cursor may stand behind it.
                    end = Place(sequence: event.sequence)
                    return
                }
            } else if bytes + size > Self.partBytesMax {
                // The rest comes when the reader has taken this; the cursor stays before it all.
                let sent = events.count { $0.sequence == event.sequence }
                let before = event.sequence == place.sequence ? place.sent : 0
                end = Place(sequence: event.sequence, sent: before + sent)
                return
            }
            events.append(event)
            bytes += size
        }
    }
}
