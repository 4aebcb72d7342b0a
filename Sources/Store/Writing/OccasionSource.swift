import Ledger

/// What clock and chance say to each command of a group.
///
/// To ask the system for chance costs more than much of what a command does, so that a group asks
/// once and draws from that: a generator (SplitMix64) that gives no number twice. Ids are made of
/// it, which have to differ and are no secrets.
struct OccasionSource {
    private let now: @Sendable () -> Timestamp
    private var state: UInt64

    init(_ options: StoreOptions) {
        now = options.now
        state = options.entropy()
    }

    mutating func next() -> Occasion { Occasion(now: now(), entropy: draw()) }

    private mutating func draw() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
