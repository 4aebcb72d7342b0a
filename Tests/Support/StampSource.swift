package import Ledger

/// Stamps as the writer makes them, without a clock: time moves by uneven steps, some of a single
/// nanosecond, and chance comes from a seed.
package struct StampSource: Sendable {
    package private(set) var time: Timestamp
    private var chance: SeededGenerator

    package init(
        seed: UInt64 = 1,
        from time: Timestamp = StampSource.start
    ) {
        self.time = time
        chance = SeededGenerator(seed: seed)
    }

    package static let start = Timestamp(nanoseconds: 1_750_000_000_000_000_000)

    /// The stamp of the command behind the commit `sequence`.
    package mutating func next(after sequence: UInt64) -> Stamp {
        let step: Int64 = chance.pick(1, 245, 1_000_000, 3_600_000_000_000)
        return next(after: sequence, at: Timestamp(nanoseconds: time.nanoseconds + step))
    }

    /// The same at a given time, which can't lie before that of the last stamp.
    package mutating func next(after sequence: UInt64, at wanted: Timestamp) -> Stamp {
        time = max(wanted, Timestamp(nanoseconds: time.nanoseconds + 1))
        return Stamp(sequence: sequence + 1, time: time, entropy: chance.next())
    }
}

extension DictionaryBook {
    /// Applies a command with the next stamp.
    package mutating func apply(_ command: Command, _ stamps: inout StampSource) -> Outcome {
        let stamp = stamps.next(after: sequence)
        let outcome = apply(command, stamp)
        switch (command, outcome) {
        case (.createSubscription, .applied), (.deleteSubscription, .applied):
            quietSequence = stamp.sequence
        default: break
        }
        return outcome
    }
}
