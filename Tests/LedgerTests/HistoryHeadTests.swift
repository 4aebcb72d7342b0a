import Ledger
import TestSupport
import Testing

@Suite struct `The chain of entries` {
    /// A chain grown to a length; the jump of each depth, by its depth.
    private func jumps(_ length: Int) -> [UInt64] {
        // Numbers are thrice the depths, so that one can't be taken for the other.
        var jumps: [HistoryHead.Link] = [.none]
        var head = HistoryHead.empty
        for depth in 1...UInt64(length) {
            jumps.append(head.nextJump)
            head = head.appending(3 * depth) { link in jumps[Int(link.depth)] }
            #expect(head.last == .init(number: 3 * depth, depth: depth))
        }
        #expect(jumps.allSatisfy { $0.number == 3 * $0.depth })
        return jumps.map(\.depth)
    }

    @Test func `jumps as a skew-binary number counts`() {
        // Lengths of jumps: 1, 1, 3, 1, 1, 3, 7, and again.
        #expect(jumps(15).dropFirst() == [0, 1, 0, 3, 4, 3, 0, 7, 8, 7, 10, 11, 10, 7, 0])
    }

    @Test func `jumps as far as the depth alone says`() {
        for (depth, jump) in jumps(5_000).enumerated() {
            #expect(HistoryHead.Link(number: 1, depth: UInt64(depth)).jumpDepth == jump)
        }
    }

    @Test func `has every depth within a few steps of its end`() {
        let jumps = jumps(5_000)
        for length in [1, 2, 3, 10, 127, 128, 1000, 4096, 5000] {
            let bits = Int.bitWidth - (length + 1).leadingZeroBitCount
            for wanted in 1...length {
                var at = length
                var steps = 0
                while at > wanted {
                    at = jumps[at] >= wanted ? Int(jumps[at]) : at - 1
                    steps += 1
                }
                #expect(at == wanted && steps <= 3 * bits, "\(steps) steps, \(length) to \(wanted)")
            }
        }
    }

    @Test func `is kept by the rules for each balance`() throws {
        var scenario = Scenario()
        for number in 1...200 {
            // Two balances of different depths; the auditor walks the chains after each.
            try scenario.play("send r\(number) @world -> \(number % 3 == 0 ? "a" : "b") 1")
        }
        let depths = scenario.book.balances.values.map(\.history.last.depth)
        #expect(depths.sorted() == [66, 134, 200])
    }
}
