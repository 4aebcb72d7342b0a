import Ledger

/// What fell due and could not be done: left alone for a while, so that the rest goes on and
/// nothing spins.
struct FailedDues {
    private let pause: Duration
    private var dues: Set<Due> = []
    private var damaged: Set<String> = []
    private var end = ContinuousClock.now

    init(pause: Duration) {
        self.pause = pause
    }

    var count: Int { dues.count }

    func contains(_ due: Due) -> Bool { dues.contains(due) }

    mutating func add(_ more: [Due]) {
        if dues.isEmpty { end = .now + pause }
        dues.formUnion(more)
    }

    /// Those that were not known.
    mutating func addDamaged(_ keys: [String]) -> [String] {
        keys.filter { damaged.insert($0).inserted }
    }

    mutating func forgetOld() {
        if !dues.isEmpty, end <= .now { dues = [] }
    }
}
