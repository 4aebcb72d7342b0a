/// How many transactions there are in a second, by what the server counts now and then.
struct Throughput {
    private var samples: [(count: Int64, at: Duration)] = []

    /// Over how many looks it is averaged: long enough to be calm, short enough to be now.
    private static let samplesMax = 10

    /// - Parameter time: of any clock that doesn't stand still.
    mutating func note(_ count: Int64, at time: Duration) {
        // Fewer than before: it is another store.
        if let last = samples.last, count < last.count || time <= last.at { samples = [] }
        samples.append((count, time))
        if samples.count > Self.samplesMax { samples.removeFirst() }
    }

    /// Nil where there is nothing to compare with yet.
    var perSecond: Double? {
        guard let first = samples.first, let last = samples.last, last.at > first.at else {
            return nil
        }
        return Double(last.count - first.count) / ((last.at - first.at) / .seconds(1))
    }
}
