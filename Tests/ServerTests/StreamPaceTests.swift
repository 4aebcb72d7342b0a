import Testing

@testable import Server

@Suite struct `The pace of streams` {
    @Test func `rests four times as long as a slice took while there are commits, within a bound`()
    {
        var pace = StreamPace(tail: 7)
        let start = ContinuousClock.now
        func at(_ milliseconds: Int) -> ContinuousClock.Instant {
            start + .milliseconds(milliseconds)
        }
        let steps: [(at: Int, tail: UInt64, taken: Duration, rest: Duration)] = [
            (0, 7, .milliseconds(3), .zero),
            (5, 8, .milliseconds(3), .milliseconds(12)),
            // Of late, if not meanwhile.
            (23, 8, .microseconds(200), .microseconds(800)),
            (24, 8, .microseconds(199), .zero),
            (25, 8, .milliseconds(3), .zero),
            (40, 9, .milliseconds(300), .milliseconds(40)),
            (100, 9, .milliseconds(3), .zero),
        ]
        for step in steps {
            let rest = pace.rest(after: step.taken, tail: step.tail, at: at(step.at))
            #expect(rest == step.rest, "at \(step.at)")
        }
    }
}
