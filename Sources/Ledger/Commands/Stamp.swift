/// What a command is given from outside before it is applied: its place, its time and the source
/// of its ids. With these, applying a command is a function of the state and nothing else.
package struct Stamp: Hashable, Sendable {
    /// The number of the commit this command becomes, if it is accepted: the last one's plus one.
    package let sequence: UInt64
    /// Later than that of every earlier commit.
    package let time: Timestamp
    /// 61 random bits; the ids of this command count up from here.
    package let entropy: UInt64

    package init(sequence: UInt64, time: Timestamp, entropy: UInt64) {
        self.sequence = sequence
        self.time = time
        self.entropy = entropy & (1 << 61 - 1)
    }
}

/// What clock and chance said when a command was taken in: of a stamp all that doesn't follow from
/// the state.
package struct Occasion: Hashable, Sendable {
    /// What the clock said, whether or not it ran backwards.
    package let now: Timestamp
    /// Random bits, of which a stamp takes 61.
    package let entropy: UInt64

    package init(now: Timestamp, entropy: UInt64) {
        self.now = now
        self.entropy = entropy
    }
}

extension Stamp {
    /// The stamp of the command behind a commit, the same whenever it is worked out: time goes on
    /// from that of the commit, whatever the clock said.
    package init(after sequence: UInt64, at time: Timestamp, _ occasion: Occasion) {
        let next = Timestamp(nanoseconds: time.nanoseconds + 1)
        self.init(
            sequence: sequence + 1, time: max(occasion.now, next), entropy: occasion.entropy)
    }
}

/// Makes the ids of one command, in the order they are asked for.
struct IdentifierSource {
    private let high: UInt64
    private var next: UInt64

    init(_ stamp: Stamp) {
        self.init(time: stamp.time, low: stamp.entropy)
    }

    private init(time: Timestamp, low: UInt64) {
        // RFC 9562, version 7: 48 bits of milliseconds, then 12 bits of their fraction (method 3).
        let (milliseconds, rest) = UInt64(time.nanoseconds).quotientAndRemainder(
            dividingBy: 1_000_000)
        let fraction = rest * 4096 / 1_000_000
        high = milliseconds << 16 | 0x7000 | fraction
        next = low
    }

    mutating func make<Kind>() -> Identifier<Kind> {
        defer { next += 1 }
        return Identifier(bits: UInt128(high) << 64 | UInt128(0b10 << 62 | next))
    }
}

extension EventID {
    /// The id of the event at a place in the log: the same whenever it is asked for.
    package init(sequence: UInt64, index: UInt32, time: Timestamp) {
        let (milliseconds, _) = UInt64(time.nanoseconds).quotientAndRemainder(dividingBy: 1_000_000)
        let high = milliseconds << 16 | 0x7000 | UInt64(index) >> 14 & 0xFFF
        let low = 0b10 << 62 | (sequence & (1 << 48 - 1)) << 14 | UInt64(index) & 0x3FFF
        self.init(bits: UInt128(high) << 64 | UInt128(low))
    }
}
