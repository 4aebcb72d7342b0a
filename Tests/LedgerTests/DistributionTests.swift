import Ledger
import TestSupport
import Testing

@Suite struct `A distribution` {
    static let runs = SeededGenerator.isDeep ? 200_000 : 5_000

    /// Amounts at the edges of what words hold, and any between.
    private func amount(_ random: inout SeededGenerator, upTo most: Int128 = .max) -> Int128 {
        let edge = Int128(1) << random.pick(0, 1, 3, 7, 31, 53, 63, 64, 79, 100, 126)
        let value =
            random.chance(50)
            ? edge &+ random.pick(-1, 0, 1) : Int128.random(in: 1...edge, using: &random)
        return min(max(value, 1), most)
    }

    /// A percentage of up to 18 places, in parts of 10^-18 percent.
    private func percent(_ parts: Int128) -> Percent? {
        let (whole, rest) = parts.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
        let digits = String(rest)
        return Percent("\(whole).\(String(repeating: "0", count: 18 - digits.count))\(digits)")
    }

    @Test func `with a rest keeps what is fixed and rounds percentages down`() throws {
        for seed in SeededGenerator.seeds(Self.runs) {
            var random = SeededGenerator(seed: seed)
            let total = amount(&random)
            let count = Int.random(in: 1...6, using: &random)
            var portions: [Distribution.Portion] = [.left]
            for _ in 1..<max(count, 2) {
                if random.chance(50) {
                    portions.append(.fixed(Amount(amount(&random, upTo: max(total / 8, 1)))))
                } else if let share = percent(.random(in: 1...9 << 60, using: &random)) {
                    portions.append(.percent(share))
                }
            }
            portions.shuffle(using: &random)
            guard let parts = Distribution.divide(Amount(total), over: portions) else {
                // Only where the others take more than there is.
                #expect(total < 8, "SEED=\(seed): \(portions)")
                continue
            }
            #expect(parts.map(\.minorUnits).reduce(0, +) == total, "SEED=\(seed)")
            #expect(parts.allSatisfy { $0 >= .zero }, "SEED=\(seed)")
            for (portion, part) in zip(portions, parts) {
                if case .fixed(let amount) = portion { #expect(part == amount, "SEED=\(seed)") }
            }
            #expect(parts.map(\.minorUnits) == ModelLedger.divide(total, over: portions))
        }
    }

    @Test func `by percentages alone is exact and off by less than one each`() throws {
        for seed in SeededGenerator.seeds(Self.runs) {
            var random = SeededGenerator(seed: seed)
            let total = amount(&random)
            var rest: Int128 = 100_000_000_000_000_000_000
            var shares: [Int128] = []
            for _ in 0..<Int.random(in: 0...8, using: &random) where rest > 1 {
                shares.append(.random(in: 1..<rest, using: &random))
                rest -= shares.last ?? 0
            }
            shares.append(rest)
            shares.shuffle(using: &random)
            let portions = try shares.map {
                Distribution.Portion.percent(try #require(percent($0)))
            }
            let parts = try #require(
                Distribution.divide(Amount(total), over: portions), "SEED=\(seed)")
            #expect(parts.map(\.minorUnits).reduce(0, +) == total, "SEED=\(seed)")
            #expect(
                parts.map(\.minorUnits) == ModelLedger.divide(total, over: portions),
                "SEED=\(seed)")
            guard total < 1 << 50 else { continue }
            for (share, part) in zip(shares, parts) {
                // Each is the exact share, or that rounded down or up.
                let exact = total * share
                let off = (part.minorUnits * 100_000_000_000_000_000_000 - exact).magnitude
                #expect(off < 100_000_000_000_000_000_000, "SEED=\(seed)")
            }
        }
    }

    @Test func `in proportion is exact and takes from nobody more than they have`() {
        for seed in SeededGenerator.seeds(Self.runs) {
            var random = SeededGenerator(seed: seed)
            let count = Int.random(in: 1...6, using: &random)
            let weights = (0..<count).map { _ in
                random.chance(20) ? 0 : amount(&random, upTo: .max / 8)
            }
            let whole = weights.reduce(0, +)
            let part = random.chance(10) ? whole : Int128.random(in: 0...whole, using: &random)
            let parts = Distribution.divide(
                Amount(part), inProportionTo: weights.map { Amount($0) })
            #expect(parts.map(\.minorUnits).reduce(0, +) == part, "SEED=\(seed)")
            #expect(
                zip(parts, weights).allSatisfy { $0.minorUnits >= 0 && $0.minorUnits <= $1 },
                "SEED=\(seed)")
            #expect(
                parts.map(\.minorUnits) == ModelLedger.divide(part, by: weights), "SEED=\(seed)")
        }
    }

    /// Every total up to 120 over small weights: committing in parts never leaves a share short.
    @Test func `in proportion, again and again, ends with nothing left`() {
        for seed in SeededGenerator.seeds(500) {
            var random = SeededGenerator(seed: seed)
            var left = (0..<4).map { _ in Amount(.random(in: 0...30, using: &random)) }
            while left.contains(where: { $0 > .zero }) {
                let whole = left.reduce(0) { $0 + $1.minorUnits }
                let parts = Distribution.divide(
                    Amount(.random(in: 1...whole, using: &random)), inProportionTo: left)
                left = zip(left, parts).map { Amount($0.minorUnits - $1.minorUnits) }
                #expect(left.allSatisfy { $0 >= .zero }, "SEED=\(seed)")
            }
        }
    }

    @Test func `gives what rounding left to the largest remainder, of equals to the first`() {
        func divide(_ total: Int128, _ shares: [String]) -> [Int128]? {
            let portions = shares.compactMap { Percent($0) }.map(Distribution.Portion.percent)
            return Distribution.divide(Amount(total), over: portions)?.map(\.minorUnits)
        }
        #expect(divide(101, ["50", "50"]) == [51, 50])
        #expect(divide(1, ["25", "25", "25", "25"]) == [1, 0, 0, 0])
        #expect(divide(3, ["25", "25", "25", "25"]) == [1, 1, 1, 0])
        #expect(divide(5, ["10", "30", "60"]) == [1, 1, 3])
        #expect(divide(10, ["33.33", "33.33", "33.34"]) == [3, 3, 4])
        #expect(divide(7, ["14.2", "85.8"]) == [1, 6])
    }
}
