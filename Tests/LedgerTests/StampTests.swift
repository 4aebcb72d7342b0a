import Ledger
import TestSupport
import Testing

@Suite struct `Ids made by the server` {
    /// A transaction between two new balances: three ids of one command.
    private func ids(_ stamp: Stamp) throws -> [UInt128] {
        var book = DictionaryBook()
        let order = try Orders.transfer("r", "@world", "a", 1)
        let outcome = book.apply(.createTransaction(order), stamp)
        let result = try #require(outcome.transaction)
        return [result.transaction.id.bits] + result.balances.map(\.balance.id.bits)
    }

    @Test func `are UUIDs of version 7 with the time in front`() throws {
        let stamp = Stamp(
            sequence: 1, time: Timestamp(nanoseconds: 1_750_000_000_123_456_789), entropy: .max)
        for id in try ids(stamp) {
            #expect(id >> 80 == 1_750_000_000_123)
            #expect(id >> 76 & 0xF == 7)
            // 456,789 of a million nanoseconds, in parts of 4,096.
            #expect(id >> 64 & 0xFFF == 456_789 * 4096 / 1_000_000)
            #expect(id >> 62 & 0b11 == 0b10)
        }
    }

    @Test func `rise within a command, whatever the chance`() throws {
        for entropy in [0, 1, 0xFFFF_FFFF, 1 << 61 - 1, .max] as [UInt64] {
            let time = Timestamp(nanoseconds: 1_750_000_000_000_000_000)
            let made = try ids(Stamp(sequence: 1, time: time, entropy: entropy))
            #expect(made.count == 3)
            #expect(made == made.sorted() && Set(made).count == 3)
        }
    }

    @Test func `rise with time`() throws {
        var stamps = StampSource(seed: 7)
        var last: UInt128 = 0
        for number in 1...200 {
            let made = try ids(stamps.next(after: UInt64(number)))
            // 12 bits of a millisecond tell steps of 245 ns apart; below that it is chance.
            #expect(made[0] >> 64 >= last >> 64)
            last = made[2]
        }
    }

    @Test func `depend on the stamp and nothing else`() throws {
        let time = Timestamp(nanoseconds: 1_750_000_000_000_000_000)
        let stamp = Stamp(sequence: 9, time: time, entropy: 42)
        #expect(try ids(stamp) == ids(stamp))
        let other = Stamp(sequence: 9, time: time, entropy: 43)
        #expect(try ids(stamp) != ids(other))
    }
}

@Suite struct `Ids of events` {
    @Test func `are one for each place in the log`() {
        var ids: Set<EventID> = []
        let time = Timestamp(nanoseconds: 1_750_000_000_000_000_000)
        let sequences: [UInt64] = [1, 2, 1 << 20, 1 << 40, 1 << 48 - 1]
        let indices: [UInt32] = [0, 1, 1 << 14 - 1, 1 << 14, 1 << 14 + 1, 1 << 26 - 1]
        for sequence in sequences {
            for index in indices {
                let id = EventID(sequence: sequence, index: index, time: time)
                #expect(ids.insert(id).inserted, "\(sequence), \(index)")
                #expect(id == EventID(sequence: sequence, index: index, time: time))
                #expect(id.bits >> 76 & 0xF == 7 && id.bits >> 62 & 0b11 == 0b10)
            }
        }
    }
}

@Suite struct `A stamp` {
    private let last = Timestamp(nanoseconds: 1_750_000_000_000_000_000)

    @Test func `has the time of the clock`() {
        let now = Timestamp(nanoseconds: last.nanoseconds + 7)
        let stamp = Stamp(after: 41, at: last, Occasion(now: now, entropy: 5))
        #expect(stamp == Stamp(sequence: 42, time: now, entropy: 5))
    }

    @Test(arguments: [Int64.min, 0, 1_750_000_000_000_000_000])
    func `is later than the one before it, whatever the clock says`(now: Int64) {
        let occasion = Occasion(now: Timestamp(nanoseconds: now), entropy: 5)
        let stamp = Stamp(after: 41, at: last, occasion)
        #expect(stamp.time == Timestamp(nanoseconds: last.nanoseconds + 1))
        #expect(stamp.sequence == 42)
    }

    @Test func `is the first one after nothing`() {
        let stamp = Stamp(after: 0, at: .zero, Occasion(now: .zero, entropy: .max))
        #expect(stamp == Stamp(sequence: 1, time: Timestamp(nanoseconds: 1), entropy: .max))
    }
}
