import Ledger
import Testing

@testable import Server
@testable import Store

/// What the next message of a stream takes of the log.
@Suite struct `A portion of events` {
    typealias Place = EventPortion.Place

    @Test(arguments: [
        // Commits of 1, 2, 1 and 3 events.
        (1, [1, 2, 2, 3, 4, 4, 4], 5),
        (1000, [1, 2, 2, 3, 4, 4, 4], 5),
    ])
    func `takes whole commits`(limit: Int, all: [UInt64], end: UInt64) {
        let batch = batch([1, 2, 1, 3])
        var place = Place(sequence: 1)
        var taken: [UInt64] = []
        while place.sequence < end {
            let portion = EventPortion(of: batch, from: place, passing: .all, limit: limit)
            let counts = Dictionary(grouping: portion.events, by: \.sequence).mapValues(\.count)
            for (sequence, count) in counts { #expect(count == [1, 2, 1, 3][Int(sequence) - 1]) }
            taken += portion.events.map(\.sequence)
            #expect(portion.end.sent == 0)
            place = portion.end
        }
        #expect(taken == all)
    }

    @Test func `ends before the commit with which it would have more than the limit`() {
        let portion = EventPortion(
            of: batch([1, 2, 1, 3]), from: Place(sequence: 1), passing: .all, limit: 3)
        #expect(portion.events.map(\.sequence) == [1, 2, 2])
        #expect(portion.end == Place(sequence: 3))
    }

    @Test func `goes up to what was read, also where nothing passes`() {
        let filter = EventFilter(types: [.monitorDeleted])
        let portion = EventPortion(
            of: batch([1, 2]), from: Place(sequence: 1), passing: filter, limit: 10)
        #expect(portion.events.isEmpty)
        #expect(portion.end == Place(sequence: 3))
    }

    @Test func `ends before the commit that would make the message large`() {
        let portion = EventPortion(
            of: batch([2, 2, 2], size: 60 << 10), from: Place(sequence: 1), passing: .all,
            limit: 1000)
        #expect(portion.events.map(\.sequence) == [1, 1, 2, 2])
        #expect(portion.end == Place(sequence: 3))
    }

    @Test func `divides a commit that is too large for a frame, and goes on inside it`() {
        let large = batch([1, 8, 1], size: 1_000_000)
        var place = Place(sequence: 1)
        var portions: [[UInt64]] = []
        var places: [Place] = []
        while place.sequence < 4 {
            let portion = EventPortion(of: large, from: place, passing: .all, limit: 1000)
            portions.append(portion.events.map(\.sequence))
            place = portion.end
            places.append(place)
        }
        #expect(portions == [[1], [2, 2, 2], [2, 2, 2], [2, 2], [3]])
        #expect(
            places == [
                Place(sequence: 2), Place(sequence: 2, sent: 3), Place(sequence: 2, sent: 6),
                Place(sequence: 3), Place(sequence: 4),
            ])
    }

    /// Commits with so many events each.
    private func batch(_ counts: [Int], size: Int = 100) -> EventFeed.Batch {
        var events: [EncodedEvent] = []
        for (offset, count) in counts.enumerated() {
            for index in 0..<count {
                events.append(event(UInt64(offset) + 1, UInt32(index), size))
            }
        }
        return EventFeed.Batch(events: events, through: UInt64(counts.count))
    }

    private func event(_ sequence: UInt64, _ index: UInt32, _ size: Int) -> EncodedEvent {
        let ledger = LedgerRecord(
            id: .general, name: String(repeating: "n", count: size), metaData: .empty,
            createdAt: .zero)
        return EncodedEvent(
            EventMaterial(
                event: Event(
                    sequence: sequence, index: index, time: .zero, content: .ledgerCreated(ledger)),
                facets: EventFacets(.ledgerCreated, ledgerID: .general), moved: nil))
    }
}
