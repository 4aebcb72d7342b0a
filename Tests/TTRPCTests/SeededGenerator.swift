import Foundation

/// SplitMix64: small, fast and the same everywhere, so that a failing seed can be replayed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}

/// The seeds of a random test: one per case, or SEED from the environment to replay a failure.
/// The seed is the test's argument, so a failure names it.
func seeds(_ count: UInt64) -> [UInt64] {
    let replayed = ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init)
    return replayed.map { [$0] } ?? Array(1...count)
}
