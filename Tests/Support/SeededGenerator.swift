private import Foundation

/// Random numbers that can be had again: SplitMix64, started by a seed.
///
/// A random test names the seed in each of its expectations, so that a failure says how to replay
/// it: `SEED=123 swift test --filter …`.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    package let seed: UInt64
    private var state: UInt64

    package init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

// MARK: - Seeds

extension SeededGenerator {
    /// The seeds of a random test: `count` that nobody has tried, or only the one in SEED.
    package static func seeds(_ count: Int) -> [UInt64] {
        if let replayed { return [replayed] }
        let first = UInt64.random(in: 0..<1 << 48)
        return (0..<UInt64(count)).map { first + $0 }
    }

    /// The seed in the environment, where a run is to be replayed.
    package static var replayed: UInt64? {
        ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init)
    }

    /// Whether random tests are to take their time: TIDEMARK_DEEP=1.
    package static var isDeep: Bool {
        ProcessInfo.processInfo.environment["TIDEMARK_DEEP"] == "1"
    }
}

// MARK: - Choices

extension SeededGenerator {
    /// True in `percent` of a hundred cases.
    package mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }

    /// One of the choices, each as likely as the others.
    package mutating func pick<Choice>(_ first: Choice, _ others: Choice...) -> Choice {
        let position = Int.random(in: 0...others.count, using: &self)
        return position == 0 ? first : others[position - 1]
    }

    /// One of the elements; nil only where there is none.
    package mutating func pick<Choices: Collection>(from choices: Choices) -> Choices.Element? {
        choices.randomElement(using: &self)
    }
}
